/// Who does not want to be surveyed: addresses, and domains with all that is below them.
///
/// ```
/// 192.0.2.0/24                 # a block
/// 198.51.100.7                 # an address
/// 203.0.113.10-203.0.113.99    # a range, both ends included
/// 2001:db8::/32
/// example.org                  # the domain and every name below it
/// ```
/// That is ZMap's syntax, with ranges and domains added.
public struct Blocklist: Sendable {
  /// Addresses that are not to be dialled.
  public let addresses: AddressSet
  /// Domains that are not to be looked up, and whose hosts are not to be dialled.
  public let domains: DomainSuffixes

  /// The list without entries.
  public static let empty = Blocklist(addresses: .empty)

  /// A list.
  public init(addresses: AddressSet, domains: DomainSuffixes = .empty) {
    self.addresses = addresses
    self.domains = domains
  }

  /// Reads an entry a line; `#` starts a comment.
  ///
  /// A line that can't be read is an error and not skipped: it is somebody's wish not to be contacted.
  /// - Throws: the first line that can't be read.
  public init(_ text: String) throws(BlocklistError) {
    var ranges: [ClosedRange<Address>] = []
    var names: [DomainName] = []
    for line in BlocklistLine.lines(of: text) {
      switch line.entry {
      case .addresses(let range): ranges.append(range)
      case .domain(let name): names.append(name)
      case nil: throw BlocklistError(line)
      }
    }
    self.init(addresses: AddressSet(ranges), domains: DomainSuffixes(names))
  }
}

/// A line of a blocklist that can't be read.
public struct BlocklistError: Error, Hashable, Sendable {
  /// Line number, from 1.
  public let line: Int
  /// What stood there, up to 80 characters.
  public let content: String

  init(_ line: BlocklistLine) {
    self.line = line.number
    content = String(line.content.prefix(80))
  }
}
