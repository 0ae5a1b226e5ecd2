public import SurveyCore

/// An address to be visited with all its server names.
public struct AddressVisit: Sendable {
  /// The address's row in the store.
  public let addressID: Int64
  /// The address.
  public let address: Address
  /// Server names that have no result yet, with their rows.
  public let names: [(hostID: Int64, name: DomainName)]
  /// Connections that were made to it before this run.
  public let connections: Int

  /// A visit.
  public init(addressID: Int64, address: Address, names: [(hostID: Int64, name: DomainName)], connections: Int) {
    self.addressID = addressID
    self.address = address
    self.names = names
    self.connections = connections
  }
}

/// Hands addresses out so that no network is visited from many workers at once: a full /24 waits, others go ahead.
public actor AddressQueue {
  private let feed: TaskFeed<AddressVisit>
  private let perNetwork: Int
  private let lookahead: Int
  private var waiting: [AddressVisit] = []
  private var busy: [Network: Int] = [:]
  private var isExhausted = false
  private var isFetching = false
  private var idle: [CheckedContinuation<Void, Never>] = []

  /// A queue.
  /// - Parameters:
  ///   - perNetwork: visits at a time in one /24 or /48; 0 lifts the limit.
  ///   - lookahead: addresses that are held in memory while they wait for their network.
  public init(feed: TaskFeed<AddressVisit>, perNetwork: Int, lookahead: Int) {
    self.feed = feed
    self.perNetwork = perNetwork
    self.lookahead = max(1, lookahead)
  }

  /// The next address whose network has room; `nil` when all are handed out. Every one must be given back by
  /// `finished(_:)`.
  public func next() async throws -> AddressVisit? {
    while true {
      if let index = waiting.firstIndex(where: hasRoom) {
        let visit = waiting.remove(at: index)
        busy[visit.address.network, default: 0] += 1
        return visit
      }
      if isExhausted, waiting.isEmpty { return nil }
      if !isExhausted, !isFetching, waiting.count < lookahead {
        try await fetch()
      } else {
        // Whoever gives an address back, or ends a fetch, wakes us; a cancelled wave's visits all come back.
        await withCheckedContinuation { idle.append($0) }
        try Task.checkCancellation()
      }
    }
  }

  /// Gives an address back after its visit.
  public func finished(_ visit: AddressVisit) {
    let network = visit.address.network
    if let count = busy[network], count > 1 { busy[network] = count - 1 } else { busy[network] = nil }
    wake()
  }

  private func fetch() async throws {
    isFetching = true
    defer {
      isFetching = false
      wake()
    }
    if let visit = try await feed.next() { waiting.append(visit) } else { isExhausted = true }
  }

  private func hasRoom(_ visit: AddressVisit) -> Bool {
    perNetwork == 0 || busy[visit.address.network, default: 0] < perNetwork
  }

  private func wake() {
    let woken = idle
    idle = []
    for continuation in woken { continuation.resume() }
  }
}
