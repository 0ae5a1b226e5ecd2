import SurveyCore
import Testing

/// Which domains withstand an active attacker.
@Suite struct DomainAuthenticationTests {
  private static func host(
    _ tlsa: TLSAState = .none, isListed: Bool = false, _ addresses: DeliveryAddress...
  ) -> DeliveryHost {
    DeliveryHost(preference: 10, tlsa: tlsa, isListedByPolicy: isListed, addresses: addresses)
  }

  private static let verified = DeliveryAddress(outcome: .tls, certificateClass: .caVerified)
  private static let selfSigned = DeliveryAddress(outcome: .tls, certificateClass: .selfSigned)
  private static let matching = DeliveryAddress(outcome: .tls, certificateClass: .selfSigned, matchesTLSA: true)
  private static let plain = DeliveryAddress(outcome: .noStartTLS)
  private static let silent = DeliveryAddress(outcome: .unreachable)

  static let rows: [(String, DNSSECStatus, MTASTSStatus?, [DeliveryHost], Bool?)] = [
    ("DANE", .secure, .some(.none), [host(.usable, matching)], true),
    ("DANE at one of two hosts", .secure, .some(.none), [host(.usable, matching), host(.none, verified)], false),
    ("DANE at one of two addresses", .secure, .some(.none), [host(.usable, matching, selfSigned)], false),
    ("DANE, the other host is silent", .secure, .some(.none), [host(.usable, matching), host(.none, silent)], true),
    ("DANE, the other address is silent", .secure, .some(.none), [host(.usable, matching, silent)], true),
    ("DANE under an insecure MX RRset", .insecure, .some(.none), [host(.usable, matching)], false),
    ("DANE under an MX RRset that was not validated", .unknown, .some(.none), [host(.usable, matching)], nil),
    ("TLSA not validated", .secure, .some(.none), [host(.unknown, verified)], nil),
    (
      "TLSA not validated, and no TLS at another host", .secure, .some(.none),
      [host(.unknown, verified), host(.none, plain)], false
    ),
    ("MTA-STS", .insecure, .enforce, [host(.insecure, isListed: true, verified)], true),
    ("MTA-STS, no DNSSEC", .unknown, .enforce, [host(.unknown, isListed: true, verified)], true),
    ("MTA-STS in testing", .insecure, .testing, [host(.insecure, isListed: true, verified)], false),
    ("MTA-STS without the host", .insecure, .enforce, [host(.insecure, verified)], false),
    ("MTA-STS over self-signed", .insecure, .enforce, [host(.insecure, isListed: true, selfSigned)], false),
    (
      "MTA-STS, one address without TLS", .insecure, .enforce, [host(.insecure, isListed: true, verified, plain)], false
    ),
    ("policy not known", .insecure, nil, [host(.insecure, verified)], nil),
    ("policy not known, but it could not help", .insecure, nil, [host(.insecure, selfSigned)], false),
    ("nobody reachable", .secure, .enforce, [host(.usable, isListed: true, silent)], nil),
    ("no host", .secure, .enforce, [], nil),
  ]

  @Test(arguments: rows.indices) func aDomainIsAuthenticatedByOneWayForAllHosts(index: Int) {
    let (title, dnssec, mtaSTS, hosts, expected) = DomainAuthenticationTests.rows[index]
    let domain = DeliveryDomain(mxStatus: .mx, mxDNSSEC: dnssec, mtaSTS: mtaSTS, hosts: hosts)
    #expect(domain.isAuthenticated == expected, "\(title)")
  }
}
