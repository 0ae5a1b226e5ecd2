/// A line of a blocklist that holds more than a comment.
struct BlocklistLine {
  /// What a line stands for.
  enum Entry {
    case addresses(ClosedRange<Address>)
    case domain(DomainName)
  }

  /// From 1.
  let number: Int
  /// Without comment and surrounding space.
  let content: Substring

  /// The lines of a text that are not empty.
  static func lines(of text: String) -> [BlocklistLine] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap { index, line in
      // Only the ends are trimmed: "10.0.0.1 1" must not be read as 10.0.0.11.
      let leading = line.prefix { $0 != "#" }.drop(while: \.isWhitespace)
      guard let end = leading.lastIndex(where: { !$0.isWhitespace }) else { return nil }
      return BlocklistLine(number: index + 1, content: leading[...end])
    }
  }

  /// What it stands for; `nil` where it can't be read.
  var entry: Entry? {
    let text = String(content)
    if let network = Network(text) { return .addresses(network.base...network.last) }
    if let range = BlocklistLine.range(text) { return .addresses(range) }
    return (try? DomainName(text)).map { .domain($0) }
  }

  /// `192.0.2.1-192.0.2.99`: both of one family, the lower first.
  private static func range(_ text: String) -> ClosedRange<Address>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Address(String(ends[0])), let last = Address(String(ends[1])),
      first.isIPv6 == last.isIPv6, first <= last
    else { return nil }
    return first...last
  }
}
