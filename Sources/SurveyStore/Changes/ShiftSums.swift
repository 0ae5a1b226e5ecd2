internal import SurveyCore

/// The sums behind the shifts of one unit, for every metric that is followed.
struct ShiftSums {
  let unit: TrendUnit
  private var stayersBefore = RatioSums()
  private var stayersAfter = RatioSums()
  private var entrants = RatioSums()
  private var leavers = RatioSums()
  private var gained = Array(repeating: ExactSum(), count: Metric.followed.count)
  private var lost = Array(repeating: ExactSum(), count: Metric.followed.count)

  init(unit: TrendUnit) { self.unit = unit }

  /// Adds units with their shares of `Metric.followed`; `nil` where they are not reachable.
  /// - Parameters:
  ///   - weightBefore: their number or weights in the earlier wave.
  ///   - weightAfter: the same in the later one.
  mutating func add(before: [Double]?, after: [Double]?, weightBefore: Double, weightAfter: Double) {
    switch (before, after) {
    case (let before?, let after?):
      stayersBefore.add(before, weight: weightBefore)
      stayersAfter.add(after, weight: weightAfter)
      for (index, (old, new)) in zip(before, after).enumerated() {
        if new > old { gained[index].add((new - old) * weightBefore) }
        if new < old { lost[index].add((old - new) * weightBefore) }
      }
    case (let before?, nil): leavers.add(before, weight: weightBefore)
    case (nil, let after?): entrants.add(after, weight: weightAfter)
    case (nil, nil): break
    }
  }

  /// The weight of the stayers in the earlier wave.
  var stayersWeight: Double { stayersBefore.weight.value }

  /// One for each metric.
  func shifts(_ paired: [PairedInterval?]) -> [Shift] {
    Metric.followed.indices.map { index in
      Shift(
        unit: unit, metric: Metric.followed[index], stayersBefore: stayersBefore.ratio(index),
        stayersAfter: stayersAfter.ratio(index), entrants: entrants.ratio(index), leavers: leavers.ratio(index),
        gained: gained[index].value, lost: lost[index].value, paired: paired[index])
    }
  }
}

/// Numerators over one denominator, exact.
struct RatioSums {
  private(set) var weight = ExactSum()
  private var numerators: [ExactSum]

  init(metrics: Int = Metric.followed.count) { numerators = Array(repeating: ExactSum(), count: metrics) }

  mutating func add(_ shares: [Double], weight: Double) {
    self.weight.add(weight)
    for (index, share) in shares.enumerated() where share != 0 { numerators[index].add(share * weight) }
  }

  func ratio(_ index: Int) -> Ratio { Ratio(numerators[index].value, of: weight.value) }
}
