/// A set of address blocks that answers in logarithmic time: the blocklist, and the reserved ranges.
public struct AddressSet: Sendable {
  /// Disjoint, sorted, inclusive ranges.
  private let ranges: [ClosedRange<Address>]

  /// The union of the given blocks.
  public init(_ networks: some Sequence<Network>) {
    let sorted = networks.map { $0.base...$0.last }.sorted { $0.lowerBound < $1.lowerBound }
    var merged: [ClosedRange<Address>] = []
    for range in sorted {
      if let previous = merged.last, range.lowerBound <= previous.upperBound {
        merged[merged.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  /// The set without addresses.
  public static let empty = AddressSet([])

  /// Whether an address lies in one of the blocks.
  public func contains(_ address: Address) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < address { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(address)
  }

  /// Reads a blocklist in ZMap's syntax: a block or an address a line, `#` starts a comment.
  ///
  /// A line that can't be read is an error and not skipped: it is somebody's wish not to be contacted.
  public init(blocklist text: String) throws(BlocklistError) {
    var networks: [Network] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      // Only the ends are trimmed: "10.0.0.1 1" must not be read as 10.0.0.11.
      let leading = line.prefix { $0 != "#" }.drop(while: \.isWhitespace)
      guard let end = leading.lastIndex(where: { !$0.isWhitespace }) else { continue }
      let content = leading[...end]
      guard let network = Network(String(content)) else {
        throw BlocklistError(line: index + 1, content: String(content.prefix(80)))
      }
      networks.append(network)
    }
    self.init(networks)
  }
}

/// A line of a blocklist that is neither an address nor a block.
public struct BlocklistError: Error, Hashable, Sendable {
  /// Line number, from 1.
  public let line: Int
  /// What stood there, up to 80 characters.
  public let content: String
}
