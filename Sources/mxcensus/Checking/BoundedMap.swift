extension Array where Element: Sendable {
  /// The elements transformed, in their order, `width` at a time; the first error ends it.
  func map<Result: Sendable>(
    width: Int, _ transform: @escaping @Sendable (Element) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      var rest = enumerated().makeIterator()
      var results = [Result?](repeating: nil, count: count)
      func addNext() {
        guard let (place, element) = rest.next() else { return }
        group.addTask { (place, try await transform(element)) }
      }
      for _ in 0..<Swift.min(width, count) { addNext() }
      while let (place, result) = try await group.next() {
        results[place] = result
        addNext()
      }
      return results.compactMap { $0 }
    }
  }
}
