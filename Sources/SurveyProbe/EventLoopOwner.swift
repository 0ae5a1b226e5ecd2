/// What has event loops of its own, which somebody has to end.
public protocol EventLoopOwner: Sendable {
  /// Ends the event loops; nothing may be under way on them.
  func shutDown() async
}

extension EventLoopOwner {
  /// Runs a body, and ends the loops however it ends.
  /// - Throws: what the body throws.
  public func whileRunning<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    let value: Value
    do {
      value = try await body()
    } catch {
      await shutDown()
      throw error
    }
    await shutDown()
    return value
  }
}
