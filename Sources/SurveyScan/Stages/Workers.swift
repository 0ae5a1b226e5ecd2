/// The same work many times at once.
enum Workers {
  /// Workers in a group of their own.
  private static let size = 128

  /// Runs until all are done, or one fails, which cancels the others.
  ///
  /// They are in groups of a group: a task group goes through its children to let one go, which for 20,000 that end together
  /// took as long as their look-ups.
  /// - Parameter count: how many there are at once.
  static func run(_ count: Int, _ work: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingDiscardingTaskGroup { groups in
      for first in stride(from: 0, to: count, by: size) {
        groups.addTask {
          try await withThrowingDiscardingTaskGroup { group in
            for _ in first..<min(first + size, count) { group.addTask { try await work() } }
          }
        }
      }
    }
  }
}
