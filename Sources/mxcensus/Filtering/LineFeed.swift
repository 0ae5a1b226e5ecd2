import SurveyScan

extension TaskFeed {
  /// What lines of input ask for.
  /// - Parameter read: what a line asks for; `nil` where it has been answered already.
  init(_ input: InputLines, read: @escaping @Sendable (InputLine) async throws -> Item?) {
    self.init {
      let lines = try await withTaskCancellationHandler {
        try await input.next()
      } onCancel: {
        input.stop()
      }
      guard let lines else { return nil }
      var items: [Item] = []
      for line in lines { if let item = try await read(line) { items.append(item) } }
      return items
    }
  }
}
