/// A set of address blocks that answers in logarithmic time: the blocklist, and the reserved ranges.
public struct AddressSet: Sendable {
  /// Disjoint, sorted, inclusive ranges.
  private let ranges: [ClosedRange<Address>]

  /// The union of the given blocks.
  public init(_ networks: some Sequence<Network>) { self.init(networks.map { $0.base...$0.last }) }

  /// The union of the given ranges, each within one address family.
  public init(_ ranges: [ClosedRange<Address>]) {
    let sorted = ranges.sorted { $0.lowerBound < $1.lowerBound }
    var merged: [ClosedRange<Address>] = []
    for range in sorted {
      if let previous = merged.last, range.lowerBound <= previous.upperBound {
        merged[merged.count - 1] = previous.lowerBound...max(previous.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// The set without addresses.
  public static let empty = AddressSet([Network]())

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

  /// Reads a list of addresses in the syntax of `Blocklist`, in which names have no place.
  /// - Throws: the first line that can't be read.
  public init(blocklist text: String) throws(BlocklistError) {
    var ranges: [ClosedRange<Address>] = []
    for line in BlocklistLine.lines(of: text) {
      guard case .addresses(let range) = line.entry else { throw BlocklistError(line) }
      ranges.append(range)
    }
    self.init(ranges)
  }
}
