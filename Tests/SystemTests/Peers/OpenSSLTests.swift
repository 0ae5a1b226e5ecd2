import Foundation
import Testing

extension SystemTests {
  /// OpenSSL's own programs on what the laboratory presents: `openssl verify` on the stored chains, `openssl s_client`
  /// with the stored TLSA records.
  @Suite struct OpenSSLTests {
    /// Accepted by OpenSSL, though not `ca-verified`.
    static let knownDifferences: Set = [
      // X509_check_host(3) looks at the common name where there is no DNS-ID; RFC 9525 §2 does not.
      "mx.common-name-only.example",
      // Its default is to take a wildcard that is a part of a label (X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS turns that
      // off); RFC 9525 §6.3 takes whole labels only.
      "mx.partial-wildcard.example",
    ]

    @Test(.enabled(if: PeerWorld.isPossible, "needs root and Scripts/setup --for-tests"))
    func verifiesWhatIsCAVerified() async throws {
      try await PeerWorld.with { world in
        let survey = try await world.survey()
        let chains = try await survey.chains(world.folder)
        #expect(chains.count > 90)
        let verified = try await Self.verified(chains, world)
        for chain in chains {
          let isAccepted = chain.certificateClass == "ca-verified" || Self.knownDifferences.contains(chain.host)
          #expect(verified.contains(chain.file) == isAccepted, "\(chain.host): \(chain.certificateClass)")
        }
      }
    }

    @Test(.enabled(if: PeerWorld.isPossible, "needs root and Scripts/setup --for-tests"))
    func daneMatchesWhereOursDoes() async throws {
      try await PeerWorld.with { world in
        let hosts = try await world.survey().daneHosts(world.folder)
        #expect(hosts.count > 20)
        #expect(Set(hosts.map(\.dane)) == ["match", "mismatch", "unusable"])
        for host in hosts {
          var areMatched = true
          for address in host.addresses {
            let client = try await world.run(
              "/usr/bin/timeout",
              ["30", "/usr/bin/openssl", "s_client", "-starttls", "smtp", "-connect", "\(address):25", "-brief"]
                + ["-verify_return_error", "-dane_ee_no_namechecks", "-dane_tlsa_domain", host.base]
                + host.records.flatMap { ["-dane_tlsa_rrdata", $0] })
            let isMatched = client.errors.contains("Verification: OK") && client.errors.contains("DANE TLSA")
            areMatched = areMatched && isMatched
          }
          #expect(areMatched == (host.dane == "match"), "\(host)")
        }
      }
    }

    /// The chains that `openssl verify` accepts, with the flags of the survey's judge.
    private static func verified(_ chains: [StoredChain], _ world: PeerWorld) async throws -> Set<String> {
      var lines = ""
      for chain in chains {
        _ = try world.folder.write(chain.leaf, as: "\(chain.file).leaf")
        _ = try world.folder.write(chain.rest, as: "\(chain.file).rest")
        lines += "\(chain.host) \(chain.file)\n"
      }
      let ending = try await world.shell(
        """
        cd "$2"
        while read -r host file; do
          openssl verify -purpose sslserver -auth_level 1 -trusted_first -verify_depth 10 -no-CApath -no-CAstore \\
            -CAfile "$1" -untrusted "$file.rest" -verify_hostname "$host" "$file.leaf" >&2 && echo "$file"
        done <"$3"
        true
        """, world.trustStore, world.folder.path, world.folder.write(lines, as: "chains"))
      try #require(ending.status == 0, "\(ending.errors)")
      return Set(ending.output.split(separator: "\n").map(String.init))
    }
  }
}
