import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct InstrumentBreakTests {
  private static let wave: WaveSummary = {
    var wave = Fixtures.wave("a", "2026-01-01", points: [])
    wave.vantage = "probe.example.org"
    wave.publicSuffixSHA256 = "ef"
    wave.settings = ["tls": "automatic", "pq": "yes", "trust-store": "cd34"]
    return wave
  }()

  private static let changes: [(InstrumentBreak.Kind, @Sendable (inout WaveSummary) -> Void)] = [
    (.list, { $0.listSHA256 = "00" }), (.frame, { $0.frame = .sample }), (.frame, { $0.listedDomains = 1_000 }),
    (.vantage, { $0.vantage = "elsewhere.example.org" }), (.trustStore, { $0.trustStoreSHA256 = "00" }),
    (.classifier, { $0.classifierVersion += 1 }), (.version, { $0.version = "2.0.0" }),
    (.settings, { $0.settings["pq"] = "no" }), (.settings, { $0.settings["ipv6"] = "no" }),
    (.publicSuffixList, { $0.publicSuffixSHA256 = nil }),
  ]

  @Test func theSameInstrumentHasNoBreak() {
    var later = InstrumentBreakTests.wave
    later.label = "b"
    later.waveDate = "2026-02-01"
    later.startedAt = Instant(epoch: 5)
    later.lists[0].name = "renamed.csv"
    #expect(InstrumentBreak.between(InstrumentBreakTests.wave, later).isEmpty)
  }

  @Test(arguments: changes.indices) func eachChangeIsOneBreak(index: Int) {
    let (kind, change) = InstrumentBreakTests.changes[index]
    var later = InstrumentBreakTests.wave
    later.label = "b"
    change(&later)
    let breaks = InstrumentBreak.between(InstrumentBreakTests.wave, later)
    #expect(breaks.map(\.kind) == [kind])
    #expect(breaks.first?.from == "a" && breaks.first?.to == "b")
    let back = InstrumentBreak.between(later, InstrumentBreakTests.wave)
    #expect(back.map(\.before) == breaks.map(\.after) && back.map(\.after) == breaks.map(\.before))
  }

  @Test func everyKindIsTried() {
    #expect(Set(InstrumentBreakTests.changes.map(\.0)) == Set(InstrumentBreak.Kind.allCases))
  }

  @Test func whatAWaveDidNotKeepIsNoBreak() {
    var later = InstrumentBreakTests.wave
    later.vantage = nil
    later.settings = [:]
    #expect(InstrumentBreak.between(InstrumentBreakTests.wave, later).isEmpty)
  }

  @Test func onlySettingsThatDifferAreNamedAndATrustStoreOnce() {
    var later = InstrumentBreakTests.wave
    later.settings = ["tls": "legacy", "pq": "yes", "trust-store": "00", "ipv6": "no"]
    later.trustStoreSHA256 = "00"
    let breaks = InstrumentBreak.between(InstrumentBreakTests.wave, later)
    #expect(breaks.map(\.kind) == [.trustStore, .settings])
    #expect(breaks.last?.before == "ipv6=–, tls=automatic" && breaks.last?.after == "ipv6=no, tls=legacy")
  }

  @Test func onlyNeighboursAreCompared() {
    var middle = InstrumentBreakTests.wave
    middle.version = "2.0.0"
    let waves = [InstrumentBreakTests.wave, middle, middle, InstrumentBreakTests.wave]
    #expect(InstrumentBreak.all(in: waves).map(\.kind) == [.version, .version])
  }
}
