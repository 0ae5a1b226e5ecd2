import SurveyCore

/// A figure that others published, with where it stands, what it counts and how far it is ours: a row of
/// `published-figures.csv`.
///
/// ```
/// Facebook,2014-05-13,e-mail,…,58,percent,,primary,,https://…,domain_weighted/starttls/reachable,proxy
/// ```
struct PublishedFigure: Hashable {
  /// Who published it.
  let source: String
  /// When, as precisely as it is told: `2014-05-13`, `2015-10`, `2015`, or in words.
  let date: String
  /// What is counted once, in the source's own terms.
  let unit: String
  /// What is counted.
  let definition: String
  /// The number as published, in digits with a decimal point.
  let value: Double
  /// What the number is.
  let measure: Measure
  /// How exact it is; `nil` where it is told as it stands.
  let qualifier: Qualifier?
  /// How it came to us.
  let provenance: Provenance
  /// How it was computed from what was published; `nil` where it was published itself.
  let derivation: String?
  /// Where it can be read: an `https` or `http` URL. Of a derived figure, where what it was computed from stands.
  let address: String
  /// What of ours comes nearest; `nil` where nothing does.
  let nearest: Nearest?

  /// What a number is.
  enum Measure: String, CaseIterable {
    case percent
    case count
  }

  /// How exact a number is.
  enum Qualifier: String, CaseIterable {
    case about
    case atMost = "at most"
    case moreThan = "more than"
  }

  /// How a figure came to us. What is doubtful, contradicted or remembered has no word here, so it can't get in.
  enum Provenance: String, CaseIterable {
    /// Read in its author's own text; of papers, in the abstract.
    case primary
    /// Read in somebody else's account.
    case secondary
    /// Computed from figures of either kind.
    case derived
  }

  /// What of this survey comes nearest to a published figure.
  struct Nearest: Hashable {
    /// What is counted once.
    let unit: TrendUnit
    /// What is counted.
    let metric: Metric
    /// What is divided by.
    let base: Base
    /// How near it is.
    let relation: Relation

    /// `x` of `y` in a reader's words.
    var title: Prose { "\(.code(metric.word)) of \(unit.title(in: base))" }
  }

  /// How near a figure of ours is.
  enum Relation: String, CaseIterable {
    /// Counts the same things: the two may stand on one axis, if their definitions and lists are read beside them.
    case same
    /// Counts other things, messages for example: only the shape of a change compares.
    case proxy
  }

  /// The number as it is printed: `> 50 %`, `≈ 37 %`, `3,684,357`.
  var valueText: String {
    let number = NumberText.asWritten(value) + (measure == .percent ? " %" : "")
    return switch qualifier {
    case nil: number
    case .about: "≈ " + number
    case .atMost: "≤ " + number
    case .moreThan: "> " + number
    }
  }

  /// The day that stands for the date on an axis of time: itself, the middle of the month or of the year; `nil` where the
  /// date is told in words.
  var day: Instant? {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }), parts.first?.count == 4 else { return nil }
    return switch parts.count {
    case 1: Instant(iso8601: date + "-07-01")
    case 2: Instant(iso8601: date + "-15")
    default: Instant(iso8601: date)
    }
  }
}
