/// Whether a reply says that we are turned away for who we are.
///
/// Reply codes don't tell (RFC 5321 §4.2 has 554 for all of it) and enhanced ones are often missing, so this is the one place
/// where words of peers are matched; what comes of it stops a survey and is never a finding about a host.
enum RefusalText {
  /// Words of blocklists and abuse desks, in lower case.
  static let words = ["block", "blacklist", "denied", "abuse", "spam", "listed", "reputation"]

  private static let patterns = words.map { Array($0.utf8) }

  /// Whether one of the words stands in a text, in upper or lower case.
  static func isOne(_ text: [UInt8]) -> Bool {
    let lower = text.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    return patterns.contains { pattern in
      guard lower.count >= pattern.count else { return false }
      return (0...(lower.count - pattern.count)).contains { lower[$0...].starts(with: pattern) }
    }
  }
}
