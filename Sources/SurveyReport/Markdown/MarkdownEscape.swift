/// Other people's text in GitHub-flavoured Markdown.
enum MarkdownEscape {
  /// Text that means nothing but itself, in a paragraph and in a table's cell.
  ///
  /// Character references are never structure (CommonMark 0.31 §2.5), and unlike backslashes every dialect
  /// reads them alike. GitHub makes links of bare `http://`, `www.` and `@`, and formulas of `$`.
  static func escape(_ text: String) -> String {
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
      case "." where index >= 3 && scalars[index - 3..<index].allSatisfy({ $0 == "w" || $0 == "W" }):
        escaped += "&#\(scalar.value);"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// An address between angle brackets: what could end it, and what would not show, percent-encoded.
  static func address(_ address: String) -> String {
    address.utf8.map { octet in
      let isPlain = octet > 0x20 && octet < 0x7f && !Array("<>\\|`\"".utf8).contains(octet)
      return isPlain ? String(UnicodeScalar(octet)) : "%" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }.joined()
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
