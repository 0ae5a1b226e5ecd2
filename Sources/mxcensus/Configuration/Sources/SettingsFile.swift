/// A settings file: a line a setting, called as the long flag; an option that may be given several times may have several
/// lines.
///
/// ```
/// # who we are
/// ehlo = survey.example.org
/// contact = mailto:postmaster@example.org
/// no-ipv6                     # a flag: or = yes, = no
/// trust-store = "/etc/ssl/my certificates.pem"
/// ```
struct SettingsFile {
  let path: String
  let settings: [Setting]

  /// Reads the lines of a file. A `#` at the beginning of a line or behind white space begins a comment, quotes around a
  /// value keep what is in them.
  init(path: String, text: String) throws {
    self.path = path
    var settings: [Setting] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let origin = Setting.Origin.file(path: path, line: index + 1)
      let content = SettingsFile.trimmed(SettingsFile.withoutComment(line))
      guard !content.isEmpty else { continue }
      let parts = content.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(SettingsFile.trimmed(parts[0]))
      guard !name.isEmpty, !name.hasPrefix("-"), name.utf8.allSatisfy(SettingsFile.isNameOctet) else {
        throw Refusal(
          .configuration,
          "\(origin): a line is NAME = VALUE, with the name of a long flag without its dashes, not \(String(content).debugDescription)"
        )
      }
      settings.append(
        Setting(
          name: name, value: parts.count == 2 ? SettingsFile.unquoted(SettingsFile.trimmed(parts[1])) : nil,
          origin: origin))
    }
    self.settings = settings
  }

  private static func isNameOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var isQuoted = false
    var before: Character = " "
    for index in line.indices {
      let character = line[index]
      if character == "\"" { isQuoted.toggle() }
      if character == "#", !isQuoted, before.isWhitespace { return line[..<index] }
      before = character
    }
    return line
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop { $0.isWhitespace }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }

  private static func unquoted(_ text: Substring) -> String {
    text.count >= 2 && text.first == "\"" && text.last == "\"" ? String(text.dropFirst().dropLast()) : String(text)
  }
}
