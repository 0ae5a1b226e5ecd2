import Testing

@testable import SurveyCore

/// RFC 8460 §3.
@Suite struct TLSRPTTests {
  static let cases: [(records: [String], status: TLSRPTStatus?, reason: String?, uris: [String])] = [
    // The RFC's two examples.
    (["v=TLSRPTv1;rua=mailto:reports@example.com"], .valid, nil, ["mailto:reports@example.com"]),
    (
      ["v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt"], .valid, nil,
      ["https://reporting.example.com/v1/tlsrpt"]
    ),
    (
      ["v=TLSRPTv1; rua=mailto:a@example.com , https://[2001:db8::1]:8443/x?a=b#c;x=1;"], .valid, nil,
      ["mailto:a@example.com", "https://[2001:db8::1]:8443/x?a=b#c"]
    ),
    (["v=TLSRPTv1; rua=MAILTO:a%2Cb@example.com?subject=x"], .valid, nil, ["MAILTO:a%2Cb@example.com?subject=x"]),
    (["v=TLSRPTv1; rua=ftp://example.com/,mailto:a@example.com"], .valid, nil, ["mailto:a@example.com"]),
    (["v=TLSRPTv1; rua=mailto:a@example.com; rua=nonsense"], .valid, nil, ["mailto:a@example.com"]),
    ([], .some(.none), nil, []),
    (["v=TLSRPTv2; rua=mailto:a@example.com", "v=STSv1; id=1"], .some(.none), nil, []),
    (["v=tlsrptv1; rua=mailto:a@example.com"], .some(.none), nil, []),
    (
      ["v=TLSRPTv1; rua=mailto:a@example.com", "v=TLSRPTv1; rua=mailto:b@example.com"], .invalid, "tlsrpt.multiple", []
    ),
    (["v=TLSRPTv1"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; ruf=mailto:a@example.com"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua="], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=mailto:a@example.com,"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=a@example.com"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=mailto:example.com"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=mailto:@example.com"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=mailto:a@"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=mailto:a@example.com!10m"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=mailto:a@example.com\u{0}"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=mailto:a b@example.com"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=https:/example.com"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=https://"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=https://:443/"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=https://example.com/%2"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=1http://example.com/"], .invalid, "tlsrpt.rua", []),
    (["v=TLSRPTv1; rua=http://example.com/"], .invalid, "tlsrpt.scheme", []),
    (["v=TLSRPTv1; rua=mailto:a@example.com; x"], .invalid, "tlsrpt.syntax", []),
    (["v=TLSRPTv1;; rua=mailto:a@example.com"], .invalid, "tlsrpt.syntax", []),
    (["v=TLSRPTv1; rua=mailto:a@example.com; x=a=b"], .invalid, "tlsrpt.syntax", []),
  ]

  @Test(arguments: cases) func recordIsReadAsTheRFCHasIt(
    records: [String], status: TLSRPTStatus?, reason: String?, uris: [String]
  ) {
    let result = TLSRPT(.records(records.map(txt)))
    #expect(result.status == status)
    #expect(result.reason == reason)
    if case .sound(let found) = result { #expect(found.map(\.text) == uris) } else { #expect(uris.isEmpty) }
  }

  static let lookups: [(lookup: TXTLookup, status: TLSRPTStatus?, reason: String?)] = [
    (.failed(.nxdomain), .some(.none), nil),
    (.failed(.nodata), .some(.none), nil),
    (.failed(.servfail), nil, "dns.servfail"),
    (.failed(.bogus), nil, "dns.bogus"),
    (.records([[]]), nil, "dns.malformed"),
    (.inconclusive(.resolver), nil, "self.dns"),
  ]

  @Test(arguments: lookups) func failedLookupSaysNothing(lookup: TXTLookup, status: TLSRPTStatus?, reason: String?) {
    #expect(TLSRPT(lookup).status == status)
    #expect(TLSRPT(lookup).reason == reason)
  }
}
