import SurveyCore
import Testing

@Suite struct MetricTests {
  static let words = [
    "anonymous", "ca_verified", "ca_wrong_name", "ca_expired", "self_signed", "private_ca",
    "incomplete_chain",
    "unknown_issuer", "other_invalid", "mixed", "no_tls", "starttls", "ca_trusted_any_name", "pfs",
    "strict_pfs",
    "tls13", "pq_group", "legacy_only", "dane_match", "mta_sts_enforce", "authenticated",
  ]

  @Test func wordsAreThoseOfTheTrend() { #expect(Metric.all.map(\.word) == MetricTests.words) }

  @Test func wordsAndMetricsAreInverse() {
    #expect(MetricTests.words.map { Metric(word: $0) } == Metric.all)
    for word in ["", "ca-verified", "strict", "MIXED"] { #expect(Metric(word: word) == nil) }
  }

  @Test func basesHaveTheirWords() { #expect(Base.allCases.map(\.rawValue) == ["reachable", "tls"]) }

  @Test(
    arguments: [
      (.mxHost, "mx_host", true), (.address, "address", true), (.domain, "domain", false),
      (.domainWeighted, "domain_weighted", false),
      (.domainWeighted(list: "a.csv"), "domain_weighted:a.csv", false),
    ] as [(TrendUnit, String, Bool)])
  func onlyHostsAndAddressesAreWhole(unit: TrendUnit, word: String, isWhole: Bool) {
    #expect(unit.rawValue == word)
    #expect(unit.isWhole == isWhole)
    for base in Base.allCases {
      #expect(Metric.mixed.applies(base: base, unit: unit) == isWhole)
      #expect(Metric.noTLS.applies(base: base, unit: unit) == (base == .reachable))
      #expect(Metric.startTLS.applies(base: base, unit: unit) == (base == .reachable))
      #expect(Metric.forwardSecrecy.applies(base: base, unit: unit))
      // Policies belong to domains.
      for metric in [Metric.mtaSTSEnforce, .authenticated] {
        #expect(metric.applies(base: base, unit: unit) == !isWhole)
      }
    }
  }

  @Test func aPartitionIsTheClassesAndWhatIsLeft() {
    func rest(_ base: Base, _ unit: TrendUnit) -> [String] {
      Metric.partition(base: base, unit: unit).dropFirst(CertificateClass.allCases.count).map(\.word)
    }
    #expect(rest(.tls, .mxHost) == ["mixed"])
    #expect(rest(.reachable, .mxHost) == ["mixed", "no_tls"])
    #expect(rest(.tls, .domain) == [])
    #expect(rest(.reachable, .domain) == ["no_tls"])
    for base in Base.allCases {
      for unit in [TrendUnit.mxHost, .domain] {
        #expect(Metric.partition(base: base, unit: unit).allSatisfy { $0.applies(base: base, unit: unit) })
      }
    }
  }
}
