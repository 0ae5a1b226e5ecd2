import Foundation
import Testing

@testable import MailLab

@Suite struct LaboratoryTests {
  /// Questions for drill, and what stands in the answers.
  private static let questions: [(arguments: [String], shows: [String])] = [
    (["self-signed.example", "MX"], ["MX 10 self-signed.classes.example."]),
    (["null-mx.example", "MX"], ["null-mx.example. 3600 IN MX 0 ."]),
    (["nxdomain.example", "MX"], ["rcode: NXDOMAIN"]),
    (["nodata.example", "MX"], ["rcode: NOERROR", "ANSWER: 0"]),
    (["null-mixed.example", "MX"], ["MX 0 .", "MX 10 ca-signed.classes.example."]),
    (["implicit.example", "A"], ["implicit.example. 3600 IN A 127."]),
    (["survey.mxcensus.example", "A"], ["IN A 127.0.0.1"]),
    (["-D", ".", "DNSKEY"], ["DNSKEY 257 3 13", "RRSIG DNSKEY 13"]),
    (["-D", "nowhere.test", "A"], ["rcode: NXDOMAIN", "RRSIG NSEC 13"]),
    (["-D", "example", "DS"], ["rcode: NOERROR", "flags: qr aa", "example. 300 IN NSEC"]),
    (["-S", "-k", "root.key", ".", "SOA"], ["Chase successful"]),
    (["-S", "-k", "root.key", ".", "NS"], ["Chase successful"]),
  ]

  @Test func namesAreAnswered() async throws {
    let scratch = try Scratch()
    try await withClasses(scratch) { laboratory in
      for (arguments, shows) in Self.questions {
        let command = ["-p", String(laboratory.dnsPort), "@127.0.0.1"] + arguments
        let answer = try await scratch.output(of: "/usr/bin/drill", command)
          .replacingOccurrences(of: "\t", with: " ")
        for part in shows { #expect(answer.contains(part), "\(arguments)") }
      }
    }
  }

  /// Hosts of `classes`, further options of s_client, and what it says.
  private static let handshakes: [(host: String, options: [String], shows: String)] = [
    ("ca-signed", [], "Verification: OK"), ("wildcard", [], "Verification: OK"),
    ("wrong-name", [], "hostname mismatch"), ("self-signed", [], "verify error:num=18"),
    ("expired", [], "verify error:num=10"), ("not-yet-valid", [], "verify error:num=9"),
    ("private-ca", [], "verify error:num=19"), ("unknown-issuer", [], "verify error:num=20"),
    ("incomplete-chain", [], "verify error:num=20"), ("sha1-signed", [], "Cipher is TLS"),
    ("weak-key", [], "Server public key is 1024 bit"),
    ("rsa-key-exchange", ["-tls1_2"], "Cipher is AES128-SHA"),
    ("dhe", ["-tls1_2"], "Cipher is DHE-RSA-AES128-SHA"),
    ("tls10-only", ["-tls1"], "Protocol  : TLSv1\n"), ("tls10-only", ["-tls1_2"], "unsupported protocol"),
    ("tls12-only", [], "Protocol  : TLSv1.2"), ("tls13-only", [], "New, TLSv1.3"),
    ("x25519-only", [], "Server Temp Key: X25519"), ("handshake-garbage", [], "wrong version number"),
  ]

  @Test func certificatesAreSeen() async throws {
    let scratch = try Scratch()
    try await withClasses(scratch) { laboratory in
      for (host, options, shows) in Self.handshakes {
        let name = "\(host).classes.example"
        let address = try laboratory.population.address(of: name)
        let command = [
          "10", "/usr/bin/openssl", "s_client", "-starttls", "smtp", "-connect",
          "\(address):\(laboratory.smtpPort)",
          "-CAfile", laboratory.trustStore, "-verify_hostname", name, "-cipher", "ALL@SECLEVEL=0",
        ]
        let text = try await scratch.output(of: "/usr/bin/timeout", command + options)
        #expect(text.contains(shows), "\(host) \(options): \(text)")
      }
    }
  }

  @Test func ledgerCountsWhatHappened() async throws {
    let scratch = try Scratch()
    try await withClasses(scratch) { laboratory in
      let port = laboratory.smtpPort
      let address = try laboratory.population.address(of: "no-starttls.classes.example")
      for _ in 0..<2 {
        let text = try await scratch.dialogue(with: address, port: port, "EHLO me\\r\\n", "QUIT\\r\\n")
        #expect(text.contains("221 2.0.0"))
      }
      let entry = try #require(laboratory.ledger[address])
      #expect(entry.connections == 2)
      #expect(entry.concurrentConnections == 1)
      #expect((entry.smallestGapMicroseconds ?? 0) > 0)
      #expect(entry.verbs == ["EHLO": 2, "QUIT": 2])
      #expect(entry.earlyBytes == 0)
      #expect(entry.handshakes == 0)

      let pipelined = try laboratory.population.address(of: "ca-signed.classes.example")
      let commands = "EHLO me\\r\\nQUIT\\r\\n"
      _ = try await scratch.dialogue(with: pipelined, port: port, commands)
      #expect(laboratory.ledger[pipelined]?.earlyBytes == "QUIT\r\n".utf8.count)
      #expect(laboratory.ledger[pipelined]?.verbs == ["EHLO": 1, "QUIT": 1])
      #expect(laboratory.ledger.entries.count == 2)

      try await laboratory.stop()
      let written = try Data(contentsOf: URL(fileURLWithPath: laboratory.ledgerFile))
      #expect(try JSONDecoder().decode([LedgerEntry].self, from: written) == laboratory.ledger.entries)
    }
  }

  @Test func speakingBeforeTheGreetingIsEarly() async throws {
    let scratch = try Scratch()
    try await withClasses(scratch) { laboratory in
      let address = try laboratory.population.address(of: "silent.classes.example")
      let text = try await scratch.dialogue(with: address, port: laboratory.smtpPort, "EHLO me\\r\\n")
      #expect(text == "(silence)\n(silence)\n")
      #expect(laboratory.ledger[address]?.earlyBytes == "EHLO me\r\n".utf8.count)
      #expect(laboratory.ledger[address]?.verbs == [:])
    }
  }

  @Test func overlappingConnectionsAreSeen() async throws {
    let scratch = try Scratch()
    try await withClasses(scratch) { laboratory in
      let address = try laboratory.population.address(of: "silent.classes.example")
      async let first = scratch.dialogue(with: address, port: laboratory.smtpPort)
      async let second = scratch.dialogue(with: address, port: laboratory.smtpPort)
      _ = try await (first, second)
      #expect(laboratory.ledger[address]?.concurrentConnections == 2)
      #expect(laboratory.ledger[address]?.smallestGapMicroseconds == 0)
    }
  }

  @Test func stopLeavesNothing() async throws {
    let scratch = try Scratch()
    let laboratory = try await Laboratory.start(
      .classes(today: today), directory: scratch.path, smtpPort: 0, dnsPort: 0)
    let address = try laboratory.population.address(of: "ca-signed.classes.example")
    #expect(try await scratch.dialogue(with: address, port: laboratory.smtpPort).hasPrefix("220 "))
    #expect(
      try await scratch.output(of: "/bin/ps", "axww", "-o", "args").contains("\(scratch.path)/dns/nsd.conf"))
    try await laboratory.stop()
    try await laboratory.stop()
    let after = try await scratch.dialogue(with: address, port: laboratory.smtpPort)
    #expect(after.contains("Connection refused"), "\(after)")
    #expect(try await !LoopbackPort.answersDNS(laboratory.dnsPort))
    let processes = try await scratch.output(of: "/bin/ps", "axww", "-o", "args")
    #expect(!processes.contains("\(scratch.path)/dns/nsd.conf"))
  }

  @Test func twoAtOnceDoNotDisturbEachOther() async throws {
    let first = try Scratch()
    let second = try Scratch()
    try await withClasses(first) { one in
      try await withClasses(second) { other in
        #expect(one.smtpPort != other.smtpPort)
        let address = try one.population.address(of: "ca-signed.classes.example")
        _ = try await first.dialogue(with: address, port: one.smtpPort)
        #expect(one.ledger.entries.count == 1)
        #expect(other.ledger.entries.isEmpty)
      }
    }
  }

  @Test func aPortInUseIsSaid() async throws {
    let first = try Scratch()
    let second = try Scratch()
    try await withClasses(first) { laboratory in
      await #expect(throws: LaboratoryError.self) {
        _ = try await Laboratory.start(
          .classes(today: today), directory: second.path, smtpPort: 0, dnsPort: laboratory.dnsPort)
      }
      await #expect(throws: LaboratoryError.self) {
        _ = try await Laboratory.start(
          .classes(today: today), directory: second.path, smtpPort: laboratory.smtpPort, dnsPort: 0)
      }
    }
  }

  @Test func blanketListenerPicksTheServerByAddress() async throws {
    let scratch = try Scratch()
    let population = Population.bulk(domains: 100, addresses: 20, today: today)
    try await Laboratory.with(population, directory: scratch.path, smtpPort: 0, dnsPort: 0) { laboratory in
      for server in population.servers.prefix(5) {
        let text = try await scratch.dialogue(with: server.address, port: laboratory.smtpPort, "QUIT\\r\\n")
        #expect(text.hasPrefix("220 \(server.name) "))
      }
      let nobody = IPv4Address(number: 0x7F17_0001)
      #expect(try await !scratch.dialogue(with: nobody, port: laboratory.smtpPort).contains("220"))
      #expect(laboratory.ledger.entries.count == 5)
      let lines = try String(contentsOfFile: laboratory.list, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 100)
      #expect(lines.first == "d0.bulk.example,100")
    }
  }

  @Test func scanFlagsNameTheDateOfAPastWaveOnly() async throws {
    let scratch = try Scratch()
    try await withClasses(scratch) { laboratory in
      #expect(!laboratory.scanFlags.contains("--as-of"))
      #expect(laboratory.scanFlags.contains("127.0.0.1@\(laboratory.dnsPort)"))
    }
    var past = Population.classes(today: today)
    past.label = "2014-05"
    past.nominalDate = CalendarDate(daysSinceEpoch: 16_203)
    try await Laboratory.with(past, directory: scratch.path, smtpPort: 0, dnsPort: 0) { laboratory in
      let flags = laboratory.scanFlags
      let place = try #require(flags.firstIndex(of: "--as-of"))
      #expect(flags[place...].prefix(4) == ["--as-of", "2014-05-13", "--label", "2014-05"])
    }
  }

  @Test func policyHostsAreToldOfWhereThereAreAny() async throws {
    let scratch = try Scratch()
    try await withClasses(scratch) { laboratory in
      #expect(laboratory.policyPort == nil)
      #expect(!laboratory.scanFlags.contains("--mta-sts-port"))
      try await laboratory.stop()
      #expect(!FileManager.default.fileExists(atPath: laboratory.policyLedgerFile))
    }
    var population = Population.classes(today: today)
    let site = PolicySite(
      domain: "ca-signed.example", address: IPv4Address(number: 0x7F22_0001),
      certificate: CertificateProfile(.caSigned, names: ["mta-sts.ca-signed.example"], key: .rsa2048),
      answer: .policy("version: STSv1\r\n"))
    population.policySites = [site]
    try await Laboratory.with(population, directory: scratch.path, smtpPort: 0, dnsPort: 0) { laboratory in
      let port = try #require(laboratory.policyPort)
      let place = try #require(laboratory.scanFlags.firstIndex(of: "--mta-sts-port"))
      #expect(laboratory.scanFlags[place + 1] == String(port))
      let body = try await scratch.output(
        of: "/usr/bin/curl", "--silent", "--cacert", laboratory.trustStore, "--resolve",
        "\(site.host):\(port):\(site.address)", "https://\(site.host):\(port)/.well-known/mta-sts.txt")
      #expect(body == "version: STSv1\r\n")
      try await laboratory.stop()
      let written = try Data(contentsOf: URL(fileURLWithPath: laboratory.policyLedgerFile))
      let entries = try JSONDecoder().decode([PolicyLedgerEntry].self, from: written)
      #expect(entries == laboratory.policyLedger.entries)
      #expect(entries.map(\.address) == [site.address])
      // Its listener is gone.
      let refused = try await scratch.output(
        of: "/usr/bin/curl", "--silent", "--show-error", "https://\(site.address):\(port)/")
      #expect(refused.contains("(7)"), "\(refused)")
    }
  }

  private func withClasses(_ scratch: Scratch, _ body: (Laboratory) async throws -> Void) async throws {
    try await Laboratory.with(
      .classes(today: today), directory: scratch.path, smtpPort: 0, dnsPort: 0, body)
  }
}
