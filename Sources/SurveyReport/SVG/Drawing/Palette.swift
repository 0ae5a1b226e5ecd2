import SurveyCore

/// The colours: Okabe and Ito's, which remain apart for colour-blind readers, and greys.
///
/// Each has one role, and roles do not share a value: on a dark page those of `onPaper` are replaced, wherever they are
/// a fill or a stroke, and all others stay. Hues are 3:1 or better on both grounds or have a rim that is.
enum Palette {
  // What changes with the ground.
  static let ink = "#222222"
  static let paleInk = "#595959"
  static let grid = "#dddddd"
  /// Thin lines from a label to what it names.
  static let leader = "#8a8a8a"
  static let paper = "#ffffff"

  // Lines, marks and fills.
  static let blue = "#0072b2"
  static let vermillion = "#d55e00"
  static let green = "#009e73"
  static let purple = "#cc79a7"
  // Fills only, within a rim.
  static let sky = "#56b4e9"
  static let orange = "#e69f00"
  static let yellow = "#f0e442"
  static let slate = "#5a5a5a"
  static let silver = "#d9d9d9"
  static let blank = "#fafafa"
  static let black = "#000000"

  /// Text on dark fills; on bright ones it is `black`.
  static let onDark = "#fefefe"

  /// One hue from the least to the most: cells of a map, days of a certificate.
  static let shades = ["#eaf3fa", "#cbe1f1", "#98c4e3", "#5a9fd0", "#1b6fae", "#0a4a80"]

  /// What a dark page replaces: ink, lines and grounds.
  static let onPaper = [ink, paleInk, grid, leader, paper]

  /// Every colour that a chart may have.
  static let all =
    onPaper + [blue, vermillion, green, purple, sky, orange, yellow, slate, silver, blank, black, onDark] + shades

  /// A filled area, and the ink that is read on it (contrast of 4.5 at least).
  struct Fill: Hashable {
    let fill: String
    let ink: String

    static func bright(_ fill: String) -> Fill { Fill(fill: fill, ink: black) }
    static func dark(_ fill: String) -> Fill { Fill(fill: fill, ink: onDark) }
  }

  /// The shade of a place on the scale, 0 the least.
  static func shade(_ place: Int) -> Fill { place < 4 ? .bright(shades[place]) : .dark(shades[place]) }

  /// The fill of a class in a bar.
  static func fill(_ metric: Metric) -> Fill {
    switch metric {
    case .certificateClass(let certificateClass): fill(certificateClass)
    case .mixed: .bright(silver)
    case .noTLS: .dark(slate)
    case .startTLS, .startTLSOffered, .caTrustedAnyName, .caVerifiedOrCommonName, .forwardSecrecy,
      .strictForwardSecrecy, .tls13, .postQuantumGroup, .legacyOnly,
      .daneMatch, .mtaSTSEnforce, .authenticated:
      .bright(blank)
    }
  }

  /// The fill of what a sender comes to.
  static func fill(_ result: DeliveryResult) -> Fill {
    switch result {
    case .authenticated: .dark(blue)
    case .encrypted: .bright(sky)
    case .plaintext: .bright(yellow)
    case .deferred: .bright(vermillion)
    case .bounced: .dark(black)
    case .undeliverable: .dark(slate)
    case .inconclusive: .bright(silver)
    }
  }

  private static func fill(_ certificateClass: CertificateClass) -> Fill {
    switch certificateClass {
    case .caVerified: .dark(blue)
    case .caWrongName: .bright(green)
    case .caExpired: .bright(sky)
    case .selfSigned: .bright(vermillion)
    case .privateCA: .bright(orange)
    case .incompleteChain: .bright(yellow)
    case .unknownIssuer: .bright(purple)
    case .otherInvalid: .dark(black)
    case .anonymous: .bright(blank)
    }
  }
}
