internal import SurveyCore

/// What patterns come to, computed once for each while it is likely to come again.
final class PatternFigures {
  private let numbers: PatternNumbers
  private let counting: TrendUnit.Counting
  private var known: [PatternNumber: Figures] = [:]
  private var uniform = [Figures?](repeating: nil, count: Sighting.codeCount)

  /// Patterns that are remembered at a time.
  private static let capacity = 4_096

  init(_ counting: TrendUnit.Counting, of numbers: PatternNumbers) {
    self.counting = counting
    self.numbers = numbers
  }

  subscript(number: PatternNumber) -> Figures {
    let place = Int(number.rawValue)
    if uniform.indices.contains(place) {
      if let figures = uniform[place] { return figures }
      let figures = numbers[number].figures(counting)
      uniform[place] = figures
      return figures
    }
    if let figures = known[number] { return figures }
    if known.count == PatternFigures.capacity { known = [:] }
    let figures = numbers[number].figures(counting)
    known[number] = figures
    return figures
  }
}

/// What patterns come to, however they are counted.
struct AllPatternFigures {
  let whole: PatternFigures
  let sharedOut: PatternFigures
  let any: PatternFigures

  init(of numbers: PatternNumbers) {
    whole = PatternFigures(.whole, of: numbers)
    sharedOut = PatternFigures(.sharedOut, of: numbers)
    any = PatternFigures(.any, of: numbers)
  }

  subscript(counting: TrendUnit.Counting) -> PatternFigures {
    switch counting {
    case .whole: whole
    case .sharedOut: sharedOut
    case .any: any
    }
  }
}
