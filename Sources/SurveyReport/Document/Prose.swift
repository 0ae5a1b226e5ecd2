/// Text with a little markup, for every format alike. In literals `**` turns bold on and off and `` ` `` code; whatever is
/// interpolated is text, in which nothing is markup.
///
/// ```swift
/// let cell: Prose = "**\(wave.label)**"   // a*b becomes a bold a*b
/// ```
struct Prose: Hashable, ExpressibleByStringInterpolation {
  /// A stretch of text in one style.
  struct Run: Hashable {
    var text: String
    var style: Style
    /// Where it leads; `nil` for text that leads nowhere.
    var address: String?
  }

  /// How a run is set.
  struct Style: OptionSet, Hashable {
    let rawValue: UInt8
    static let strong = Style(rawValue: 1)
    static let code = Style(rawValue: 2)
    /// A line ends here; the run has no text.
    static let lineBreak = Style(rawValue: 4)
  }

  /// The runs, none of them empty but for line breaks.
  private(set) var runs: [Run]

  private init(runs: [Run]) { self.runs = runs }

  /// Markup.
  init(stringLiteral value: String) {
    var interpolation = Interpolation(literalCapacity: value.utf8.count, interpolationCount: 0)
    interpolation.appendLiteral(value)
    runs = interpolation.runs
  }

  /// Markup with text in it.
  init(stringInterpolation: Interpolation) { runs = stringInterpolation.runs }

  /// Text alone.
  init(text: String) { runs = text.isEmpty ? [] : [Run(text: text, style: [])] }

  /// Code alone.
  static func code(_ text: String) -> Prose { Prose(runs: [Run(text: text, style: .code)]) }

  /// The end of a line within a paragraph or a cell.
  static let lineBreak = Prose(runs: [Run(text: "", style: .lineBreak)])

  /// A link.
  /// - Parameter address: an `https` or `http` URL; anything else is set as text.
  static func link(_ text: String, to address: String) -> Prose {
    let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://")
    return Prose(runs: [Run(text: text, style: [], address: isWeb ? address : nil)])
  }

  /// Parts with a separator between them.
  static func joined(_ parts: [Prose], separator: Prose) -> Prose {
    parts.dropFirst().reduce(parts.first ?? "") { $0 + separator + $1 }
  }

  /// One after the other.
  static func + (left: Prose, right: Prose) -> Prose { Prose(runs: left.runs + right.runs) }

  /// The text without its markup.
  var plain: String { runs.map { $0.style.contains(.lineBreak) ? " " : $0.text }.joined() }

  /// How the parts of a literal are put together.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var runs: [Run] = []
    private var style: Style = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) {
      // The lines of a literal are those of the source, not of the report.
      var rest = Substring(literal.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " "))
      while !rest.isEmpty {
        if rest.hasPrefix("`") {
          style.formSymmetricDifference(.code)
          rest.removeFirst()
        } else if rest.hasPrefix("**") {
          style.formSymmetricDifference(.strong)
          rest.removeFirst(2)
        } else {
          let end = rest.indices.dropFirst().first { rest[$0...].hasPrefix("`") || rest[$0...].hasPrefix("**") }
          append(String(rest[..<(end ?? rest.endIndex)]))
          rest = rest[(end ?? rest.endIndex)...]
        }
      }
    }

    mutating func appendInterpolation(_ text: String) { append(text) }

    mutating func appendInterpolation(_ prose: Prose) {
      runs += prose.runs.map { Run(text: $0.text, style: $0.style.union(style), address: $0.address) }
    }

    mutating func appendInterpolation(_ number: Int) { append(NumberText.grouped(number)) }

    private mutating func append(_ text: String) {
      if !text.isEmpty { runs.append(Run(text: text, style: style)) }
    }
  }
}
