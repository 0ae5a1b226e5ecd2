internal import SurveyCore

/// Hands out the names that are due, each once: they stay in the store until their result is there, so those that are
/// under way are remembered here.
actor RetryFeed {
  private struct Key: Hashable { let addressID: Int64, hostID: Int64 }

  /// Addresses that are fetched at once.
  private static let pageSize = 256

  private let fetch: @Sendable (_ now: Instant, _ limit: Int) async throws -> RetryPage
  private let now: @Sendable () -> Instant
  private var handedOut: Set<Key> = []
  /// What is in the store since the last page was asked for: that page may have been read before, so it holds them still.
  private var released: Set<Key> = []

  /// A feed.
  /// - Parameter fetch: the names that are due, oldest first, of so many addresses at most.
  init(
    now: @escaping @Sendable () -> Instant,
    fetch: @escaping @Sendable (_ now: Instant, _ limit: Int) async throws -> RetryPage
  ) {
    self.now = now
    self.fetch = fetch
  }

  /// What is due and not under way, and what is to come; not to be called twice at a time.
  func next() async throws -> RetryPage {
    handedOut.subtract(released)
    released = []
    var page = try await fetch(now(), RetryFeed.pageSize + handedOut.count)
    page.visits = page.visits.compactMap { visit in
      let names = visit.names.filter {
        handedOut.insert(Key(addressID: visit.addressID, hostID: $0.hostID)).inserted
      }
      return names.isEmpty
        ? nil
        : AddressVisit(
          addressID: visit.addressID, address: visit.address, names: names, connections: visit.connections)
    }
    return page
  }

  /// Results are in the store.
  func written(_ results: [ProbeResult]) {
    for result in results {
      released.insert(Key(addressID: result.addressID, hostID: result.hostID))
    }
  }
}
