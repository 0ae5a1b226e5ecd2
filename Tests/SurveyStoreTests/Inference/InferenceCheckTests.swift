import SurveyCore
import Testing

@testable import SurveyStore

/// Names that would be inferred and are probed all the same.
@Suite struct InferenceCheckTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private static let names = (0..<9).map { "mx\($0).crowd.example" }
  private static let shared = SmallSurvey.Sight.tls(FakeLeaf(.trusted, "*.crowd.example"))
  private static let other = SmallSurvey.Sight.tls(FakeLeaf(.selfSigned, "*.crowd.example"))

  private func summary() throws -> [[String]] {
    try database.rows("SELECT addresses, inferred, checked, wrong, error_percent FROM v_inference")
  }

  @Test func aCheckIsOneProbeMoreAndIsNotInferredAnyMore() async throws {
    let crowd = try await CrowdedWave([Self.names], in: database, checkShare: 1)
    try await crowd.probe { _, _, _ in Self.shared }
    #expect(crowd.dials.values.map(\.count) == [4])
    #expect(try database.rows("SELECT inferred, count(*) FROM v_probe GROUP BY 1") == [["0", "4"], ["1", "5"]])
    #expect(try summary() == [["1", "5", "1", "0", "0.0"]])
    try await crowd.finish()
    let inference = try #require(try database.finishedWaves()[0].inference)
    #expect(inference == InferenceSummary(addresses: 1, names: 5, checks: 1, error: Ratio(0, of: 6), size: 1))
    #expect(inference.interval?.lowerBound == 0)
  }

  @Test func aCheckThatDiffersIsToldAndItsRowIsTheTruth() async throws {
    let crowd = try await CrowdedWave([Self.names], in: database, checkShare: 1)
    try await crowd.probe { _, _, dial in dial == 3 ? Self.other : Self.shared }
    #expect(try summary() == [["1", "5", "1", "1", "100.0"]])
    try await crowd.finish()
    #expect(
      try database.rows("SELECT class, count(*) FROM v_host GROUP BY 1 ORDER BY 1")
        == [["ca-verified", "8"], ["self-signed", "1"]])
  }

  @Test func aCheckThatComesToNothingLeavesWhatWasInferred() async throws {
    let crowd = try await CrowdedWave([Self.names], in: database, checkShare: 1)
    try await crowd.probe { _, _, dial in dial == 3 ? .inconclusive : Self.shared }
    #expect(
      try database.rows("SELECT outcome, inferred, count(*) FROM v_probe GROUP BY 1, 2") == [
        ["tls", "0", "3"], ["tls", "1", "6"],
      ])
    #expect(try summary() == [["1", "6", "0", "0", "NULL"]])
    #expect(try database.value("SELECT count(*) FROM inference_check") == "0")
    #expect(try database.value("SELECT count(*) FROM retry") == "0")
  }

  /// A check that is silent gets the one try more that every name gets, and only then is compared.
  @Test func aCheckIsTriedAgainAsEveryNameIs() async throws {
    let crowd = try await CrowdedWave([Self.names], in: database, checkShare: 1)
    crowd.triesSilenceAgain = true
    try await crowd.probe { _, _, dial in dial == 3 ? .unreachable : Self.shared }
    #expect(crowd.dials.values.map(\.count) == [5])
    #expect(try summary() == [["1", "5", "1", "0", "0.0"]])
  }

  @Test func anAddressWithoutAConnectionLeftIsNotChecked() async throws {
    let crowd = try await CrowdedWave([Self.names], in: database, checkShare: 1)
    for _ in 0..<5 { try await crowd.wave.addConnection(to: 1) }
    try await crowd.probe { _, _, _ in Self.shared }
    #expect(crowd.dials.values.map(\.count) == [3])
    #expect(try summary() == [["1", "6", "0", "0", "NULL"]])
  }

  /// Each name of an address of a hundred or fewer has the same chance; of a larger one a single name is drawn for sure.
  @Test func checksWeighWhatTheyStandFor() async throws {
    let few = (0..<200).map { place in (0..<8).map { "mx\($0).a\(place).example" } }
    let many = (0..<300).map { "mx\($0).many.example" }
    let crowd = try await CrowdedWave(few + [many], in: database, checkShare: 0.05)
    try await crowd.probe(batch: 50) { _, _, _ in Self.shared }
    let weights = try database.rows(
      "SELECT round(weight, 6), count(*) BETWEEN 30 AND 75 FROM inference_check GROUP BY 1 ORDER BY 1")
    #expect(weights == [["20.0", "1"], ["297.0", "0"]])
    #expect(try database.value("SELECT count(*) FROM inference_check WHERE weight > 100") == "1")
    // The weights add up to the names that could be drawn, as far as chance has it.
    let sum = try #require(try database.value("SELECT sum(weight) FROM inference_check").flatMap { Double($0) })
    #expect((900...1_700).contains(sum), "\(sum)")
  }

  @Test func forgettingAHostCountsAnew() async throws {
    let crowd = try await CrowdedWave([Self.names, ["mx9.crowd.example"]], in: database, checkShare: 1)
    try await crowd.probe { _, _, _ in Self.shared }
    try await crowd.finish()
    let checked = try #require(
      try database.value("SELECT h.name FROM inference_check c JOIN mx_host h ON h.host_id = c.host_id"))
    let inferred = try #require(try database.value("SELECT server_name FROM v_probe WHERE inferred = 1"))
    _ = try await database.forget(
      [checked, inferred].map { .name(DomainName(uncheckedCanonical: $0)) }, at: Instant(epoch: 1_200_000),
      operatorOf: .byNumber)
    #expect(try summary() == [["1", "4", "0", "0", "NULL"]])
    _ = try await database.forget(
      [.network(Network(CrowdedWave.address(0), prefixLength: 32))], at: Instant(epoch: 1_200_001),
      operatorOf: .byNumber)
    #expect(try summary().isEmpty)
    #expect(try database.rows("PRAGMA foreign_key_check").isEmpty)
  }
}
