import Synchronization

/// What one server saw of its clients.
public struct LedgerEntry: Hashable, Sendable, Codable {
  /// The server's address.
  public let address: IPv4Address
  /// The server's name.
  public let name: String
  /// Connections that were accepted.
  public internal(set) var connections = 0
  /// The most connections that were open at once.
  public internal(set) var concurrentConnections = 0
  /// The shortest time in microseconds, on a monotonic clock, from the end of a connection to the start of
  /// the next; 0 where they overlap, `nil` where there was one at most.
  ///
  /// The end is when the server sees it, so the gap is a little shorter than the client's own.
  public internal(set) var smallestGapMicroseconds: Int?
  /// TLS handshakes that were completed.
  public internal(set) var handshakes = 0
  /// How often each verb was sent, in clear or under TLS; what is no word of letters counts as `?`.
  public internal(set) var verbs: [String: Int] = [:]
  /// Bytes that came before their turn: before the greeting, or before the reply to the last command, was
  /// sent.
  public internal(set) var earlyBytes = 0
  /// What the laboratory itself could not do, as a profile asked for what OpenSSL does not know; `nil`:
  /// nothing.
  public internal(set) var failure: String?
}

/// What every server of a laboratory saw.
public final class Ledger: Sendable {
  private struct Account {
    var entry: LedgerEntry
    var open = 0
    var latestEnd: ContinuousClock.Instant?
  }

  /// Written by the servers' event loop and read by anyone. A lock rather than an actor, as the loop can't
  /// wait and what it writes must be there when its client goes on.
  private let accounts = Mutex<[IPv4Address: Account]>([:])

  init() {}

  /// The servers that were contacted, by address.
  public var entries: [LedgerEntry] {
    accounts.withLock { $0.values.map(\.entry) }.sorted { $0.address < $1.address }
  }

  /// What the server at an address saw; `nil`: nobody connected.
  public subscript(address: IPv4Address) -> LedgerEntry? {
    accounts.withLock { $0[address]?.entry }
  }

  func connectionBegan(_ server: Server) {
    let now = ContinuousClock.now
    accounts.withLock { accounts in
      let new = Account(entry: LedgerEntry(address: server.address, name: server.name))
      var account = accounts[server.address] ?? new
      if account.open > 0 {
        account.entry.smallestGapMicroseconds = 0
      } else if let end = account.latestEnd {
        let gap = Int((now - end) / .microseconds(1))
        account.entry.smallestGapMicroseconds = min(account.entry.smallestGapMicroseconds ?? gap, gap)
      }
      account.open += 1
      account.entry.connections += 1
      account.entry.concurrentConnections = max(account.entry.concurrentConnections, account.open)
      accounts[server.address] = account
    }
  }

  func connectionEnded(_ server: Server) {
    let now = ContinuousClock.now
    accounts.withLock { accounts in
      accounts[server.address]?.open -= 1
      accounts[server.address]?.latestEnd = now
    }
  }

  func handshakeCompleted(_ server: Server) {
    accounts.withLock { $0[server.address]?.entry.handshakes += 1 }
  }

  func verb(_ verb: String, _ server: Server) {
    accounts.withLock { $0[server.address]?.entry.verbs[verb, default: 0] += 1 }
  }

  func failure(_ reason: String, _ server: Server) {
    accounts.withLock { $0[server.address]?.entry.failure = reason }
  }

  func earlyBytes(_ count: Int, _ server: Server) {
    accounts.withLock { $0[server.address]?.entry.earlyBytes += count }
  }
}
