import SurveyCore
import Testing

@Suite struct SenderPolicyTests {
  /// One MX host with one address, in the order of the letters below.
  static let situations: [(words: String, domain: DeliveryDomain)] = [
    ("verified", one(Delivery.tls(.caVerified))),
    ("self-signed", one(Delivery.tls(.selfSigned))),
    ("wrong name", one(Delivery.tls(.caWrongName))),
    ("wrong name, the domain's", one(Delivery.tls(.caWrongName, domain: .exact))),
    ("wrong name, below the domain's", one(Delivery.tls(.caWrongName, domain: .subdomain))),
    ("expired", one(Delivery.tls(.caExpired, domain: .exact))),
    ("no STARTTLS", one(Delivery.without(.noStartTLS))),
    ("STARTTLS rejected", one(Delivery.without(.startTLSRejected))),
    ("handshake failed", one(Delivery.without(.handshakeFailed))),
    ("verified, legacy only", one(Delivery.tls(.caVerified, legacyOnly: true))),
    ("anonymous", one(Delivery.tls(.anonymous, legacyOnly: true))),
    ("unreachable", one(Delivery.without(.unreachable))),
    ("smtp-rejected", one(Delivery.without(.smtpRejected))),

    ("DANE match", one(Delivery.tls(.selfSigned, matchesTLSA: true), tlsa: .usable, mx: .secure)),
    ("DANE mismatch, verified", one(Delivery.tls(.caVerified), tlsa: .usable, mx: .secure)),
    ("DANE, no STARTTLS", one(Delivery.without(.noStartTLS), tlsa: .usable, mx: .secure)),
    ("DANE unusable, self-signed", one(Delivery.tls(.selfSigned), tlsa: .unusable, mx: .secure)),
    ("DANE unusable, no STARTTLS", one(Delivery.without(.noStartTLS), tlsa: .unusable, mx: .secure)),
    ("DANE bogus, verified", one(Delivery.tls(.caVerified), tlsa: .bogus, mx: .secure)),
    ("DANE error, verified", one(Delivery.tls(.caVerified), tlsa: .error, mx: .secure)),
    ("DANE denied, self-signed", one(Delivery.tls(.selfSigned), tlsa: .none, mx: .secure)),
    ("insecure MX, match", one(Delivery.tls(.selfSigned, matchesTLSA: true), tlsa: .usable)),
    ("insecure MX, mismatch, verified", one(Delivery.tls(.caVerified), tlsa: .usable)),

    ("enforce, verified", one(Delivery.tls(.caVerified), sts: .enforce)),
    ("enforce, unlisted, verified", one(Delivery.tls(.caVerified), sts: .enforce, listed: false)),
    ("enforce, self-signed", one(Delivery.tls(.selfSigned), sts: .enforce)),
    ("enforce, no STARTTLS", one(Delivery.without(.noStartTLS), sts: .enforce)),
    ("testing, unlisted, self-signed", one(Delivery.tls(.selfSigned), sts: .testing, listed: false)),
    (
      "enforce, DANE match",
      one(Delivery.tls(.selfSigned, matchesTLSA: true), tlsa: .usable, mx: .secure, sts: .enforce)
    ),
    ("enforce, DANE unusable, verified", one(Delivery.tls(.caVerified), tlsa: .unusable, mx: .secure, sts: .enforce)),
  ]

  static func one(
    _ address: DeliveryAddress, tlsa: TLSAState = .insecure, mx: DNSSECStatus = .insecure,
    sts: MTASTSStatus = MTASTSStatus.none, listed: Bool = true
  ) -> DeliveryDomain {
    Delivery.domain(mx: mx, sts: sts, Delivery.host(10, tlsa: tlsa, listed: listed && sts != .none, address))
  }

  /// A letter a situation: Authenticated, Encrypted, Plaintext, Deferred, Bounced, Undeliverable, `?` inconclusive.
  /// Certificates and TLS; then DANE; then MTA-STS.
  static let expected: [(name: String, answers: String)] = [
    ("plaintext-only", "PPPPPPPPPPPU? PPPPPPPPPP PPPPPPP"),
    ("postfix-may", "EEEEEEPPPEEU? EEPEPEEEEE EEEPEEE"),
    ("postfix-encrypt", "EEEEEEDDDEEU? EEDEDEEEEE EEEDEEE"),
    ("postfix-verify", "ADDDDDDDDADU? DADDDAADDA AADDDDA"),
    ("postfix-secure", "DDDAADDDDDDU? DDDDDDDDDD DDDDDDD"),
    ("postfix-dane", "EEEEEEPPPEEU? ADDEDDDEAD EEEPEAE"),
    ("postfix-dane-only", "DDDDDDDDDDDU? ADDDDDDDDD DDDDDAD"),
    ("exim-default", "EEEEEEPPPEPU? ADDDDDDEEE EEEPEAD"),
    ("exim-verify", "APPPPPPPPAPU? ADDDDDDPPA AAPPPAD"),
    ("sendmail-default", "EEEEEEPPDEDU? EEPEPEEEEE EEEPEEE"),
    ("sendmail-verify", "ADAAADDDDADU? DADDDAADDA AADDDDA"),
    ("gmail-default", "EEEEEEPPPPPU? EEPEPEEEEE ADDDEDA"),
    ("workspace-ca-required", "ABAAABBBBBBU? BABBBAABBA ADBBBBA"),
    ("exchange-online-default", "EEEEEEPPPPPU? ADDEDDDEEE ADDDEAA"),
    ("exchange-connector-certificate", "ADAAADDDDDDU? DADDDAADDA AADDDDA"),
    ("exchange-connector-domain", "DDDADDDDDDDU? DDDDDDDDDD DDDDDDD"),
    ("mailgun-default", "APPPPPPPPPPU? PAPPPAAPPA AAPPPPA"),
    ("mailgun-require-tls", "ADDDDDDDDDDU? DADDDAADDA AADDDDA"),
    ("sendgrid-default", "EEEEEEPPPPPU? EEPEPEEEEE EEEPEEE"),
    ("sendgrid-require-valid", "ABBBBBBBBBBU? BABBBAABBA AABBBBA"),
    ("cisco-preferred", "EEEEEEPPDEDU? EEPEPEEEEE EEEPEEE"),
    ("cisco-required-verify", "ADDADDDDDADU? DADDDAADDA AADDDDA"),
    ("mta-sts-enforce", "EEEEEEPPPPPU? EEPEPEEEEE ADDDEDA"),
    ("facebook-2014-strict", "AEEEEEPPPAPU? EAPEPAAEEA AAEPEEA"),
  ]

  static let letters: [Character: DeliveryResult] = [
    "A": .authenticated, "E": .encrypted, "P": .plaintext, "D": .deferred, "B": .bounced, "U": .undeliverable,
    "?": .inconclusive,
  ]

  @Test func standInTheOrderOfTheContract() {
    #expect(SenderPolicy.all.map(\.name) == SenderPolicyTests.expected.map(\.name))
    #expect(Set(SenderPolicy.all.map(\.title)).count == SenderPolicy.all.count)
  }

  @Test(arguments: expected.indices)
  func meetEverySituationAsTheirSourcesSay(index: Int) throws {
    let (name, answers) = SenderPolicyTests.expected[index]
    let policy = try #require(Delivery.policy(name))
    let expected = answers.compactMap { SenderPolicyTests.letters[$0] }
    try #require(expected.count == SenderPolicyTests.situations.count)
    for (situation, result) in zip(SenderPolicyTests.situations, expected) {
      #expect(DeliverySimulation.simulate(policy, situation.domain)?.sole == result, "\(name): \(situation.words)")
    }
  }

  @Test(arguments: SenderPolicy.all) func sayWhereTheyAreWritten(policy: SenderPolicy) {
    #expect(!policy.source.document.isEmpty)
    #expect(policy.source.markdown.contains(policy.source.document))
    if let url = policy.source.url {
      #expect(url.hasPrefix("https://") && !url.contains(" "))
      #expect(policy.source.markdown.hasSuffix("](\(url))"))
    }
    if let caveat = policy.caveat { #expect(caveat.hasSuffix(".")) }
  }

  @Test(arguments: [
    (CertificateClass.selfSigned, false), (.privateCA, false), (.incompleteChain, false), (.unknownIssuer, false),
    (.otherInvalid, false), (.caExpired, false), (.caWrongName, true), (.caVerified, true),
  ])
  func chainAloneIsTrustedForTwoClasses(certificateClass: CertificateClass, isTrusted: Bool) throws {
    let policy = try #require(Delivery.policy("sendmail-verify"))
    let shares = DeliverySimulation.simulate(policy, Delivery.domain(Delivery.host(Delivery.tls(certificateClass))))
    #expect(shares?.sole == (isTrusted ? .authenticated : .deferred))
  }

  /// Postfix verifies at OpenSSL's security level 1, where OpenSSL 3 has nothing below TLS 1.2, DANE's records included.
  @Test(arguments: [
    ("postfix-may", DeliveryResult.encrypted, DeliveryResult.encrypted), ("postfix-encrypt", .encrypted, .encrypted),
    ("postfix-verify", .deferred, .deferred), ("postfix-secure", .deferred, .deferred),
    ("postfix-dane", .encrypted, .deferred), ("postfix-dane-only", .deferred, .deferred),
    ("sendmail-verify", .authenticated, .authenticated), ("cisco-required-verify", .authenticated, .authenticated),
  ])
  func postfixVerifiesFromTLS12On(name: String, result: DeliveryResult, underDANE: DeliveryResult) throws {
    let policy = try #require(Delivery.policy(name))
    let address = Delivery.tls(.caVerified, belowTLS12: true, domain: .exact, matchesTLSA: true)
    let plain = Delivery.domain(mx: .secure, Delivery.host(10, tlsa: .none, address))
    let signed = Delivery.domain(mx: .secure, Delivery.host(10, tlsa: .usable, address))
    #expect(DeliverySimulation.simulate(policy, plain)?.sole == result)
    #expect(DeliverySimulation.simulate(policy, signed)?.sole == underDANE)
  }

  @Test(arguments: [MTASTSStatus.none, .testing, .modeNone, .invalid])
  func onlyEnforceBinds(status: MTASTSStatus) throws {
    let domain = Delivery.domain(sts: status, Delivery.host(Delivery.tls(.selfSigned)))
    for name in ["gmail-default", "exchange-online-default", "mta-sts-enforce"] {
      let policy = try #require(Delivery.policy(name))
      #expect(DeliverySimulation.simulate(policy, domain)?.sole == .encrypted)
    }
  }

  /// What the survey could not look at says nothing of those who heed it: neither a delivery nor a refusal.
  @Test func whatWasNotLookedAtIsInconclusiveForThoseWhoHeedIt() throws {
    func sole(_ name: String, _ domain: DeliveryDomain) throws -> DeliveryResult? {
      DeliverySimulation.simulate(try #require(Delivery.policy(name)), domain)?.sole
    }
    for address in [Delivery.tls(.caVerified), Delivery.tls(.selfSigned)] {
      let noDNSSEC = Delivery.domain(mx: .unknown, Delivery.host(10, tlsa: .unknown, address))
      for name in ["postfix-dane", "postfix-dane-only", "exim-default", "exchange-online-default"] {
        #expect(try sole(name, noDNSSEC) == .inconclusive, "\(name)")
      }
      for name in ["postfix-may", "gmail-default", "sendgrid-default"] {
        #expect(try sole(name, noDNSSEC) == .encrypted, "\(name)")
      }
      let noPolicy = Delivery.domain(sts: nil, Delivery.host(address))
      for name in ["gmail-default", "exchange-online-default", "mta-sts-enforce"] {
        #expect(try sole(name, noPolicy) == .inconclusive, "\(name)")
      }
      #expect(try sole("postfix-dane", noPolicy) == .encrypted)
    }
    // The MX RRset is known not to be secure: those who ask for that look no further.
    let insecure = Delivery.domain(mx: .insecure, Delivery.host(10, tlsa: .unknown, Delivery.tls(.selfSigned)))
    #expect(try sole("exim-default", insecure) == .encrypted)
    #expect(try sole("postfix-dane", insecure) == .inconclusive)
    // No demand makes a sender deliver that refuses by itself.
    let refused = Delivery.domain(sts: nil, Delivery.host(Delivery.tls(.selfSigned)))
    #expect(try sole("workspace-ca-required", refused) == .bounced)
    // A usable record decides alone, whatever the policy.
    let matching = Delivery.host(10, tlsa: .usable, Delivery.tls(.selfSigned, matchesTLSA: true))
    #expect(try sole("exchange-online-default", Delivery.domain(mx: .secure, sts: nil, matching)) == .authenticated)
  }

  @Test func implicitMXNeedsNoSecureMXRRset() throws {
    let host = Delivery.host(0, tlsa: .usable, Delivery.tls(.selfSigned, matchesTLSA: true))
    for name in ["postfix-dane", "postfix-dane-only", "exim-default", "exchange-online-default"] {
      let policy = try #require(Delivery.policy(name))
      #expect(DeliverySimulation.simulate(policy, Delivery.domain(.implicit, host))?.sole == .authenticated)
    }
  }

  @Test(arguments: [0, 1, 31, 63]) func furtherSenderTrustsItsOwnBit(number: Int) {
    let policy = SenderPolicy.further(name: "ours", number: number)
    func result(_ outcome: Outcome, trust: UInt64) -> DeliveryResult? {
      let address = DeliveryAddress(
        outcome: outcome, certificateClass: outcome == .tls ? .privateCA : nil, furtherTrust: trust)
      return DeliverySimulation.simulate(policy, Delivery.domain(Delivery.host(address)))?.sole
    }
    #expect(policy.name == "ours")
    #expect(result(.tls, trust: 1 << UInt64(number)) == .authenticated)
    #expect(result(.tls, trust: .max) == .authenticated)
    #expect(result(.tls, trust: ~(1 << UInt64(number))) == .deferred)
    #expect(result(.noStartTLS, trust: .max) == .deferred)
    #expect(result(.handshakeFailed, trust: .max) == .deferred)
  }
}
