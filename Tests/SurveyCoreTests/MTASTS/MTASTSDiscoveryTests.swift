import Testing

@testable import SurveyCore

@Suite struct MTASTSDiscoveryTests {
  static let finished: [(lookup: TXTLookup, status: MTASTSStatus?, reason: String?)] = [
    (.failed(.nxdomain), .some(.none), nil),
    (.failed(.nodata), .some(.none), nil),
    (.records([]), .some(.none), nil),
    (.records([txt("v=spf1 -all")]), .some(.none), nil),
    (.failed(.servfail), nil, "dns.servfail"),
    (.failed(.timeout), nil, "dns.timeout"),
    (.failed(.bogus), nil, "dns.bogus"),
    (.records([[7, 1]]), nil, "dns.malformed"),
    (.inconclusive(.resolver), nil, "self.dns"),
    (.inconclusive(.cancelled), nil, "self.cancelled"),
    (.records([txt("v=STSv1; id=1"), txt("v=STSv1; id=2")]), .invalid, "sts.record_multiple"),
    (.records([txt("v=STSv1; id=-")]), .invalid, "sts.record_id"),
    (.records([txt("v=STSv1; id")]), .invalid, "sts.record_syntax"),
  ]

  @Test(arguments: finished) func recordAloneDecides(lookup: TXTLookup, status: MTASTSStatus?, reason: String?) throws {
    guard case .finished(let result) = MTASTSDiscovery(lookup) else {
      Issue.record("no policy is announced")
      return
    }
    #expect(result.status == status)
    #expect(result.reason == reason)
    #expect(result.recordID == nil)
    #expect(result.policy == nil)
    #expect(result.body.isEmpty)
  }

  static let body = Array(MTASTSPolicyTests.example.utf8)
  static let fetches: [(fetch: PolicyFetch, status: MTASTSStatus?, reason: String?)] = [
    (.body(body), .enforce, nil),
    (.body(Array("version: STSv1\nmode: testing\nmax_age: 1\nmx: a.example".utf8)), .testing, nil),
    (.body(Array("version: STSv1\nmode: none\nmax_age: 1".utf8)), .modeNone, nil),
    (.body([]), .invalid, "sts.empty"),
    (.body(Array("hello".utf8)), .invalid, "sts.syntax"),
    (.failed(.http(status: 404)), .invalid, "sts.http"),
    (.failed(.tls(.certificate(.selfSigned))), .invalid, "sts.tls"),
    (.failed(.timeout), .invalid, "sts.timeout"),
    (.failed(.noAddress), .invalid, "sts.no_address"),
    (.noAddress(.nxdomain), .invalid, "sts.no_address"),
    (.noAddress(.nodata), .invalid, "sts.no_address"),
    (.noAddress(.servfail), .invalid, "dns.servfail"),
    (.noAddress(.bogus), .invalid, "dns.bogus"),
    (.refused(.reserved), .invalid, "policy.reserved"),
    (.refused(.blocklisted), nil, "policy.blocklisted"),
    (.inconclusive(.descriptors), nil, "self.fd"),
  ]

  @Test(arguments: fetches) func fetchDecides(fetch: PolicyFetch, status: MTASTSStatus?, reason: String?) throws {
    guard case .announced(let announcement) = MTASTSDiscovery(.records([txt("v=STSv1; id=77")])) else {
      Issue.record("a policy is announced")
      return
    }
    let result = announcement.result(of: fetch)
    #expect(result.status == status)
    #expect(result.reason == reason)
    #expect(result.recordID == "77")
    #expect((result.policy != nil) == (reason == nil))
    if case .body(let octets) = fetch { #expect(result.body == octets) } else { #expect(result.body.isEmpty) }
  }

  @Test func policyHostIsBelowTheDomain() throws {
    #expect(MTASTSDiscovery.policyHost(of: try DomainName("Example.COM"))?.text == "mta-sts.example.com")
    let label = String(repeating: "a", count: 60)
    let long = try DomainName([label, label, label, label, "example"].joined(separator: "."))
    #expect(MTASTSDiscovery.policyHost(of: long) == nil)
  }

  static let all: [MTASTSDefect] = [
    .recordSyntax, .recordID, .recordMultiple, .noAddress, .refused, .unreachable, .timeout, .closed, .tls(.handshake),
    .http(status: nil), .type, .size, .empty, .syntax, .version, .mode, .maxAge, .mx, .noMX,
  ]

  @Test func wordsAreDistinct() {
    #expect(Set(Self.all.map(\.word)).count == Self.all.count)
    #expect(Self.all.allSatisfy { $0.word.hasPrefix("sts.") })
  }

  /// RFC 8460 §4.3.2.2.
  @Test func defectsHaveTheResultTypesOfReports() {
    #expect(MTASTSDefect.tls(.certificate(.caExpired)).resultType == "sts-webpki-invalid")
    #expect(MTASTSDefect.http(status: 301).resultType == "sts-policy-fetch-error")
    #expect(MTASTSDefect.mode.resultType == "sts-policy-invalid")
    #expect(MTASTSDefect.recordMultiple.resultType == nil)
  }
}
