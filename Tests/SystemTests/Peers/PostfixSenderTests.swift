import Foundation
import SurveyCore
import Testing

extension SystemTests {
  /// What a real Postfix does with mail to every domain of the laboratory, at each security level of its client, is what
  /// the simulation makes of a scan of the same domains.
  @Suite struct PostfixSenderTests {
    /// Where Postfix and the simulation part, and why that is right.
    static let knownDifferences: [PeerDifference] = [
      // X509_check_host(3) looks at the subject's common name where a certificate has no DNS-ID at all; RFC 9525 §2 has
      // done away with that, and so have the classes.
      PeerDifference("common-name-only.example", ["verify", "secure"], ours: .deferred, peers: .authenticated),
      // X509_check_host(3) again: a reference that begins with a dot, as Postfix's dot-nexthop, matches any name that
      // ends so, a wildcard within a label too, which RFC 9525 §6.3 doesn't allow.
      PeerDifference("partial-wildcard.example", ["secure"], ours: .deferred, peers: .authenticated),
      // The same, whatever stands before that end: here another name and line ends.
      PeerDifference("controls-in-name.example", ["secure"], ours: .deferred, peers: .authenticated),
      // A certificate of ten thousand names is longer than the 100 KiB that OpenSSL takes by default
      // (SSL_CTX_set_max_cert_list(3)); the survey's looks take more, to see it at all.
      PeerDifference("ten-thousand-names.example", ["may", "dane"], ours: .encrypted, peers: .plaintext),
      PeerDifference("ten-thousand-names.example", ["encrypt"], ours: .encrypted, peers: .deferred),
      PeerDifference("ten-thousand-names.example", ["verify", "secure"], ours: .authenticated, peers: .deferred),
      // `smtp_tls_dane_insecure_mx_policy`: the records are enforced, and the success is logged as “Trusted” only, as the
      // name of the host may be forged.
      PeerDifference("mx-insecure.example", ["dane"], ours: .authenticated, peers: .encrypted),
    ]

    @Test(.enabled(if: PeerWorld.isPossible && PostfixSender.isThere, "needs root and Scripts/setup --for-tests"))
    func postfixDeliversAsItsPoliciesSay() async throws {
      try await PeerWorld.with { world in
        let survey = try await world.survey()
        let deliveries = try await PostfixSender(world).deliver(to: world.domains)
        var compared = 0
        for (level, policy) in PostfixSender.levels {
          for domain in try world.domains {
            let delivery = try #require(deliveries[level]?[domain], "no delivery to \(domain) at \(level)")
            let difference = Self.knownDifferences.first { $0.domain == domain && $0.settings.contains(level) }
            let ours = try survey.result(policy, domain)
            let peers = try #require(delivery.result, "\(delivery)")
            #expect(ours == difference?.ours ?? peers, "\(domain) at \(level): \(delivery)")
            #expect(peers == difference?.peers ?? ours, "\(domain) at \(level): \(delivery)")
            compared += 1
          }
        }
        #expect(compared > 700)
      }
    }
  }
}
