import Foundation
import Testing

@testable import MailLab

@Suite struct PolicyServerTests {
  private func with(
    _ answer: PolicyAnswer, at address: String,
    _ body: (PolicySite, Int, PolicyLedger, Scratch, String) async throws -> Void
  ) async throws {
    let site = PolicySite(domain: "policy.example", address: try #require(IPv4Address(address)), answer: answer)
    let authority = try CertificateAuthority(nominalDate: today, rsaKeys: RSAKeyPool(for: []))
    let (port, ledger, scratch) = (try LoopbackPort.freeForAllAddresses(), PolicyLedger(), try Scratch())
    let root = try scratch.write(authority.trustStore, as: "root.pem")
    let server = try await PolicyServer.start([site], port: port, authority: authority, ledger: ledger)
    do {
      try await body(site, port, ledger, scratch, root)
    } catch {
      try await server.stop()
      throw error
    }
    try await server.stop()
  }

  @Test func policyIsServedUnderItsPathAndNameOnly() async throws {
    try await with(.policy("version: STSv1\r\n"), at: "127.33.0.1") { site, port, ledger, scratch, root in
      let resolve = "\(site.host):\(port):\(site.address)"
      let url = "https://\(site.host):\(port)/.well-known/mta-sts.txt"
      let options = ["--silent", "--cacert", root, "--resolve", resolve, "--write-out", "%{http_code}"]
      #expect(try await scratch.output(of: "/usr/bin/curl", options + [url]) == "version: STSv1\r\n200")
      #expect(try await scratch.output(of: "/usr/bin/curl", options + [url + "x"]) == "404")
      #expect(try await scratch.output(of: "/usr/bin/curl", options + ["-H", "Host: other.example", url]) == "404")
      let entry = try #require(ledger[site.address])
      #expect(entry.connections == 3)
      #expect(entry.handshakes == 3)
      #expect(entry.requests.count == 3)
    }
  }

  @Test func siteIsWrittenAndReadAlike() throws {
    let site = PolicySite(
      domain: "policy.example", address: try #require(IPv4Address("127.33.0.2")),
      answer: .redirect(to: "https://other.example/").inPieces(of: 1, everyMilliseconds: 1_000).ending(.mute))
    #expect(try JSONDecoder().decode(PolicySite.self, from: JSONEncoder().encode(site)) == site)
    #expect(site.certificate.names == ["mta-sts.policy.example"])
  }
}
