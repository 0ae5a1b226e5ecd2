import SurveyCore
import Testing

@testable import SurveyStore

/// The sampling error of waves that are no census.
@Suite struct TrendIntervalsTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func points(_ frame: Frame, seed: UInt64 = 51) async throws -> [TrendPoint] {
    try await SmallSurvey(seed: seed).record(into: database, frame: frame)
    return try database.finishedWaves()[0].points
  }

  @Test func aSampleOfDomainsHasWilsonsIntervalForDomainsAndOperatorsAsClustersForTheRest() async throws {
    for point in try await points(.sample) {
      #expect(point.interval.word == (point.unit.countsDomains ? "wilson" : "cluster"), "\(point.unit.rawValue)")
    }
  }

  @Test func aSampleOfOperatorsHasClustersAlone() async throws {
    for point in try await points(.cluster) { #expect(point.interval.word == "cluster", "\(point.unit.rawValue)") }
  }

  @Test func wilsonsSizeIsTheNumberOfDomains() async throws {
    for point in try await points(.sample) where point.unit == .domain {
      let bounds = try #require(Wilson.interval(point.ratio))
      #expect(
        point.interval == .wilson(low: bounds.lowerBound * 100, high: bounds.upperBound * 100))
    }
  }

  @Test func weightedDomainsHaveTheSizeThatTheirWeightsLeave() async throws {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"))))
    survey.host("mx2.example", ("198.51.100.2", .noStartTLS))
    for (number, weight) in [1.0, 1, 2, 4].enumerated() {
      survey.domain("d\(number).example", weight: weight, (10, number < 3 ? "mx1.example" : "mx2.example"))
    }
    try await survey.record(into: database, frame: .sample)
    let wave = try database.finishedWaves()[0]
    func bounds(_ base: Base, _ size: Double) throws -> TrendPoint.Interval {
      let point = try #require(wave.point(.certificateClass(.caVerified), unit: .domainWeighted, base: base))
      let bounds = try #require(Wilson.interval(point.ratio, size: size))
      #expect(point.interval == .wilson(low: bounds.lowerBound * 100, high: bounds.upperBound * 100))
      return point.interval
    }
    // Kish: (Σw)² / Σw².
    _ = try bounds(.reachable, 64.0 / 22)
    _ = try bounds(.tls, 16.0 / 6)
  }

  /// All operators have at least 1 % and are taken whole: nothing is left to chance.
  @Test func operatorsThatAreTakenWholeLeaveNoError() async throws {
    var isAnyBetween = false
    for point in try await points(.cluster) {
      let (percent, bounds) = (try #require(point.percent), try #require(point.interval.bounds))
      #expect(abs(bounds.lowerBound - percent) < 1e-9 && abs(bounds.upperBound - percent) < 1e-9)
      if percent > 0, percent < 100 { isAnyBetween = true }
    }
    #expect(isAnyBetween)
  }

  /// More than a hundred operators, so that each has less than 1 %.
  @Test func operatorsThatAreDrawnLeaveAnErrorThatTheSeedDecides() async throws {
    var survey = SmallSurvey()
    for number in 0..<120 {
      let name = "mx.o\(number).example"
      survey.host(
        name,
        ("198.51.100.\(number)", number % 3 == 0 ? .noStartTLS : .tls(FakeLeaf(.trusted, name))))
      survey.domain("d.o\(number).example", (10, name))
    }
    try await survey.record(into: database, frame: .cluster)
    let points = try database.finishedWaves()[0].points
    for unit in [TrendUnit.mxHost, .address, .mxOperator, .domain, .domainEvery] {
      let point = try #require(points.first { $0.unit == unit && $0.base == .reachable && $0.metric == .startTLS })
      let bounds = try #require(point.interval.bounds)
      #expect(bounds.lowerBound < 66 && bounds.upperBound > 67, "\(unit.rawValue)")
    }
    let again = try scratch.database("again.db")
    try await survey.record(into: again, seed: 9, frame: .cluster)
    #expect(try again.finishedWaves()[0].points == points)
  }

  @Test func aSampleOfAllThatWereListedHasNoInterval() async throws {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"))))
    survey.host("mx2.example", ("198.51.100.2", .noStartTLS))
    for number in 1...2 { survey.domain("d\(number).example", (10, "mx\(number).example")) }
    try await survey.record(into: database, frame: .sample)
    #expect(try database.column("SELECT DISTINCT interval FROM v_trend").contains("wilson"))
    try database.execute("UPDATE scan SET listed_domains = domains")
    try await database.nameOperators()
    #expect(try database.column("SELECT DISTINCT interval FROM v_trend") == ["none"])
  }

  @Test func nothingInTheBaseHasNoInterval() async throws {
    var survey = SmallSurvey()
    survey.host("mx1.example", ("198.51.100.1", .noStartTLS))
    survey.domain("a.example", (10, "mx1.example"))
    try await survey.record(into: database, frame: .sample)
    for point in try database.finishedWaves()[0].points where point.base == .tls { #expect(point.interval == .none) }
  }
}
