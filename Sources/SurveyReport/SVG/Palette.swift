import SurveyCore

/// The colours: Okabe and Ito's, which remain apart for colour-blind readers.
enum Palette {
  static let ink = "#222222"
  static let paleInk = "#595959"
  static let grid = "#dddddd"
  static let paper = "#ffffff"
  static let blue = "#0072b2"
  static let vermillion = "#d55e00"
  static let green = "#009e73"
  static let sky = "#56b4e9"
  static let orange = "#e69f00"
  static let yellow = "#f0e442"
  static let purple = "#cc79a7"

  /// The fill of a class in a bar, and the ink that is read on it (contrast of 4.5 at least).
  static func fill(_ metric: Metric) -> (fill: String, ink: String) {
    switch metric {
    case .certificateClass(let certificateClass): fill(certificateClass)
    case .mixed: ("#d9d9d9", ink)
    case .noTLS: (paleInk, paper)
    case .startTLS, .caTrustedAnyName, .forwardSecrecy, .strictForwardSecrecy, .tls13, .postQuantumGroup, .legacyOnly,
      .daneMatch, .mtaSTSEnforce, .authenticated:
      (paper, ink)
    }
  }

  private static func fill(_ certificateClass: CertificateClass) -> (fill: String, ink: String) {
    switch certificateClass {
    case .caVerified: (blue, paper)
    case .caWrongName: (green, "#000000")
    case .caExpired: (sky, "#000000")
    case .selfSigned: (vermillion, "#000000")
    case .privateCA: (orange, "#000000")
    case .incompleteChain: (yellow, "#000000")
    case .unknownIssuer: (purple, "#000000")
    case .otherInvalid: ("#000000", paper)
    case .anonymous: (paper, "#000000")
    }
  }
}
