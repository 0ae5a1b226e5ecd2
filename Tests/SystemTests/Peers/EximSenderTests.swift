import Foundation
import SurveyCore
import Testing

extension SystemTests {
  /// What a real Exim does with mail to the domains of the laboratory is what the simulation makes of a scan of them.
  @Suite struct EximSenderTests {
    /// Where Exim with GnuTLS and the simulation part, and why.
    static let knownDifferences: [PeerDifference] =
      handshakes
      + [
        // gnutls_x509_crt_check_hostname(3) looks at the common name where there is no DNS-ID; RFC 9525 §2 does not.
        PeerDifference("common-name-only.example", ["verify"], ours: .plaintext, peers: .authenticated),
        // Exim asks gnutls_certificate_verify_peers2(3), which knows of no purpose, and so for none (RFC 5280 §4.2.1.12).
        PeerDifference("client-purpose-only.example", ["verify"], ours: .plaintext, peers: .authenticated),
        PeerDifference("email-protection-only.example", ["verify"], ours: .plaintext, peers: .authenticated),
        // GnuTLS takes chains of up to 16 certificates (gnutls_certificate_set_verify_limits(3)), and what is beside the
        // path counts too. OpenSSL counts the path, of which the survey's judge takes 10.
        PeerDifference("twelve-intermediates.example", ["verify"], ours: .plaintext, peers: .authenticated),
        PeerDifference("hundred-certificates.example", ["verify"], ours: .authenticated, peers: .plaintext),
        // Exim asks for TLSA at the end of the aliases alone, where RFC 7672 §2.2.2 goes back to the MX name.
        PeerDifference("dane-cname-own.example", ["default"], ours: .authenticated, peers: .encrypted),
        // The record names the authority, and with GnuTLS nobody looks at the host's name after that, as RFC 7672 §3.1.2
        // wants; the log says CV=yes then, and not CV=dane.
        PeerDifference("dane-ta-wrong-name.example", ["default"], ours: .deferred, peers: .encrypted),
        PeerDifference("dane-ta-wrong-name.example", ["verify"], ours: .deferred, peers: .authenticated),
      ] + unusableRecords

    /// Handshakes that OpenSSL at security level 0 completes and GnuTLS does not: an EC key with explicit parameters (RFC
    /// 5480 §2.1.1), a certificate message above gnutls_handshake_set_max_packet_length(3), a critical extension that
    /// nobody knows, suites outside of the priority string NORMAL, a key that must not encipher keys (RFC 5280 §4.2.1.3).
    private static let handshakes =
      ["explicit-curve", "ten-thousand-names", "unknown-critical-extension", "cbc-sha256", "camellia"]
      .map { PeerDifference("\($0).example", ["default"], ours: .encrypted, peers: .plaintext) }
      + ["ten-thousand-names", "cbc-sha256", "camellia"]
      .map { PeerDifference("\($0).example", ["verify"], ours: .authenticated, peers: .plaintext) }
      + [
        PeerDifference("rsa-digital-signature.example", ["default"], ours: .encrypted, peers: .plaintext),
        PeerDifference("rsa-digital-signature.example", ["verify"], ours: .authenticated, peers: .plaintext),
      ]

    /// Without a usable record Exim with OpenSSL defers, and with GnuTLS it goes on as if there were no records at all,
    /// without the mandatory TLS of RFC 7672 §2.2.
    private static let unusableRecords = ["dane-unusable", "dane-unassigned", "dane-short-digest"].flatMap { name in
      [
        PeerDifference("\(name).example", ["default"], ours: .deferred, peers: .encrypted),
        PeerDifference("\(name).example", ["verify"], ours: .deferred, peers: .authenticated),
      ]
    }

    @Test(.enabled(if: PeerWorld.isPossible && EximSender.isThere, "needs root and Scripts/setup --for-tests"))
    func eximDeliversAsItsPoliciesSay() async throws {
      try await PeerWorld.with { world in
        let survey = try await world.survey()
        let deliveries = try await EximSender(world).deliver(to: world.domains)
        for (transport, policy) in EximSender.transports {
          for domain in try world.domains {
            let delivery = try #require(deliveries[transport]?[domain], "no delivery to \(domain) by \(transport)")
            let ours = try survey.result(policy, domain)
            if delivery.isLookupFailure {
              #expect(ours == .inconclusive || ours == .undeliverable, "\(domain) by \(transport): \(delivery)")
              continue
            }
            let difference = Self.knownDifferences.first { $0.domain == domain && $0.settings.contains(transport) }
            let peers = try #require(delivery.result(demandsProof: transport == "verify"), "\(delivery)")
            #expect(ours == difference?.ours ?? peers, "\(domain) by \(transport): \(delivery)")
            #expect(peers == difference?.peers ?? ours, "\(domain) by \(transport): \(delivery)")
          }
        }
      }
    }
  }
}
