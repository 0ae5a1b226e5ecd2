import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct MovedDomainsTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func moved(from: String, to: String, unchangedToo: Bool = false) throws -> [MovedDomain] {
    var found: [MovedDomain] = []
    try database.movedDomains(from: from, to: to, unchangedToo: unchangedToo) { found.append($0) }
    return found
  }

  @Test func aDomainIsToldWithItsHostAndOperatorOnBothSides() async throws {
    var first = SmallSurvey()
    first.host("mx1.example", ("198.51.100.1", .tls(FakeLeaf(.selfSigned, "mx1.example"))))
    first.host("mx2.example", ("198.51.100.2", .tls(FakeLeaf(.trusted, "mx2.example"))))
    var second = first
    first.domain("z.example", weight: 3, (20, "mx2.example"), (10, "mx1.example"))
    first.domain("b.example", (10, "mx2.example"))
    first.domain("c.example", mx: .failed(.nxdomain))
    second.domain("a.example", mx: .failed(.bogus))
    second.domain("b.example", (10, "mx2.example"))
    second.domain("z.example", weight: 5, (10, "mx2.example"))
    try await first.record(into: database, label: "a", asOf: RandomWaves.instant(0))
    try await second.record(into: database, label: "b", asOf: RandomWaves.instant(1))
    try await database.nameOperators { "of.\($0)" }
    let a = MovedDomain(
      domain: DomainName(uncheckedCanonical: "a.example"), from: .absent, to: .dnsFailed, weightBefore: nil,
      weightAfter: 1, mxBefore: nil, mxAfter: nil, operatorBefore: nil, operatorAfter: nil)
    let z = MovedDomain(
      domain: DomainName(uncheckedCanonical: "z.example"), from: .result(.uniform(.tls(.selfSigned))),
      to: .result(.uniform(.tls(.caVerified))), weightBefore: 3, weightAfter: 5, mxBefore: "mx1.example",
      mxAfter: "mx2.example", operatorBefore: "of.mx1.example", operatorAfter: "of.mx2.example")
    #expect(try moved(from: "a", to: "b") == [a, z])
    let names = try moved(from: "a", to: "b", unchangedToo: true).map(\.domain.text)
    #expect(names == ["a.example", "b.example", "z.example"])
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func domainsInOrderOfNameAreWhatTheTransitionsCount(seed: UInt64) async throws {
    try await RecordedWaves.shared.copy(seed: seed, into: database)
    let found = try moved(from: "2026-01", to: "2026-02", unchangedToo: true)
    #expect(found.map(\.domain.text) == found.map(\.domain.text).sorted())
    var counts: [Transition: Int] = [:]
    for row in found { counts[Transition(unit: .domain, from: row.from, to: row.to, count: 0), default: 0] += 1 }
    let change = try #require(try database.change(from: "2026-01", to: "2026-02"))
    let expected = change.transitions.filter { $0.unit == .domain }.map {
      (Transition(unit: .domain, from: $0.from, to: $0.to, count: 0), Int($0.count))
    }
    #expect(counts == Dictionary(uniqueKeysWithValues: expected))
    let changed = try moved(from: "2026-01", to: "2026-02")
    #expect(changed == found.filter { $0.from != $0.to })
    #expect(!changed.isEmpty && changed.count < found.count)
  }

  private struct Enough: Error {}

  @Test func whoeverHasEnoughEndsTheReading() async throws {
    try await RecordedWaves.shared.copy(seed: 1, into: database)
    var count = 0
    #expect(throws: Enough.self) {
      try database.movedDomains(from: "2026-01", to: "2026-02") { _ in
        count += 1
        if count == 2 { throw Enough() }
      }
    }
    #expect(count == 2)
  }

  @Test func aWaveThatIsNotThereIsNamed() async throws {
    try await RandomWaves.record(into: database, seed: 1, order: [0])
    #expect(throws: SurveyDatabase.MissingWave(label: "2026-02", judgement: "as-observed")) {
      try database.movedDomains(from: "2026-01", to: "2026-02") { _ in }
    }
  }
}
