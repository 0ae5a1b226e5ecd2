internal import SurveyCore

/// What the hosts of one MX set come to for a domain, in base `reachable`.
struct MXSetVerdict: Sendable {
  let result: SightingGroup.Result
  let strictShare: Double
  let strictPFSShare: Double
  /// The shares of the partition that are not 0, where the result is `mixed`.
  let shares: [(metric: Metric, share: Double)]

  init(_ pattern: SightingPattern) {
    let values = pattern.figures(.sharedOut)[.reachable] ?? []
    func share(_ metric: Metric) -> Double { values.first { $0.place == metric.place }?.value ?? 0 }
    result = pattern.result
    strictShare = share(.certificateClass(.caVerified))
    strictPFSShare = share(.strictForwardSecrecy)
    shares =
      result == .mixed
      ? Metric.partition(base: .reachable, unit: .domain).map { ($0, share($0)) }.filter { $0.1 != 0 } : []
  }
}

/// Where the many rows of a roll-up go: straight into the database, or into memory until the writer has time for them.
protocol RollUpSink: AnyObject {
  /// What the sets that show a pattern come to; sets come in ascending order.
  func insert(_ verdict: MXSetVerdict, ofSet setID: Int64) throws
  /// Told once, before the parts: the patterns that they have.
  func prepare(_ patterns: [PatternNumber: SightingPattern]) throws
  func insert(_ part: CountedPart) throws
}

/// Keeps rows; only for waves that are small enough.
final class RollUpRows: RollUpSink {
  /// The rows.
  struct Content: Sendable {
    var verdicts: [(setID: Int64, verdict: MXSetVerdict)] = []
    var patterns: [PatternNumber: SightingPattern] = [:]
    var parts: [CountedPart] = []

    /// Passes everything on.
    func replay(into sink: some RollUpSink) throws {
      for (setID, verdict) in verdicts { try sink.insert(verdict, ofSet: setID) }
      try sink.prepare(patterns)
      for part in parts { try sink.insert(part) }
    }
  }

  private(set) var content = Content()

  func insert(_ verdict: MXSetVerdict, ofSet setID: Int64) { content.verdicts.append((setID, verdict)) }
  func prepare(_ patterns: [PatternNumber: SightingPattern]) { content.patterns = patterns }
  func insert(_ part: CountedPart) { content.parts.append(part) }
}
