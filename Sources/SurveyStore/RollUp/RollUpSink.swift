internal import SurveyCore

/// What the hosts of one MX set come to for a domain, in base `reachable`.
struct MXSetVerdict: Sendable {
  let setID: Int64
  let result: SightingGroup.Result
  let strictShare: Double
  let strictPFSShare: Double
  /// The shares of the partition that are not 0, where the result is `mixed`.
  let shares: [(metric: Metric, share: Double)]
}

/// What one operator has of one unit in one base.
struct OperatorFigure: Sendable {
  /// The unit's place among those of the roll-up.
  let unit: Int
  let base: Base
  let operatorID: Int64
  let denominator: Double
  /// Those that are not 0, each with the metric's code in `metric_word`.
  let numerators: [(code: Int, value: Double)]
}

/// Where the many rows of a roll-up go: straight into the database, or into memory until the writer has time for them.
protocol RollUpSink: AnyObject {
  func insert(_ verdict: MXSetVerdict) throws
  func insert(_ figure: OperatorFigure) throws
}

/// Keeps rows; only for waves that are small enough.
final class RollUpRows: RollUpSink {
  /// The rows.
  struct Content: Sendable {
    var verdicts: [MXSetVerdict] = []
    /// By unit and base, each in the order of the operators: as the table has them.
    var figures: [[OperatorFigure]] = []
  }

  private(set) var content = Content()

  func insert(_ verdict: MXSetVerdict) { content.verdicts.append(verdict) }

  func insert(_ figure: OperatorFigure) {
    let place = 2 * figure.unit + (figure.base == .tls ? 1 : 0)
    while content.figures.count <= place { content.figures.append([]) }
    content.figures[place].append(figure)
  }
}
