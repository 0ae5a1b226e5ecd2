import Foundation
import Testing

extension SystemTests {
  /// `check` on the laboratory's cases: the words that an operator reads, the JSON, and the status of `--fail-on`.
  @Suite struct CheckTests {
    /// By case: its class in JSON, or its outcome where it has none, and words of its advice.
    private static let cases: [String: (word: String, says: String)] = [
      "ca-signed": ("ca-verified", "10 ca-signed.classes.example: ca-verified"),
      "wildcard": ("ca-verified", "10 wildcard.classes.example: ca-verified"),
      "wrong-name": ("ca-wrong-name", "the certificate is for mail.elsewhere.example; the MX is called"),
      "common-name-only": ("ca-wrong-name", "only as its common name, which does not count (RFC 9525 §2)"),
      "expired": ("ca-expired", "the certificate is expired since"),
      "not-yet-valid": ("ca-expired", "the certificate is not yet valid"),
      "self-signed": ("self-signed", "the certificate is self-signed"),
      "private-ca": ("private-ca", "a root that the trust store does not hold"),
      "unknown-issuer": ("unknown-issuer", "was not sent, and is not known here"),
      "incomplete-chain": ("incomplete-chain", "it lacks “CN=Laboratory Intermediate CA,O=mxcensus laboratory”"),
      "client-purpose-only": ("other-invalid", "extended key usage without serverAuth"),
      "sha1-signed": ("other-invalid", "uses a digest that is broken"),
      "dhe": ("ca-verified", "only tolerant clients can talk TLS with it"),
      "tls10-only": ("ca-verified", "RFC 8996 deprecates"),
      "weak-key": ("ca-verified", "RSA of 1024 bits"),
      "no-starttls": ("no-tls", "the host does not offer STARTTLS"),
      "starttls-454": ("no-tls", "“454 4.7.0 TLS not available for now”"),
      "injection": ("no-tls", "response injection, CVE-2021-38371"),
      "greeting-554": ("smtp-rejected", "“554 5.7.1 greeting-554.classes.example takes no mail from you”"),
      "refused": ("unreachable", "the connection was refused"),
      "silent": ("unreachable", "no greeting came in time"),
    ]

    /// What a domain without any host to probe has instead.
    private static let hostless: [String: (status: String, says: String)] = [
      "null-mx": ("null", "the null MX of RFC 7505"), "nxdomain": ("nxdomain", "does not exist in the DNS"),
      "nodata": ("nodata", "neither an MX record nor an address"), "no-address": ("mx", "the name has no address"),
      "null-mixed": ("null-mixed", "RFC 7505 §3 forbids"), "implicit": ("implicit", "the domain has no MX record"),
    ]

    @Test func everyCaseIsToldInWordsAndInJSON() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_680, in: folder)
      let names = CheckTests.cases.keys.sorted() + CheckTests.hostless.keys.sorted()
      let began = ContinuousClock.now
      let words = try await check(names.map { "\($0).example" }, laboratory, folder)
      #expect(ContinuousClock.now - began < .seconds(10))
      #expect(words.status == 0, "\(words.errors)")
      for line in words.output.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
      let flat = words.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for (name, (_, says)) in CheckTests.cases { #expect(flat.contains(says), "\(name)") }
      for (name, (_, says)) in CheckTests.hostless { #expect(flat.contains(says), "\(name)") }

      let json = try await check(names.map { "\($0).example" } + ["--json"], laboratory, folder)
      #expect(json.status == 0)
      let objects = try json.output.split(separator: "\n").map { line in
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
      #expect(objects.compactMap { $0["domain"] as? String } == names.map { "\($0).example" })
      for (name, object) in zip(names, objects) { try expect(object, is: name) }
      try await laboratory.stop()
    }

    private func expect(_ object: [String: Any], is name: String) throws {
      if let (status, _) = CheckTests.hostless[name] {
        #expect(object["mx_status"] as? String == status, "\(name)")
      } else if let (word, _) = CheckTests.cases[name] {
        let hosts = try #require(object["mx"] as? [[String: Any]])
        let addresses = try #require(hosts.first?["addresses"] as? [[String: Any]])
        let found = addresses.first.flatMap { $0["class"] as? String ?? $0["outcome"] as? String }
        #expect(found == word, "\(name)")
      }
      let senders = try #require(object["senders"] as? [[String: Any]])
      #expect(senders.count == 24)
      for sender in senders {
        guard let shares = sender["shares"] as? [String: Double] else { continue }
        #expect(abs(shares.values.reduce(0, +) - 1) < 1e-9, "\(name)")
      }
    }

    @Test func statusOneIsWhatFailOnNames() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_690, in: folder)
      let cases: [([String], Int32, String)] = [
        (["self-signed.example", "--fail-on", "self-signed"], 1, "self-signed.classes.example is self-signed"),
        (["self-signed.example", "--fail-on", "ca-expired,no-tls"], 0, ""),
        (
          ["ca-signed.example", "no-starttls.example", "--fail-on", "no-tls"], 1,
          "no-starttls.classes.example is no-tls"
        ),
        (["refused.example", "--fail-on", "unreachable", "--json"], 1, "refused.classes.example is unreachable"),
        (["nxdomain.example", "--fail-on", "unreachable"], 1, "nxdomain.example is unreachable (nxdomain)"),
        (["null-mx.example", "--fail-on", "unreachable,no-tls"], 0, ""),
        (["expired.classes.example", "--host", "--fail-on", "ca-expired"], 1, "expired.classes.example is ca-expired"),
        (["expired.classes.example", "--host", "--at", "2001-01-01", "--fail-on", "ca-verified"], 0, ""),
        (["self-signed.example", "--fail-on", "selfsigned"], 64, "--fail-on takes words of anonymous, ca-verified"),
        (["self-signed.example", "--at", "tomorrow"], 64, "--at takes"), (["not a name"], 64, "is no domain"),
        (["ca-signed.example", "--db", "/nowhere"], 78, "there is no database /nowhere"),
      ]
      for (arguments, status, words) in cases {
        let ending = try await check(arguments, laboratory, folder)
        #expect(ending.status == status, "\(arguments) \(ending.errors)")
        #expect(words.isEmpty ? ending.errors.isEmpty : ending.errors.contains(words), "\(arguments) \(ending.errors)")
        #expect(ending.output.isEmpty == (status > 1), "\(arguments)")
      }
      try await laboratory.stop()
    }

    /// A server whose reply would drive a terminal.
    @Test func whatAPeerWroteIsEscaped() async throws {
      let folder = try Folder()
      let shown = try await Program.built("maillab").run(["population", "classes"], in: folder)
      var population = try #require(try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any])
      let servers = try #require(population["servers"] as? [[String: Any]])
      population["servers"] = servers.map { server in
        var (server, profile) = (server, server["profile"] as? [String: Any] ?? [:])
        if server["name"] as? String == "starttls-454.classes.example" {
          profile["script"] = [
            "replies": [
              "EHLO": [["send": "250-x\r\n250 STARTTLS\r\n"]], "STARTTLS": [["send": "454 \u{1b}]0;pwned\u{7}\r\n"]],
            ]
          ]
        }
        server["profile"] = profile
        return server
      }
      let file = try folder.write(
        String(decoding: JSONSerialization.data(withJSONObject: population), as: UTF8.self), as: "population.json")
      let laboratory = try await RunningLaboratory.start(["--population", file], port: 2_720, in: folder)
      let names = ["starttls-454.example"]
      let text = try await check(names, laboratory, folder)
      let json = try await check(names + ["--json"], laboratory, folder)
      for ending in [text, json] {
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.output.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
      }
      #expect(text.output.contains("“454 \\x1b]0;pwned\\x07”"))
      #expect(json.output.contains(#""reply":"454 \u001b]0;pwned\u0007\u000d\u000a""#))
      try await laboratory.stop()
    }

    /// A wave that has seen the intermediate completes the chain; by itself the host's issuer is not known.
    @Test func intermediatesOfAWaveCompleteChains() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_700, in: folder)
      let alone = try await check(["incomplete-chain.example"], laboratory, folder)
      #expect(alone.output.contains("10 incomplete-chain.classes.example: unknown-issuer"))
      let list = try folder.write("ca-signed.example\n", as: "list")
      let database = "\(folder.path)/survey.db"
      var flags = laboratory.flags
      let place = try #require(flags.firstIndex(of: "--input-file"))
      flags[place + 1] = list
      let scan = try await Program.built("mxcensus").run(
        ["scan", "--db", database, "--label", "w"] + flags, in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      let completed = try await check(["incomplete-chain.example", "--db", database], laboratory, folder)
      #expect(completed.output.contains("10 incomplete-chain.classes.example: incomplete-chain"))
      try await laboratory.stop()
    }

    @Test func reservedAddressesAreNotDialled() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_710, in: folder)
      let ending = try await check(["ca-signed.example"], laboratory, folder, allowsReserved: false)
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.output.contains("not dialled: reserved"))
      try await laboratory.stop()
    }

    private func check(
      _ arguments: [String], _ laboratory: RunningLaboratory, _ folder: Folder, allowsReserved: Bool = true
    ) async throws -> Ending {
      func value(_ flag: String) throws -> [String] {
        let place = try #require(laboratory.flags.firstIndex(of: flag))
        return [flag, laboratory.flags[place + 1]]
      }
      let flags = try ["--port", "--resolver", "--dnssec-anchor", "--trust-store", "--ehlo"].flatMap(value)
      return try await Program.built("mxcensus").run(
        ["check", "--per-address-gap", "0", "--timeout-greeting", "1", "--timeout-reply", "1"]
          + (allowsReserved ? ["--allow-reserved"] : []) + flags + arguments, in: folder)
    }
  }
}
