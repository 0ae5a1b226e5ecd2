/// Places for small labels near what they name, clear of everything else.
struct FreePlace {
  /// Where labels may stand.
  let area: Box
  /// What they must keep clear of.
  private(set) var taken: [Box]

  /// An area with marks in it.
  init(area: Box, taken: [Box]) {
    self.area = area
    self.taken = taken
  }

  /// The free box of a size that is nearest to a point, which is taken from then on; `nil` where the area is full.
  ///
  /// Of places equally near, the right one is taken first, then the upper, the left and the lower one.
  mutating func take(width: Double, height: Double, near point: Point) -> Box? {
    for offset in FreePlace.offsets {
      let box = Box(
        x: point.x + offset.x - width / 2, y: point.y + offset.y - height / 2, width: width, height: height)
      guard area.contains(box), !taken.contains(where: box.overlaps) else { continue }
      taken.append(box)
      return box
    }
    return nil
  }

  /// A grid around the origin, the nearest first.
  private static let offsets: [Point] = {
    let steps = -40...40
    let grid = steps.flatMap { down in steps.map { across in Point(x: Double(across) * 4, y: Double(down) * 4) } }
    func key(_ point: Point) -> (Double, Double, Double) { (point.x * point.x + point.y * point.y, -point.x, point.y) }
    return grid.sorted { key($0) < key($1) }
  }()
}
