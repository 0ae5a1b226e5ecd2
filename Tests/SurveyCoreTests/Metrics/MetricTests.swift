import SurveyCore
import Testing

@Suite struct MetricTests {
  static let words = [
    "anonymous", "ca_verified", "ca_wrong_name", "ca_expired", "self_signed", "private_ca",
    "incomplete_chain",
    "unknown_issuer", "other_invalid", "mixed", "no_tls", "starttls", "starttls_offered", "ca_trusted_any_name",
    "ca_verified_or_cn", "pfs",
    "strict_pfs",
    "tls13", "pq_group", "legacy_only", "dane_match", "mta_sts_enforce", "authenticated",
  ]

  @Test func wordsAreThoseOfTheTrend() { #expect(Metric.all.map(\.word) == MetricTests.words) }

  @Test func wordsAndMetricsAreInverse() {
    #expect(MetricTests.words.map { Metric(word: $0) } == Metric.all)
    for word in ["", "ca-verified", "strict", "MIXED"] { #expect(Metric(word: word) == nil) }
  }

  @Test func basesHaveTheirWords() { #expect(Base.allCases.map(\.rawValue) == ["reachable", "tls"]) }

  /// A unit, its word, how it counts, and whether it is a unit of domains.
  static let units: [(TrendUnit, String, TrendUnit.Counting, Bool)] = [
    (.mxHost, "mx_host", .whole, false), (.mxHostByDomains, "mx_host_by_domains", .whole, false),
    (.address, "address", .whole, false), (.mxOperator, "operator", .sharedOut, false),
    (.certificate, "certificate", .whole, false), (.key, "key", .whole, false),
    (.domain, "domain", .sharedOut, true), (.domainEvery, "domain_every", .whole, true),
    (.domainEveryPrimary, "domain_every_primary", .whole, true),
    (.domainAny, "domain_any", .any, true), (.domainWeighted, "domain_weighted", .sharedOut, true),
    (.domainWeighted(list: "a.csv"), "domain_weighted:a.csv", .sharedOut, true),
  ]

  @Test(arguments: units)
  func metricsApplyByHowAUnitCounts(unit: TrendUnit, word: String, counting: TrendUnit.Counting, isOfDomains: Bool) {
    #expect(unit.rawValue == word)
    #expect(unit.counting == counting)
    #expect(unit.isWhole == (counting == .whole))
    #expect(unit.countsDomains == isOfDomains)
    let hasReachable = unit != .certificate && unit != .key
    #expect(unit.bases == (hasReachable ? [.reachable, .tls] : [.tls]))
    for base in unit.bases {
      #expect(Metric.mixed.applies(base: base, unit: unit) == (counting == .whole))
      #expect(Metric.noTLS.applies(base: base, unit: unit) == (base == .reachable))
      #expect(Metric.startTLS.applies(base: base, unit: unit) == (base == .reachable))
      #expect(Metric.forwardSecrecy.applies(base: base, unit: unit))
      // Policies belong to domains.
      for metric in [Metric.mtaSTSEnforce, .authenticated] {
        #expect(metric.applies(base: base, unit: unit) == isOfDomains)
      }
    }
    if !hasReachable { #expect(Metric.all.allSatisfy { !$0.applies(base: .reachable, unit: unit) }) }
  }

  @Test func aPartitionIsTheClassesAndWhatIsLeft() {
    func rest(_ base: Base, _ unit: TrendUnit) -> [String] {
      Metric.partition(base: base, unit: unit).dropFirst(CertificateClass.allCases.count).map(\.word)
    }
    #expect(rest(.tls, .mxHost) == ["mixed"])
    #expect(rest(.reachable, .mxHost) == ["mixed", "no_tls"])
    #expect(rest(.tls, .domain) == [])
    #expect(rest(.reachable, .domain) == ["no_tls"])
    #expect(rest(.reachable, .domainEvery) == ["mixed", "no_tls"])
    #expect(rest(.reachable, .mxOperator) == ["no_tls"])
    #expect(rest(.tls, .certificate) == ["mixed"])
    #expect(Metric.partition(base: .reachable, unit: .certificate).isEmpty)
    #expect(Metric.partition(base: .tls, unit: .domainAny).isEmpty)
    for base in Base.allCases {
      for unit in [TrendUnit.mxHost, .domain] {
        #expect(Metric.partition(base: base, unit: unit).allSatisfy { $0.applies(base: base, unit: unit) })
      }
    }
  }
}
