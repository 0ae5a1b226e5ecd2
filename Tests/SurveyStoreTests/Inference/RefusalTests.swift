import SurveyCore
import Testing

@testable import SurveyStore

/// Addresses that may not be dialled any more when some of their names had been.
@Suite struct RefusalTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private static let names = (0..<40).map { "mx\($0).crowd.example" }

  /// A list that is read again blocks the address when three names, which differ, had been probed.
  @Test func anAddressThatIsBlockedInTheMeantimeIsLeftOutUnderItsOtherNames() async throws {
    let crowd = try await CrowdedWave([Self.names], in: database)
    var dials = 0
    try await crowd.probe { _, name, _ in
      dials += 1
      return dials > 3
        ? SmallSurvey.Sight(ending: ProbeEnding(stage: .policy, reason: .policy(.blocklisted)))
        : .tls(FakeLeaf(.trusted, name.text))
    }
    #expect(
      try database.rows("SELECT outcome, reason, inferred, count(*) FROM v_probe GROUP BY 1, 2, 3 ORDER BY 1")
        == [["not-probed", "policy.blocklisted", "0", "37"], ["tls", "ok", "0", "3"]])
    // One more page of five was asked for, and no name after that.
    #expect(dials == 8)
  }

  @Test(arguments: [Stage.policy, .connect])
  func withoutARouteToIPv6AllNamesAreInconclusiveForThat(stage: Stage) async throws {
    let crowd = try await CrowdedWave([Self.names], in: database)
    try await crowd.probe { _, _, _ in
      SmallSurvey.Sight(ending: ProbeEnding(stage: stage, reason: .local(.noIPv6)))
    }
    #expect(
      try database.rows("SELECT outcome, reason, inferred, count(*) FROM v_probe GROUP BY 1, 2, 3")
        == [["inconclusive", "self.no_ipv6", "0", "40"]])
    #expect(try await crowd.wave.pendingAddresses(at: [0], inferring: crowd.rule).isEmpty)
  }
}
