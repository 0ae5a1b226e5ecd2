/// Moves labels apart that would cover each other, each as little as can be.
enum LabelSpread {
  /// Places for labels at least `gap` apart and within `range`, in the order of what was wished.
  ///
  /// Labels that collide form a block around the mean of their wishes; blocks that collide merge (pool
  /// adjacent violators, which is the least-squares answer).
  /// - Precondition: there is room for all of them.
  static func places(wished: [Double], gap: Double, in range: ClosedRange<Double>) -> [Double] {
    let needed = gap * Double(max(0, wished.count - 1))
    precondition(needed <= range.upperBound - range.lowerBound, "all labels fit into the range")
    let order = wished.indices.sorted { (wished[$0], $0) < (wished[$1], $1) }
    var blocks: [(start: Double, count: Int)] = []
    for index in order {
      blocks.append((wished[index], 1))
      while let last = blocks.last, let before = blocks.dropLast().last,
        before.start + Double(before.count) * gap > last.start
      {
        let count = before.count + last.count
        let wish = last.start - Double(before.count) * gap
        let start = (before.start * Double(before.count) + wish * Double(last.count)) / Double(count)
        blocks.removeLast(2)
        blocks.append((start, count))
      }
    }
    var places = [Double](repeating: 0, count: wished.count)
    let unbounded = blocks.flatMap { block in (0..<block.count).map { block.start + Double($0) * gap } }
    for (rank, index) in order.enumerated() {
      let lowest = range.lowerBound + Double(rank) * gap
      let highest = range.upperBound - Double(wished.count - 1 - rank) * gap
      places[index] = min(max(unbounded[rank], lowest), highest)
    }
    return places
  }
}
