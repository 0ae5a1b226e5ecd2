internal import SurveyCore

/// What an operator itself comes to: the mean of its hosts, each the mean of its addresses.
struct OperatorMean {
  /// The sums of one base.
  private struct Sums {
    var number = ExactSum()
    /// In the order of `Metric.all`.
    var numerators = [ExactSum](repeating: ExactSum(), count: Metric.all.count)

    mutating func add(_ values: [Figures.Value]?, _ number: Double) {
      guard let values else { return }
      self.number.add(number)
      for entry in values { numerators[entry.place].add(entry.value * number) }
    }

    /// The mean of each metric; `nil` of nothing.
    var means: [Double]? {
      let whole = number.value
      return whole > 0 ? numerators.map { $0 == ExactSum() ? 0 : $0.value / whole } : nil
    }
  }

  private var reachable = Sums()
  private var tls = Sums()

  /// Of hosts' patterns, each with its number, in any order.
  init(of hosts: some Sequence<StoredPart>, _ sharedOut: PatternFigures) {
    for part in hosts {
      let figures = sharedOut[part.pattern]
      reachable.add(figures[.reachable], part.number)
      tls.add(figures[.tls], part.number)
    }
  }

  /// `nil` where no host answered.
  var figures: Figures? { reachable.means.map { Figures(reachable: $0, tls: tls.means) } }
}
