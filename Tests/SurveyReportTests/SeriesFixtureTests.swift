import SurveyCore
import Testing

/// What tests lean on has to stand.
@Suite struct SeriesFixtureTests {
  private let series = Fixtures.series

  @Test func classesSumToTheirBase() {
    for wave in series.waves {
      for unit in MailWorld.units {
        for base in unit.bases {
          let parts = Metric.partition(base: base, unit: unit).compactMap { wave.point($0, unit: unit, base: base) }
          guard let whole = parts.first?.denominator else { continue }
          #expect(abs(parts.map(\.numerator).reduce(0, +) - whole) < 1e-9, "\(wave.label) \(unit.rawValue) \(base)")
          #expect(whole > 0)
        }
      }
    }
  }

  @Test func shiftsAndDecompositionsAgreeWithTheWaves() throws {
    let overall = try #require(series.overall)
    for shift in overall.shifts {
      for (ratio, wave) in [(shift.before, series.waves[0]), (shift.after, series.waves[2])] {
        let point = try #require(wave.point(shift.metric, unit: shift.unit, base: .reachable))
        #expect(abs(ratio.numerator - point.numerator) < 1e-9 && abs(ratio.denominator - point.denominator) < 1e-9)
      }
    }
    for found in overall.decompositions {
      let change = (found.after.share ?? 0) - (found.before.share ?? 0)
      #expect(abs(found.terms.total - change) < 1e-12 && abs(change) > 0, "\(found.metric.word)")
    }
  }

  @Test func everyUnitGoesSomewhere() {
    for (change, wave) in zip(series.changes, series.waves) {
      let hosts = change.transitions.filter { $0.unit == .mxHost && $0.from != .absent }.map(\.count).reduce(0, +)
      #expect(
        hosts == Double(wave.hosts.values.reduce(0, +) + wave.hostsWithoutAddress.values.reduce(0, +)))
      let regressions = change.transitions.filter(\.isRegression)
      #expect(!regressions.isEmpty)
    }
  }

  @Test func everyPartIsFilled() {
    #expect(series.waves.dropFirst().allSatisfy { $0.points.contains { $0.silent > 0 && $0.interval.bounds != nil } })
    #expect(series.waves.allSatisfy { Set($0.breakdown.map(\.topic)) == Set(BreakdownTopic.allCases) })
    for change in series.changes { #expect(!change.renewals.isEmpty && !change.shifts.isEmpty) }
    #expect(series.overall?.movedToCA.isEmpty == false)
    #expect(series.panel?.points.count == 3 * 3 * Metric.followed.count)
  }
}
