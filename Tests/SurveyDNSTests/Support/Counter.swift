import Synchronization

/// Numbers from 0 up, each given to one task.
final class Counter: Sendable {
  private let value = Atomic(0)

  func next(below limit: Int) -> Int? {
    let number = value.add(1, ordering: .relaxed).oldValue
    return number < limit ? number : nil
  }
}
