internal import SurveyCore

/// Hands tasks out one at a time and fetches more from their source when it runs low: what is not pulled waits in the
/// database, not in memory.
public actor TaskFeed<Item: Sendable> {
  private let fetch: @Sendable () async throws -> [Item]?
  private var items: ArraySlice<Item> = []
  private var isExhausted = false
  private var fetching: Task<Void, any Error>?

  /// A feed.
  /// - Parameter fetch: the next batch, which may be empty, or `nil` at the end; never called twice at a time.
  public init(fetch: @escaping @Sendable () async throws -> [Item]?) { self.fetch = fetch }

  /// The next task, or `nil` when there is none left.
  public func next() async throws -> Item? {
    while items.isEmpty, !isExhausted { try await refill() }
    return items.popFirst()
  }

  /// All who find the feed empty wait for one fetch, which fills the feed before it ends. They are cancelled together, and
  /// it with them: a source may be silent for as long as it likes.
  private func refill() async throws {
    let task = fetching ?? Task { try await load() }
    fetching = task
    try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func load() async throws {
    defer { fetching = nil }
    if let batch = try await fetch() { items.append(contentsOf: batch) } else { isExhausted = true }
  }
}

/// The places of a wave in their seeded order, a batch at a time.
public actor ShuffledPlaces {
  private let permutation: SeededPermutation
  private let batch: UInt64
  private var position: UInt64 = 0

  /// All places `0..<count` in the order of `seed`.
  public init(count: UInt64, seed: UInt64, batch: UInt64 = 512) {
    permutation = SeededPermutation(count: count, seed: seed)
    self.batch = batch
  }

  /// The next places, or `nil` at the end.
  public func next() -> [UInt64]? {
    guard position < permutation.count else { return nil }
    let end = min(position + batch, permutation.count)
    defer { position = end }
    return (position..<end).map { permutation[$0] }
  }
}
