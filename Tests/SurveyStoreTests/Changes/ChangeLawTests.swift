import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

/// What holds of the changes between any waves, over seeded ones.
@Suite struct ChangeLawTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-9 * max(1, abs(right)) }

  /// Hosts and domains of a wave by state, by the public views and, for domains that did not answer, by their hosts.
  private func units(_ label: String) throws -> [TrendUnit: [String: Double]] {
    let hosts = try database.rows(
      """
      SELECT coalesce(class, outcome, 'inconclusive'), count(*) FROM v_host WHERE label = ? AND NOT implicit GROUP BY 1
      """, [label])
    let domains = try database.rows(
      """
      WITH silent AS (
        SELECT sd.scan_id, sd.domain_id, min(CASE coalesce(sh.outcome, 'inconclusive') WHEN 'smtp-rejected' THEN 1
          WHEN 'unreachable' THEN 2 WHEN 'not-probed' THEN 3 WHEN 'inconclusive' THEN 4 ELSE 5 END) AS rank
        FROM scan_domain sd JOIN mx_set_member m ON m.mx_set_id = sd.mx_set_id AND m.is_lowest = 1
        JOIN scan_host sh ON sh.scan_id = sd.scan_id AND sh.host_id = m.host_id GROUP BY 1, 2)
      SELECT CASE WHEN v.mx_status IN ('mx', 'null-mixed', 'invalid') THEN coalesce(v.class,
          CASE x.rank WHEN 1 THEN 'smtp-rejected' WHEN 2 THEN 'unreachable' WHEN 3 THEN 'not-probed'
          WHEN 4 THEN 'inconclusive' ELSE 'dns-failed' END) ELSE 'dns-failed' END, count(*)
      FROM v_domain v JOIN domain d ON d.name = v.domain JOIN scan s ON s.label = v.label
      LEFT JOIN silent x ON x.scan_id = s.scan_id AND x.domain_id = d.domain_id
      WHERE v.label = ? AND v.mx_status NOT IN ('null', 'nodata', 'nxdomain', 'implicit') GROUP BY 1
      """, [label])
    func counts(_ rows: [[String]]) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Double($0[1]) ?? .nan) })
    }
    return [.mxHost: counts(hosts), .domain: counts(domains)]
  }

  @Test(arguments: Seeds.first(1, of: 3))
  func transitionsSumToTheUnitsOfEachWave(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    for change in try database.series().changes {
      for (label, end) in [(change.from, \Transition.from), (change.to, \.to)] {
        for (unit, expected) in try units(label) {
          let rows = change.transitions.filter { $0.unit == unit && $0[keyPath: end] != .absent }
          let sums = Dictionary(grouping: rows) { $0[keyPath: end].word }.mapValues {
            $0.map(\.count).reduce(0, +)
          }
          #expect(sums == expected, "\(unit.rawValue) of \(label)")
          #expect(!sums.isEmpty)
        }
      }
      #expect(!change.transitions.contains { $0.from == .absent && $0.to == .absent })
    }
  }

  @Test(arguments: Seeds.first(1, of: 3))
  func everyOperatorOfEitherWaveCountsOnce(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    for change in try database.series().changes {
      let sum = change.transitions.filter { $0.unit == .mxOperator }.map(\.count).reduce(0, +)
      let operators = try database.value(
        "SELECT count(DISTINCT operator) FROM v_host WHERE label IN (?, ?) AND NOT implicit", [change.from, change.to])
      #expect(isClose(sum, try #require(operators.flatMap { Double($0) })))
    }
  }

  @Test(arguments: Seeds.first(1, of: 3))
  func beforeAndAfterAreTheTrends(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    let series = try database.series()
    let changes = series.changes + [try #require(series.overall)]
    #expect(changes.count == 3)
    for change in changes {
      #expect(change.shifts.count == 3 * Metric.followed.count)
      for shift in change.shifts {
        for (label, ratio) in [(change.from, shift.before), (change.to, shift.after)] {
          let wave = try #require(series.waves.first { $0.label == label })
          let point = try #require(wave.point(shift.metric, unit: shift.unit, base: .reachable))
          let what: Comment = "\(shift.unit.rawValue) \(shift.metric.word) of \(label)"
          #expect(isClose(ratio.numerator, point.numerator), what)
          #expect(isClose(ratio.denominator, point.denominator), what)
        }
      }
    }
  }

  @Test(arguments: Seeds.first(1, of: 3))
  func whatStayersGainedLessWhatTheyLostIsTheirChange(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    var moved = 0
    for shift in try database.series().changes.flatMap(\.shifts) where shift.unit != .domainWeighted {
      let change = shift.stayersAfter.numerator - shift.stayersBefore.numerator
      #expect(isClose(shift.gained - shift.lost, change))
      #expect(shift.stayersBefore.denominator == shift.stayersAfter.denominator)
      if shift.gained > 0, shift.lost > 0 { moved += 1 }
      let paired = try #require(shift.paired)
      #expect(isClose(paired.estimate * shift.stayersBefore.denominator, change))
    }
    #expect(moved > 0)
  }

  @Test(arguments: Seeds.first(1, of: 3))
  func weightedStayersMoveByTheWeightsOfTheEarlierWave(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    for shift in try database.series().changes.flatMap(\.shifts) where shift.unit == .domainWeighted {
      let paired = try #require(shift.paired)
      #expect(isClose(paired.estimate * shift.stayersBefore.denominator, shift.gained - shift.lost))
    }
  }

  @Test(arguments: Seeds.first(1, of: 3))
  func theOrderOfRecordingLeavesNoTrace(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    let straight = try database.storedChanges()
    // A random survey need not have a host that is CA-verified twice.
    #expect([straight[0], straight[1], straight[3], straight[4]].allSatisfy { !$0.isEmpty })
    let shuffled = try scratch.database("shuffled.db")
    try await RandomWaves.record(into: shuffled, seed: seed, recordingSeed: seed + 7)
    #expect(try shuffled.storedChanges() == straight)
  }

  @Test(arguments: [[0, 2, 1], [1, 0, 2], [2, 1, 0]])
  func theOrderOfFinishingLeavesNoTrace(order: [Int]) async throws {
    try await RecordedWaves.shared.copy(seed: 5, into: database)
    let late = try scratch.database("late.db")
    try await RandomWaves.record(into: late, seed: 5, order: order)
    #expect(try late.storedChanges() == database.storedChanges())
  }

  @Test(arguments: Seeds.first(1, of: 3))
  func whatIsComputedIsWhatWasStored(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    let stored = try database.series()
    #expect(stored.panel != nil)
    try database.execute(
      """
      DELETE FROM transition_tally; DELETE FROM shift_tally; DELETE FROM pair_breakdown;
      DELETE FROM decomposition; DELETE FROM contribution; DELETE FROM wave_pair; DELETE FROM panel; DELETE FROM panel_series;
      """)
    try database.close()
    let reader = try SurveyDatabase(reading: database.path)
    #expect(try reader.series() == stored)
    #expect(
      try reader.change(from: "2026-01", to: "2026-03")?.shifts == stored.overall?.shifts)
  }

  /// With room for hardly any count, everything goes through the temporary tables, on readers as well as on the writer.
  @Test(arguments: [1, 3, 50])
  func whatIsHeldInMemoryLeavesNoTrace(capacity: Int) async throws {
    try await RecordedWaves.shared.copy(seed: 6, into: database)
    let stored = try database.series()
    let changes = try await database.pool.read { db in
      let waves = try JudgedWave.fetch(db, judgement: "as-observed")
      let tallying = ChangeTallying(db: db, capacity: capacity)
      _ = try tallying.run(pairs: WavePair.consecutive(waves))
      return try tallying.run(pairs: WavePair.consecutive(waves)).changes
    }
    #expect(changes == stored.changes)
    #expect(changes.count == 2)
  }
}
