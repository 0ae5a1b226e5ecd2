import Synchronization

/// What one policy host saw of its clients.
public struct PolicyLedgerEntry: Hashable, Sendable, Codable {
  /// The policy host's address.
  public let address: IPv4Address
  /// Connections that were accepted.
  public internal(set) var connections = 0
  /// TLS handshakes that were completed.
  public internal(set) var handshakes = 0
  /// The heads of the requests, as they came.
  public internal(set) var requests: [Octets] = []
  /// What the laboratory itself could not do; `nil`: nothing.
  public internal(set) var failure: String?
}

/// What every policy host of a laboratory saw.
public final class PolicyLedger: Sendable {
  /// Written by the servers' event loop and read by anyone. A lock rather than an actor, as the loop can't wait and
  /// what it writes must be there when its client goes on.
  private let accounts = Mutex<[IPv4Address: PolicyLedgerEntry]>([:])

  init() {}

  /// The policy hosts that were contacted, by address.
  public var entries: [PolicyLedgerEntry] { accounts.withLock { $0.values.sorted { $0.address < $1.address } } }

  /// What the policy host at an address saw; `nil`: nobody connected.
  public subscript(address: IPv4Address) -> PolicyLedgerEntry? { accounts.withLock { $0[address] } }

  func note(_ address: IPv4Address, _ change: (inout PolicyLedgerEntry) -> Void) {
    accounts.withLock { change(&$0[address, default: PolicyLedgerEntry(address: address)]) }
  }
}
