/// Text in GitHub-flavoured Markdown. Literals are markup; whatever is interpolated is text and is escaped,
/// so that nothing that another person wrote can become markup.
///
/// ```swift
/// let cell: Markdown = "**\(wave.label)**"   // a|b becomes **a&#124;b**
/// ```
struct Markdown: Hashable, ExpressibleByStringInterpolation {
  /// The source text.
  let source: String

  /// Markup as it is.
  init(stringLiteral value: String) { source = value }

  /// Markup with escaped text in it.
  init(stringInterpolation: Interpolation) { source = stringInterpolation.source }

  /// Escaped text alone.
  init(text: String) { source = Markdown.escape(text) }

  private init(source: String) { self.source = source }

  /// Parts with a separator between them.
  static func joined(_ parts: [Markdown], separator: Markdown) -> Markdown {
    Markdown(source: parts.map(\.source).joined(separator: separator.source))
  }

  /// One after the other.
  static func + (left: Markdown, right: Markdown) -> Markdown { Markdown(source: left.source + right.source) }

  /// How the parts of a literal are put together.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { source += literal }

    mutating func appendInterpolation(_ text: String) { source += Markdown.escape(text) }

    mutating func appendInterpolation(_ markdown: Markdown) { source += markdown.source }

    mutating func appendInterpolation(_ number: Int) { source += NumberText.grouped(number) }
  }

  /// Text that means nothing but itself, in a paragraph and in a table's cell.
  ///
  /// Character references are never structure (CommonMark 0.31 §2.5), and unlike backslashes every dialect
  /// reads them alike. GitHub makes links of bare `http://`, `www.` and `@`, and formulas of `$`.
  private static func escape(_ text: String) -> String {
    let scalars = Array(text.visible.unicodeScalars)
    var escaped = ""
    for (index, scalar) in scalars.enumerated() {
      let before: Unicode.Scalar = index > 0 ? scalars[index - 1] : " "
      let after: Unicode.Scalar = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "|", "`", "*", "[", "]", "\\", "~", "$", "@": escaped += "&#\(scalar.value);"
      // Within a word an underscore is one (CommonMark 0.31 §6.2), and most words here have it there.
      case "_" where !before.isLetterOrDigit || !after.isLetterOrDigit: escaped += "&#\(scalar.value);"
      case "/" where before == ":": escaped += "&#\(scalar.value);"
      case "." where before == "w" || before == "W": escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Unicode.Scalar {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }
}
