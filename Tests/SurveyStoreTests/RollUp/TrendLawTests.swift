import SurveyCore
import Testing

@testable import SurveyStore

/// What holds of every survey, over seeded ones.
@Suite struct TrendLawTests {
  /// The points of surveys' trends by unit and base, each survey's once.
  private actor Trends {
    static let shared = Trends()
    private var points: [UInt64: Task<[[TrendPoint]], any Error>] = [:]

    func points(seed: UInt64) async throws -> [[TrendPoint]] {
      let task =
        points[seed]
        ?? Task {
          let scratch = try Scratch()
          let database = try scratch.database()
          try await SmallSurvey(seed: seed).record(into: database)
          let points = try database.finishedWaves()[0].points
          return Dictionary(grouping: points) { "\($0.unit.rawValue) \($0.base.rawValue)" }.values.map { $0 }
        }
      points[seed] = task
      return try await task.value
    }
  }

  private func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-12 * max(1, abs(right)) }

  @Test(arguments: Seeds.first(3, of: 8))
  func thePartitionSumsToTheDenominator(seed: UInt64) async throws {
    for points in try await Trends.shared.points(seed: seed) {
      let (unit, base) = (points[0].unit, points[0].base)
      let partition = Set(Metric.partition(base: base, unit: unit))
      #expect(points[0].denominator > 0)
      // Classes of a domain at its best overlap.
      guard unit.counting != .any else {
        #expect(partition.isEmpty)
        continue
      }
      let sum = points.filter { partition.contains($0.metric) }.map(\.numerator).reduce(0, +)
      #expect(points.count(where: { partition.contains($0.metric) }) == partition.count)
      #expect(isClose(sum, points[0].denominator), "\(unit.rawValue) \(base)")
      if unit.isWhole { #expect(sum == points[0].denominator) }
    }
  }

  @Test(arguments: Seeds.first(3, of: 8))
  func withAndWithoutTLSSumToTheDenominator(seed: UInt64) async throws {
    for points in try await Trends.shared.points(seed: seed) where points[0].base == .reachable {
      let sum = points.filter { $0.metric == .startTLS || $0.metric == .noTLS }.map(\.numerator).reduce(0, +)
      #expect(isClose(sum, points[0].denominator), "\(points[0].unit.rawValue)")
    }
  }

  @Test(arguments: Seeds.first(3, of: 8))
  func noShareIsMoreThanTheWholeAndPartsAreNoMoreThanWhatTheyArePartOf(seed: UInt64) async throws {
    for points in try await Trends.shared.points(seed: seed) {
      let values = Dictionary(uniqueKeysWithValues: points.map { ($0.metric, $0.numerator) })
      for point in points { #expect(point.numerator >= 0 && point.numerator <= point.denominator * (1 + 1e-12)) }
      func atMost(_ part: Metric, _ whole: Metric) {
        #expect((values[part] ?? 0) <= (values[whole] ?? 0) * (1 + 1e-12), "\(part) \(whole)")
      }
      atMost(.strictForwardSecrecy, .forwardSecrecy)
      // A host whose addresses are strict or without TLS is `mixed`, in base `tls` too, and all it agrees on is strict.
      if !points[0].unit.isWhole || points[0].base == .reachable {
        atMost(.strictForwardSecrecy, .certificateClass(.caVerified))
      }
      atMost(.certificateClass(.caVerified), .caTrustedAnyName)
      atMost(.postQuantumGroup, .tls13)
    }
  }

  @Test(arguments: Seeds.first(3, of: 8))
  func silentUnitsAreTheSameInBothBasesAndACensusHasNoInterval(seed: UInt64) async throws {
    let all = try await Trends.shared.points(seed: seed).joined()
    for (unit, points) in Dictionary(grouping: all, by: \.unit) {
      #expect(Set(points.map(\.silent)).count == 1, "\(unit.rawValue)")
      #expect(points.allSatisfy { $0.interval == .none })
    }
    #expect(all.contains { $0.silent > 0 })
    #expect(all.contains { $0.unit == .mxOperator && $0.denominator > 0 })
  }

  /// What any MX has is at least what all have, and a domain at its best at least what is to be expected.
  @Test(arguments: Seeds.first(3, of: 8))
  func everyIsNoMoreThanAny(seed: UInt64) async throws {
    let all = try await Trends.shared.points(seed: seed).joined()
    func numerators(_ unit: TrendUnit) -> [Metric: Double] {
      Dictionary(
        uniqueKeysWithValues: all.filter { $0.unit == unit && $0.base == .reachable }.map { ($0.metric, $0.numerator) })
    }
    let any = numerators(.domainAny)
    for (metric, every) in numerators(.domainEvery) where metric != .mixed {
      #expect(every <= any[metric] ?? 0, "\(metric.word)")
    }
    #expect(any[.startTLS] ?? 0 > 0)
  }

  /// Every public view, ordered by its keys, without what tells when the wave was judged.
  private static let dumps = [
    """
    SELECT label, state, domains, mx_hosts, addresses, probes, trust_store_sha256, intermediates_sha256, list_sha256
    FROM v_scan
    """,
    "SELECT * FROM v_domain_all ORDER BY label, domain", "SELECT * FROM v_host_all ORDER BY label, mx_host",
    "SELECT * FROM v_probe ORDER BY label, address, server_name, look", "SELECT * FROM v_certificate ORDER BY sha256",
    "SELECT * FROM v_trend_all ORDER BY label, unit, base, metric",
    "SELECT * FROM v_operator_all ORDER BY label, unit, operator, metric",
    "SELECT * FROM v_breakdown_all ORDER BY label, topic, place",
    """
    SELECT o.name, p.slot, s.octets, p.number, p.weight FROM operator_part p
    LEFT JOIN sighting_pattern s USING (pattern_id) LEFT JOIN operator o USING (operator_id) ORDER BY 1, 2, 3
    """,
    "SELECT octets FROM sighting_pattern ORDER BY pattern_id",
    """
    SELECT u.word, r.place, o.name FROM operator_rank r JOIN tally_unit u USING (unit_id)
    JOIN operator o USING (operator_id) ORDER BY 1, 2
    """,
    "SELECT kind, word, reason, count FROM coverage_tally ORDER BY 1, 2, 3",
    """
    SELECT hex(c.sha256) AS digest, holds_from, holds_until, chain, time, errors
    FROM chain_verdict v JOIN chain c USING (chain_id) ORDER BY 1, 2
    """,
  ]

  private func dump(_ survey: SmallSurvey, seed: UInt64?, _ frame: Frame) async throws -> [[[String]]] {
    let scratch = try Scratch()
    let database = try scratch.database()
    try await survey.record(into: database, seed: seed, frame: frame)
    return try TrendLawTests.dumps.map { try database.rows($0) }
  }

  @Test(arguments: Seeds.first(3, of: 8))
  func theOrderOfRecordingLeavesNoTrace(seed: UInt64) async throws {
    let survey = SmallSurvey(seed: seed + 100)
    let frame = Frame.allCases[Int(seed) % Frame.allCases.count]
    let straight = try await dump(survey, seed: nil, frame)
    for order in 0..<2 as Range<UInt64> {
      let shuffled = try await dump(survey, seed: 1_000 * seed + order, frame)
      for (left, right) in zip(straight, shuffled) {
        for (left, right) in zip(left, right) where left != right { Issue.record("\(left) became \(right)") }
        #expect(left.count == right.count)
      }
    }
  }
}
