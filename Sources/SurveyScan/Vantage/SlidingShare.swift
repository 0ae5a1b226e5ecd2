/// How many of the last so many have a property.
struct SlidingShare {
  private let size: Int
  private var bits: [Bool] = []
  private var oldest = 0
  /// How many have it.
  private(set) var hits = 0

  /// A window of that size.
  init(size: Int) {
    precondition(size > 0, "a window holds one at least")
    self.size = size
  }

  /// Whether as many were seen as the window holds.
  var isFull: Bool { bits.count == size }
  /// How many are in the window.
  var count: Int { bits.count }

  /// Takes the next in; the oldest falls out.
  mutating func add(_ hit: Bool) {
    if isFull {
      if bits[oldest] { hits -= 1 }
      bits[oldest] = hit
      oldest = (oldest + 1) % size
    } else {
      bits.append(hit)
    }
    if hit { hits += 1 }
  }

  /// Forgets all.
  mutating func reset() { self = SlidingShare(size: size) }
}
