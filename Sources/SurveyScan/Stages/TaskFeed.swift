internal import SurveyCore

/// Hands tasks out one at a time and fetches more from their source when it runs low: what is not pulled waits in the
/// database, not in memory.
///
/// Who finds it empty waits in line, and a batch wakes as many as it has tasks for: of twenty thousand workers not all,
/// each time that a batch comes.
public actor TaskFeed<Item: Sendable> {
  private let fetch: @Sendable () async throws -> [Item]?
  private var items: ArraySlice<Item> = []
  private var isExhausted = false
  private var fetching: Task<Void, Never>?

  /// Those in line, by their places; who was cancelled is gone from it.
  private var waiting: [Int: CheckedContinuation<Item?, any Error>] = [:]
  private var firstPlace = 0
  private var endPlace = 0

  /// A feed.
  /// - Parameter fetch: the next batch, which may be empty, or `nil` at the end; never called twice at a time.
  public init(fetch: @escaping @Sendable () async throws -> [Item]?) { self.fetch = fetch }

  /// The next task, or `nil` when there is none left.
  public func next() async throws -> Item? {
    if let item = items.popFirst() { return item }
    guard !isExhausted else { return nil }
    let place = endPlace
    endPlace += 1
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
        waiting[place] = continuation
        startFetching()
      }
    } onCancel: {
      Task { await leave(place) }
    }
  }

  /// A source may be silent for as long as it likes: once nobody waits for it any more, its fetch is cancelled.
  private func leave(_ place: Int) {
    waiting.removeValue(forKey: place)?.resume(throwing: CancellationError())
    if waiting.isEmpty { fetching?.cancel() }
  }

  private func startFetching() {
    if fetching == nil { fetching = Task { await fetchWhileAwaited() } }
  }

  private func fetchWhileAwaited() async {
    do {
      while !waiting.isEmpty, !isExhausted {
        if let batch = try await fetch() { items.append(contentsOf: batch) } else { isExhausted = true }
        while let item = items.first, let waiter = popWaiting() {
          items.removeFirst()
          waiter.resume(returning: item)
        }
      }
      while let waiter = popWaiting() { waiter.resume(returning: nil) }
    } catch  where !Task.isCancelled {
      while let waiter = popWaiting() { waiter.resume(throwing: error) }
    } catch {
      // Who came after the last had left is not to pay for it.
    }
    fetching = nil
    if !waiting.isEmpty { startFetching() }
  }

  private func popWaiting() -> CheckedContinuation<Item?, any Error>? {
    while firstPlace < endPlace {
      defer { firstPlace += 1 }
      if let waiter = waiting.removeValue(forKey: firstPlace) { return waiter }
    }
    return nil
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
