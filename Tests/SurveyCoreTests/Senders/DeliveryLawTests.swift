import SurveyCore
import Testing

/// What holds of every sender and every domain.
@Suite struct DeliveryLawTests {
  static let seeds = UInt64(1)...40

  /// Runs a law over some domains of a seed and every sender.
  static func forEach(
    seed: UInt64, _ law: (SenderPolicy, DeliveryDomain, inout RandomDelivery) throws -> Void
  ) rethrows {
    var random = RandomDelivery(seed: seed)
    for _ in 0..<25 {
      let domain = random.domain()
      for policy in SenderPolicy.all { try law(policy, domain, &random) }
    }
  }

  @Test(arguments: seeds) func sharesSumToOne(seed: UInt64) throws {
    try DeliveryLawTests.forEach(seed: seed) { policy, domain, _ in
      let shares = try #require(DeliverySimulation.simulate(policy, domain))
      #expect(abs(shares.values.reduce(0, +) - 1) < 1e-12)
      #expect(shares.values.allSatisfy { (0...1).contains($0) })
      #expect(shares.undelivered == nil || shares.sole == shares.undelivered)
    }
  }

  @Test(arguments: seeds) func orderPlaysNoPart(seed: UInt64) {
    DeliveryLawTests.forEach(seed: seed) { policy, domain, random in
      let hosts = domain.hosts.map { $0.with(addresses: random.shuffled($0.addresses)) }
      let shuffled = domain.with(hosts: random.shuffled(hosts))
      #expect(DeliverySimulation.simulate(policy, shuffled) == DeliverySimulation.simulate(policy, domain))
    }
  }

  @Test(arguments: seeds) func silentHostsChangeNothing(seed: UInt64) {
    DeliveryLawTests.forEach(seed: seed) { policy, domain, random in
      let silent = [
        Delivery.host(0, Delivery.without(.unreachable)), Delivery.host(5), Delivery.host(10),
        Delivery.host(20, tlsa: .usable, listed: true, Delivery.without(.unreachable)),
      ]
      let more = domain.with(hosts: random.shuffled(domain.hosts + silent))
      #expect(DeliverySimulation.simulate(policy, more) == DeliverySimulation.simulate(policy, domain))
    }
  }

  @Test(arguments: seeds) func everyHostTwiceChangesNothing(seed: UInt64) throws {
    try DeliveryLawTests.forEach(seed: seed) { policy, domain, _ in
      let once = try #require(DeliverySimulation.simulate(policy, domain))
      let twice = try #require(DeliverySimulation.simulate(policy, domain.with(hosts: domain.hosts + domain.hosts)))
      #expect(twice.undelivered == once.undelivered)
      for (one, two) in zip(once.values, twice.values) { #expect(abs(one - two) < 1e-12) }
    }
  }

  @Test(arguments: seeds) func levelsBehindADeliveringOneAreNotAsked(seed: UInt64) throws {
    try DeliveryLawTests.forEach(seed: seed) { policy, domain, random in
      let before = try #require(DeliverySimulation.simulate(policy, domain))
      guard before.delivered > 0 else { return }
      let last = domain.hosts.map(\.preference).max() ?? 0
      guard last < .max else { return }
      let more = domain.with(hosts: domain.hosts + [random.host(preference: last + 1)])
      #expect(DeliverySimulation.simulate(policy, more) == before)
    }
  }

  @Test(arguments: seeds) func aBetterCertificateKeepsMailFlowing(seed: UInt64) throws {
    // A host without a certificate to show is no worse for a sender that falls back to the clear, so it is left out.
    let ranks = AddressResult.worstToBest
    try DeliveryLawTests.forEach(seed: seed) { policy, domain, random in
      let before = try #require(DeliverySimulation.simulate(policy, domain))
      let steps = random.pick([1, 2, 3])
      let better = domain.mapAddresses { address in
        guard let old = address.certificateClass, old != .anonymous,
          let rank = ranks.firstIndex(of: .tls(old)), case .tls(let new) = ranks[min(rank + steps, ranks.count - 1)]
        else { return address }
        return DeliveryAddress(
          outcome: .tls, certificateClass: new, isLegacyOnly: false, domainMatch: .exact, matchesTLSA: true)
      }
      let after = try #require(DeliverySimulation.simulate(policy, better))
      #expect(after.delivered >= before.delivered - 1e-12, "\(policy.name)")
    }
  }

  @Test(arguments: seeds) func plaintextIsDeliveredWhereAnyHostGreets(seed: UInt64) throws {
    let policy = try #require(Delivery.policy("plaintext-only"))
    var random = RandomDelivery(seed: seed)
    for _ in 0..<100 {
      let domain = random.domain().mapAddresses {
        [.tls, .noStartTLS, .startTLSRejected, .handshakeFailed].contains($0.outcome)
          ? $0 : Delivery.without(.unreachable)
      }
      let greets = domain.hosts.contains { $0.addresses.contains { $0.outcome != .unreachable } }
      #expect(DeliverySimulation.simulate(policy, domain)?.sole == (greets ? .plaintext : .undeliverable))
    }
  }

  @Test(arguments: seeds) func onlyAwareSendersMindDANEAndMTASTS(seed: UInt64) {
    let aware: Set = [
      "postfix-dane", "postfix-dane-only", "exim-default", "exim-verify", "exchange-online-default", "gmail-default",
      "workspace-ca-required", "mta-sts-enforce",
    ]
    DeliveryLawTests.forEach(seed: seed) { policy, domain, _ in
      guard !aware.contains(policy.name) else { return }
      let bare = DeliveryDomain(
        mxStatus: domain.mxStatus, mxDNSSEC: .unknown, mtaSTS: nil,
        hosts: domain.hosts.map {
          DeliveryHost(preference: $0.preference, tlsa: .unknown, isListedByPolicy: false, addresses: $0.addresses)
        })
      #expect(DeliverySimulation.simulate(policy, bare) == DeliverySimulation.simulate(policy, domain))
    }
  }

  /// Each policy delivers wherever the one before it does.
  static let leniency = [
    ["postfix-verify", "postfix-encrypt", "postfix-may", "plaintext-only"],
    ["postfix-secure", "postfix-encrypt"], ["postfix-dane-only", "postfix-dane", "postfix-may"],
    ["mailgun-require-tls", "mailgun-default", "plaintext-only"],
    ["mailgun-require-tls", "cisco-required-verify", "cisco-preferred", "plaintext-only"],
    ["exchange-connector-domain", "exchange-connector-certificate", "sendmail-verify", "sendmail-default"],
    ["workspace-ca-required", "gmail-default", "sendgrid-default"], ["mta-sts-enforce", "gmail-default"],
    ["sendgrid-require-valid", "mailgun-require-tls"],
  ]

  @Test(arguments: leniency) func aStricterSettingDeliversNoMore(names: [String]) throws {
    let policies = try names.map { try #require(Delivery.policy($0)) }
    for seed in DeliveryLawTests.seeds {
      var random = RandomDelivery(seed: seed)
      for _ in 0..<50 {
        let domain = random.domain()
        let undelivered = try policies.map { try #require(DeliverySimulation.simulate($0, domain)).undelivered }
        for (index, pair) in zip(undelivered, undelivered.dropFirst()).enumerated() {
          // What was not looked at leaves it open whether the second delivers.
          let mayDeliver = pair.1 == nil || pair.1 == .inconclusive
          #expect(pair.0 != nil || mayDeliver, "\(names[index]) delivers, \(names[index + 1]) does not")
        }
      }
    }
  }
}
