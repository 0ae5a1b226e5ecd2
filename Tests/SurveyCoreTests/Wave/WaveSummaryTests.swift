import SurveyCore
import Testing

@Suite struct WaveSummaryTests {
  @Test func statesHaveTheWordsOfTheDatabase() {
    #expect(
      WaveState.allCases.map(\.rawValue) == ["running", "interrupted", "partial", "finished", "abandoned"])
    #expect(ListWeighting.allCases.map(\.rawValue) == ["uniform", "given", "rank"])
  }

  @Test func aPointIsFoundByMetricUnitAndBase() {
    var tally = TrendTally(units: [.mxHost, .domain])
    tally.add(SightingGroup([Seen.strict13]), unit: .mxHost)
    tally.add(SightingGroup([Seen.noTLS]), unit: .mxHost)
    let summary = WaveSummary(
      label: "2026-11", waveDate: "2026-11-01", startedAt: Instant(epoch: 0), finishedAt: Instant(epoch: 1),
      isSynthetic: true, listSHA256: "", trustStoreSHA256: "", version: "1", lists: [], domains: [:],
      hosts: [:],
      hostsWithoutAddress: [:], reasons: [], points: tally.points)
    #expect(summary.point(.startTLS, unit: .mxHost, base: .reachable)?.percent == 50)
    #expect(summary.point(.certificateClass(.caVerified), unit: .mxHost, base: .tls)?.percent == 100)
    #expect(summary.point(.mixed, unit: .domain, base: .tls) == nil)
    #expect(summary.point(.startTLS, unit: .mxHost, base: .tls) == nil)
    #expect(summary.point(.startTLS, unit: .address, base: .reachable) == nil)
  }
}
