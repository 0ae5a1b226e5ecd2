import SurveyCore

/// A heat map of where units of one wave went in another: a row a state before, a column a state after, the shade the
/// share of the row, the number in the cell.
struct TransitionMap {
  let transitions: [Transition]
  let unit: TrendUnit
  /// The labels of the two waves.
  let from: String
  let to: String
  let waves: [WaveSummary]

  /// The chart in both layouts; `nil` where nothing of this unit is told.
  var figure: Figure? { own.isEmpty ? nil : Figure(chart) }

  private var own: [Transition] { transitions.filter { $0.unit == unit && $0.count > 0 } }

  func chart(_ layout: Layout) -> Chart {
    let grid = TransitionGrid(own)
    let counted = unit.title
    let caption = Caption(
      layout, name: "transitions-\(unit.fileWord)", title: "Where \(counted) went",
      subtitle:
        "From wave \(PlacedText.brief(from)) (rows) to wave \(PlacedText.brief(to)) (columns). A thick frame: unchanged. A triangle: "
        + "reachable, CA-verified before, and no more"
        + (grid.total >= 1_000 ? ". k is thousand, M million" : ""),
      finding: Finding.text(finding(grid), waves: waves), isLaboratory: waves.areLaboratory)
    var drawing = Drawing(top: caption.drawingTop)
    switch layout {
    case .wide:
      drawing.append(TransitionCells(grid: grid, columns: grid.to, layout: layout, top: drawing.bottom).drawing)
    case .narrow:
      // As many columns side by side as numbers can be read in; the others in another map below.
      let maps = (grid.to.count + TransitionMap.narrowColumns - 1) / TransitionMap.narrowColumns
      let share = (grid.to.count + maps - 1) / maps
      for start in stride(from: 0, to: grid.to.count, by: share) {
        let columns = Array(grid.to[start..<min(start + share, grid.to.count)])
        drawing.append(TransitionCells(grid: grid, columns: columns, layout: layout, top: drawing.bottom).drawing)
        drawing.bottom += 8
      }
    }
    drawing.append(ShadeLegend(layout: layout, top: drawing.bottom + 8).drawing)
    // On a page the rows have their names beside them.
    let named = Set(layout == .wide ? grid.from : [])
    let states = UnitState.inLetterOrder.filter { Set(grid.from + grid.to).subtracting(named).contains($0) }
    drawing.append(BarKey(parts: states.map(\.part), layout: layout, top: drawing.bottom + 6).drawing)
    return Chart(caption: caption, drawing: drawing)
  }

  private static let narrowColumns = 8

  private func finding(_ grid: TransitionGrid) -> String {
    let regressed = own.filter(\.isRegression)
    let moved = own.filter { $0.from != $0.to }.sorted {
      ($1.count, $0.from.word, $0.to.word) < ($0.count, $1.from.word, $1.to.word)
    }
    func said(_ transition: Transition) -> String {
      let share = Share(numerator: transition.count, denominator: grid.rowTotal(transition.from))
      return "\(transition.from.title) to \(transition.to.title) \(share?.text ?? "no value")"
    }
    let lost = regressed.map(\.count).sorted().reduce(0, +)
    let verified = Share(numerator: lost, denominator: grid.rowTotal(.result(.uniform(.tls(.caVerified)))))
    return "Of \(unit.title), from wave \(from.visible) to wave \(to.visible): "
      + (moved.isEmpty ? "none changed" : moved.prefix(5).map(said).joined(separator: "; "))
      + (verified.map { "; CA-verified before, and reachable and no more so now \($0.text)" } ?? "")
  }
}

/// The numbers of a transition map, by state before and state after.
struct TransitionGrid {
  /// The states that occur before, in the order of their letters.
  let from: [UnitState]
  /// The states that occur after.
  let to: [UnitState]
  private let counts: [UnitState: [UnitState: Double]]

  /// Numbers of one unit.
  init(_ transitions: [Transition]) {
    var counts: [UnitState: [UnitState: Double]] = [:]
    for transition in transitions { counts[transition.from, default: [:]][transition.to] = transition.count }
    self.counts = counts
    let before = Set(transitions.map(\.from))
    let after = Set(transitions.map(\.to))
    from = UnitState.inLetterOrder.filter(before.contains)
    to = UnitState.inLetterOrder.filter(after.contains)
  }

  /// How many went from one to the other.
  func count(_ from: UnitState, _ to: UnitState) -> Double { counts[from]?[to] ?? 0 }

  /// How many were in a state before.
  func rowTotal(_ from: UnitState) -> Double { to.map { count(from, $0) }.reduce(0, +) }

  /// How many there are.
  var total: Double { from.map(rowTotal).reduce(0, +) }
}
