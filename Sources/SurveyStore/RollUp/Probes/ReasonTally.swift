internal import SurveyCore

/// Counts why final probes ended.
struct ReasonTally {
  private struct Key: Hashable {
    let outcome: Outcome
    let reason: String
  }

  private var counts: [Key: Int] = [:]
  /// The last reason, which is the next one's in most cases.
  private var last: Key?
  private var lastCount = 0

  mutating func count(_ ending: SightingReader.Ending) {
    if let last, last.outcome == ending.outcome, last.reason == ending.reason {
      lastCount += 1
      return
    }
    settle()
    last = Key(outcome: ending.outcome, reason: ending.reason)
    lastCount = 1
  }

  private mutating func settle() {
    if let last { counts[last, default: 0] += lastCount }
    last = nil
  }

  /// Every outcome and reason with its number.
  var rows: [WaveSummary.ReasonCount] {
    var whole = self
    whole.settle()
    return whole.counts.map { WaveSummary.ReasonCount(outcome: $0.outcome, reason: $0.reason, count: $1) }
  }
}
