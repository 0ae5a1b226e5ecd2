/// A stage that turns tasks into rows, `window` at a time: the MX look-ups and the address look-ups.
public struct LookupStage<Item: Sendable, Row: Sendable>: Sendable {
  private let window: Int
  private let feed: TaskFeed<Item>
  private let sink: BatchSink<Row>
  private let perform: @Sendable (Item) async throws -> Row?

  /// A stage.
  /// - Parameters:
  ///   - window: look-ups in flight.
  ///   - perform: one look-up; `nil` is no row, and it throws only for a fault of our own, which ends the stage.
  public init(
    window: Int, feed: TaskFeed<Item>, sink: BatchSink<Row>, perform: @escaping @Sendable (Item) async throws -> Row?
  ) {
    precondition(window > 0, "a window holds at least one look-up")
    self.window = window
    self.feed = feed
    self.sink = sink
    self.perform = perform
  }

  /// Runs until the feed is empty, or until something of our own fails. What was found by then is written either way.
  public func run() async throws {
    try await sink.collect { [self] in
      try await Workers.run(window) {
        while let item = try await feed.next() {
          try Task.checkCancellation()
          if let row = try await perform(item) { try await sink.add(row) }
        }
      }
    }
  }
}
