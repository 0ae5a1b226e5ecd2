import SurveyCore
import Testing

@Suite struct DeliverySimulationTests {
  @Test(arguments: [MXStatus.null, .nodata, .nxdomain])
  func domainsThatTakeNoMailAreNotCounted(status: MXStatus) {
    for policy in SenderPolicy.all {
      #expect(DeliverySimulation.simulate(policy, Delivery.domain(status)) == nil)
    }
  }

  @Test(arguments: [MXStatus.servfail, .timeout, .bogus, .malformed, .inconclusive])
  func domainsWithoutAnMXAnswerAreInconclusive(status: MXStatus) {
    for policy in SenderPolicy.all {
      #expect(DeliverySimulation.simulate(policy, Delivery.domain(status))?.sole == .inconclusive)
    }
  }

  @Test(arguments: [MXStatus.mx, .implicit, .nullMixed, .invalid])
  func otherDomainsAreAskedByTheirHosts(status: MXStatus) {
    let host = Delivery.host(Delivery.without(.noStartTLS))
    for policy in SenderPolicy.all {
      #expect(DeliverySimulation.simulate(policy, Delivery.domain(status))?.sole == .undeliverable)
      let result = DeliverySimulation.simulate(policy, Delivery.domain(status, host))?.sole
      #expect(result != .undeliverable && result != .inconclusive && result != nil)
    }
  }

  /// Hosts as they are met, by their preference and what each address brings.
  static let levels: [(words: String, policy: String, hosts: [DeliveryHost], shares: [Double])] = [
    (
      "the mean over addresses", "postfix-may",
      [Delivery.host(Delivery.tls(.selfSigned), Delivery.without(.noStartTLS), Delivery.without(.noStartTLS))],
      [0, 1.0 / 3, 2.0 / 3, 0, 0, 0, 0]
    ),
    (
      "each host weighs the same, whatever its addresses", "postfix-may",
      [
        Delivery.host(Delivery.tls(.selfSigned)),
        Delivery.host(Delivery.without(.noStartTLS), Delivery.without(.noStartTLS), Delivery.tls(.caVerified)),
      ],
      [0, 2.0 / 3, 1.0 / 3, 0, 0, 0, 0]
    ),
    (
      "addresses that do not deliver are passed over", "postfix-verify",
      [Delivery.host(Delivery.tls(.selfSigned), Delivery.without(.unreachable), Delivery.tls(.caVerified))],
      [1, 0, 0, 0, 0, 0, 0]
    ),
    (
      "hosts that do not deliver are passed over", "facebook-2014-strict",
      [
        Delivery.host(Delivery.tls(.caVerified)), Delivery.host(Delivery.without(.unreachable)), Delivery.host(),
        Delivery.host(Delivery.tls(.selfSigned)), Delivery.host(Delivery.without(.smtpRejected)),
        Delivery.host(Delivery.tls(.privateCA)), Delivery.host(Delivery.without(.noStartTLS)),
      ],
      [0.25, 0.5, 0.25, 0, 0, 0, 0]
    ),
    (
      "the first level that delivers counts", "postfix-may",
      [Delivery.host(20, Delivery.tls(.caVerified)), Delivery.host(10, Delivery.without(.noStartTLS))],
      [0, 0, 1, 0, 0, 0, 0]
    ),
    (
      "a level of refused hosts leads to the next", "mailgun-require-tls",
      [
        Delivery.host(30, Delivery.without(.noStartTLS)), Delivery.host(20, Delivery.tls(.caVerified)),
        Delivery.host(10, Delivery.tls(.selfSigned)),
      ],
      [1, 0, 0, 0, 0, 0, 0]
    ),
    (
      "a silent level leads to the next", "postfix-may",
      [Delivery.host(20, Delivery.tls(.selfSigned)), Delivery.host(10, Delivery.without(.unreachable))],
      [0, 1, 0, 0, 0, 0, 0]
    ),
    (
      "preferences need not be neighbours", "postfix-may",
      [Delivery.host(65535, Delivery.tls(.selfSigned)), Delivery.host(0, Delivery.without(.unreachable))],
      [0, 1, 0, 0, 0, 0, 0]
    ),
    (
      "a level that turned us away hides the next", "postfix-may",
      [Delivery.host(20, Delivery.tls(.selfSigned)), Delivery.host(10, Delivery.without(.smtpRejected))],
      [0, 0, 0, 0, 0, 0, 1]
    ),
    (
      "a host not probed hides the next level", "postfix-may",
      [Delivery.host(20, Delivery.tls(.selfSigned)), Delivery.host(10, Delivery.without(.notProbed))],
      [0, 0, 0, 0, 0, 0, 1]
    ),
    (
      "our own fault beside silence is no silence", "postfix-may",
      [Delivery.host(Delivery.without(.unreachable), Delivery.without(.inconclusive))],
      [0, 0, 0, 0, 0, 0, 1]
    ),
    (
      "an address that was reached speaks for its host", "postfix-verify",
      [Delivery.host(Delivery.tls(.selfSigned), Delivery.without(.smtpRejected))],
      [0, 0, 0, 1, 0, 0, 0]
    ),
    (
      "a refused host beside one that turned us away", "postfix-verify",
      [Delivery.host(Delivery.tls(.selfSigned)), Delivery.host(Delivery.without(.smtpRejected))],
      [0, 0, 0, 0, 0, 0, 1]
    ),
    (
      "silence everywhere", "plaintext-only",
      [Delivery.host(10, Delivery.without(.unreachable)), Delivery.host(20), Delivery.host(20)],
      [0, 0, 0, 0, 0, 1, 0]
    ),
    (
      "refused by one, the other silent", "postfix-encrypt",
      [Delivery.host(10, Delivery.without(.noStartTLS)), Delivery.host(20, Delivery.without(.unreachable))],
      [0, 0, 0, 1, 0, 0, 0]
    ),
    (
      "refused for good by one, the other silent", "sendgrid-require-valid",
      [Delivery.host(10, Delivery.without(.unreachable)), Delivery.host(20, Delivery.tls(.selfSigned))],
      [0, 0, 0, 0, 1, 0, 0]
    ),
  ]

  @Test(arguments: levels.indices) func walksTheLevels(index: Int) throws {
    let (words, name, hosts, expected) = DeliverySimulationTests.levels[index]
    let policy = try #require(Delivery.policy(name))
    let domain = DeliveryDomain(mxStatus: .mx, mxDNSSEC: .insecure, mtaSTS: MTASTSStatus.none, hosts: hosts)
    let shares = try #require(DeliverySimulation.simulate(policy, domain))
    for (share, value) in zip(shares.values, expected) { #expect(abs(share - value) < 1e-12, "\(words)") }
  }

  @Test func hostsThatAgreeHaveOneResult() throws {
    let policy = try #require(Delivery.policy("postfix-may"))
    for count in 1...200 {
      let addresses = Array(repeating: Delivery.tls(.selfSigned), count: count)
      let host = Delivery.host().with(addresses: addresses)
      let domain = Delivery.domain().with(hosts: Array(repeating: host, count: count))
      #expect(DeliverySimulation.simulate(policy, domain)?.sole == .encrypted)
    }
  }

  @Test func unlistedHostsArePassedOver() throws {
    let listed = Delivery.host(20, listed: true, Delivery.tls(.caVerified))
    let unlisted = Delivery.host(10, Delivery.tls(.caVerified))
    let policy = try #require(Delivery.policy("mta-sts-enforce"))
    #expect(
      DeliverySimulation.simulate(policy, Delivery.domain(sts: .enforce, unlisted, listed))?.sole == .authenticated)
    #expect(DeliverySimulation.simulate(policy, Delivery.domain(sts: .testing, unlisted, listed))?.sole == .encrypted)
  }

  @Test func hostsOfBogusTLSAArePassedOver() throws {
    let bogus = Delivery.host(10, tlsa: .bogus, Delivery.tls(.caVerified))
    let mismatch = Delivery.host(20, tlsa: .usable, Delivery.tls(.caVerified))
    let match = Delivery.host(30, tlsa: .usable, Delivery.tls(.selfSigned, matchesTLSA: true))
    for name in ["postfix-dane", "postfix-dane-only", "exim-default", "exchange-online-default"] {
      let policy = try #require(Delivery.policy(name))
      let domain = Delivery.domain(mx: .secure, bogus, mismatch, match)
      #expect(DeliverySimulation.simulate(policy, domain)?.sole == .authenticated)
    }
  }
}
