import Foundation
import Testing

extension SystemTests {
  /// Postfix's diagnostic client on every domain: the word by which it sums a handshake up agrees with class and DANE.
  @Suite struct FingerTests {
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: "/usr/sbin/posttls-finger") }

    /// `nil`: there is no TLS connection at all.
    static func expected(atSecure host: ScannedHost) -> String? {
      guard host.hasVerifiableTLS else { return nil }
      return host.certificateClass == "ca-verified" ? "Verified" : "Untrusted"
    }

    /// Without TLSA records, level `dane` is level `secure` to posttls-finger, unlike to the mail system.
    static func expected(atDANE host: ScannedHost) -> String? {
      switch host.dane {
      case "match": host.hasVerifiableTLS ? "Verified" : nil
      case "mismatch": host.hasVerifiableTLS ? "Untrusted" : nil
      case "bogus", "error": nil
      // Encryption without a name (RFC 7672 §2.2); the chain is looked at all the same, and all cases have a trusted one.
      case "unusable": "Trusted"
      default: expected(atSecure: host)
      }
    }

    /// Where it differs, by level and domain.
    static let knownDifferences: [String: [String: String?]] = [
      "secure": [
        // X509_check_host(3) looks at the common name where there is no DNS-ID.
        "common-name-only.example": "Verified",
        // More than the 100 KiB of SSL_CTX_set_max_cert_list(3).
        "ten-thousand-names.example": nil,
      ],
      "dane": [
        "common-name-only.example": "Verified", "ten-thousand-names.example": nil,
        // The records match, but the host's name came from an insecure MX RRset.
        "mx-insecure.example": "Trusted",
        // Records of usage 0 and 1 are to it as if they were not there.
        "dane-unusable.example": "Verified",
      ],
    ]

    @Test(.enabled(if: PeerWorld.isPossible && isThere, "needs root and Scripts/setup --for-tests"))
    func summariesAgreeWithClassAndDANE() async throws {
      try await PeerWorld.with { world in
        let hosts = try await world.survey().hosts(world.folder)
        let words = try await Self.summaries(world)
        for (domain, host) in hosts {
          for (level, expected) in [("secure", Self.expected(atSecure: host)), ("dane", Self.expected(atDANE: host))] {
            // It asks one of the two addresses, by chance, and they differ.
            if level == "dane", domain == "dane-second-address.example" { continue }
            let known = Self.knownDifferences[level]?[domain] ?? expected
            let word = words["\(level) \(domain)"]
            #expect(word == known, "\(domain) at \(level): \(host)")
          }
        }
        #expect(hosts.count > 95)
        // Nor is there a connection for a domain whose host can't be looked up.
        let unknown = try world.domains.filter { hosts[$0] == nil }
        #expect(unknown.count >= 4)
        for domain in unknown { #expect(words["secure \(domain)"] == nil && words["dane \(domain)"] == nil) }
      }
    }

    /// The words by level and domain.
    private static func summaries(_ world: PeerWorld) async throws -> [String: String] {
      let lines = try ["secure", "dane"].flatMap { level in try world.domains.map { "\(level) \($0)\n" } }.joined()
      let ending = try await world.shell(
        """
        xargs -P 2 -L 1 sh -c '
          timeout 30 posttls-finger -c -l "$1" -F "$0" -L summary "$2" hostname 2>&1 | sed "s/^/$1 $2 /"' "$1" <"$2"
        """, world.trustStore, world.folder.write(lines, as: "questions"))
      var words: [String: String] = [:]
      for line in ending.output.split(separator: "\n") {
        guard let found = line.firstMatch(of: #/^(\w+ \S+) .* (\w+) TLS connection established to /#) else { continue }
        words[String(found.output.1)] = String(found.output.2)
      }
      return words
    }
  }
}
