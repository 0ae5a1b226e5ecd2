/// Collects rows and writes them a batch at a time: the one place where results cross to the store.
public actor BatchSink<Row: Sendable> {
  private let write: @Sendable ([Row]) async throws -> Void
  private let limit: Int
  private let patience: Duration
  private var rows: [Row] = []
  private var writes = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// A sink.
  /// - Parameters:
  ///   - limit: rows that are written together.
  ///   - patience: how long a row waits at most before it is written.
  ///   - write: writes a batch; when it returns, the rows are safe.
  public init(
    limit: Int = 1_000, patience: Duration = .seconds(1), write: @escaping @Sendable ([Row]) async throws -> Void
  ) {
    self.limit = limit
    self.patience = patience
    self.write = write
  }

  /// Takes a row; whoever fills a batch writes it, and who comes while that is being written and the next is full waits:
  /// so workers are held back by a slow disk, and no more than two batches and a row of each worker are in memory.
  public func add(_ row: Row) async throws {
    rows.append(row)
    while rows.count >= limit {
      guard writes > 0 else { return try await flush() }
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  /// Writes what is there.
  public func flush() async throws {
    guard !rows.isEmpty else { return }
    let batch = rows
    rows = []
    writes += 1
    defer { writeEnded() }
    try await write(batch)
  }

  /// Writes what is there and waits for writes that are under way: then all rows that were added before are safe, unless
  /// a write failed, which ends the work.
  public func settle() async throws {
    try await flush()
    while writes > 0 { await withCheckedContinuation { waiting.append($0) } }
  }

  private func writeEnded() {
    writes -= 1
    let woken = waiting
    waiting = []
    for continuation in woken { continuation.resume() }
  }

  /// Runs work that adds rows, and sees to it that they are written: in time while it runs, and all of them when it
  /// ends, however it ends.
  public nonisolated func collect(_ work: @escaping @Sendable () async throws -> Void) async throws {
    do {
      try await withThrowingTaskGroup { group in
        group.addTask {
          try await work()
          return true
        }
        repeat {
          group.addTask {
            try await self.flushLater()
            return false
          }
        } while try await group.next() == false
        group.cancelAll()
      }
    } catch {
      try await flush()
      throw error
    }
    try await flush()
  }

  private func flushLater() async throws {
    try await Task.sleep(for: patience)
    try await flush()
  }
}
