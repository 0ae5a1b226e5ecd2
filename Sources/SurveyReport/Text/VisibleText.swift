extension String {
  /// The text with every character shown: what a terminal, a browser or a reader's eye would not show as
  /// itself stands as an escape, `\x1b` for a control, `\u{202e}` for the rest.
  ///
  /// Labels, list names and reasons are other people's text. Controls could drive a terminal, line breaks
  /// forge a row, bidirectional and zero-width characters make one name look like another.
  public var visible: String {
    var shown = ""
    for scalar in unicodeScalars {
      if scalar.isVisible {
        shown.unicodeScalars.append(scalar)
      } else if scalar.value < 0x100 {
        shown += "\\x" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      } else {
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      }
    }
    return shown
  }
}

extension Unicode.Scalar {
  /// Whether the character shows as itself; also keeps out all that XML 1.0 §2.2 forbids.
  var isVisible: Bool {
    guard !properties.isDefaultIgnorableCodePoint else { return false }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: true
    }
  }
}
