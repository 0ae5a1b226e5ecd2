import Synchronization

/// A value that a test's tasks share.
final class Locked<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) { state = Mutex(value) }

  @discardableResult
  func withLock<Result: Sendable>(_ body: (inout sending Value) -> sending Result) -> Result {
    state.withLock { body(&$0) }
  }
}
