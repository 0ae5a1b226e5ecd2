internal import SurveyCore

/// What patterns come to, computed once for each while it is likely to come again.
final class PatternFigures {
  private let counting: TrendUnit.Counting
  private var known: [SightingPattern: Figures] = [:]
  private var uniform = [Figures?](repeating: nil, count: Sighting.codeCount)

  /// Patterns that are remembered at a time.
  private static let capacity = 4_096

  init(_ counting: TrendUnit.Counting) { self.counting = counting }

  subscript(pattern: SightingPattern) -> Figures {
    if let code = pattern.uniformCode {
      if let figures = uniform[Int(code)] { return figures }
      let figures = pattern.figures(counting)
      uniform[Int(code)] = figures
      return figures
    }
    if let figures = known[pattern] { return figures }
    if known.count == PatternFigures.capacity { known = [:] }
    let figures = pattern.figures(counting)
    known[pattern] = figures
    return figures
  }
}
