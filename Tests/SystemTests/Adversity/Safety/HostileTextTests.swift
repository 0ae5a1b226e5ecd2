import Foundation
import MailLab
import Testing

extension AdversityTests {
  /// What peers and files call themselves must not drive a terminal, whichever command shows it.
  @Suite struct HostileTextTests {
    /// A title for the terminal's window, a formula, a table's cell, a script, a line of its own, and text from right to left.
    private static let fixtures = [
      "\u{1b}]0;pwned\u{07}", "=HYPERLINK(\"http://x\")", "|x](javascript:1)", "<script>alert(1)</script>",
      "a\u{0d}\u{0a}DNS:victim", "\u{85}\u{9b}31m", "mx\u{202e}good\u{200b}",
    ]

    /// What stands in an output and must not: controls but for the end of a line, and what turns or hides text.
    private func dangers(_ text: String) -> [Unicode.Scalar] {
      text.unicodeScalars.filter { scalar in
        if scalar == "\n" { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
      }
    }

    private func expectHarmless(_ ending: Ending, _ what: String) {
      #expect(dangers(ending.output).isEmpty, "\(what), standard output")
      #expect(dangers(ending.errors).isEmpty, "\(what), standard error")
      #expect(!ending.wasKilled)
    }

    /// One host for each place of the dialogue where a server may speak.
    private static func population() -> Population {
      let text = Octets(Array(fixtures.filter { !$0.contains("\n") }.joined(separator: " ").utf8))
      func reply(_ code: String) -> Action { .send(Octets(Array("\(code) ".utf8) + text.bytes + [13, 10])) }
      let scripts: [(String, Script)] = [
        ("greeting", Script.standard.greeting(reply("554"), .close)),
        ("ehlo", Script.standard.on("EHLO", reply("550")).on("HELO", reply("550"))),
        (
          "keyword",
          Script.standard.on("EHLO", .send(Octets(Array("250-".utf8) + text.bytes + Array("\r\n250 X\r\n".utf8))))
        ),
        ("starttls", Script.standard.on("STARTTLS", reply("454"))),
      ]
      var (domains, hosts, servers): ([Domain], [MailLab.Host], [Server]) = ([], [], [])
      for (place, (name, script)) in scripts.enumerated() {
        let address = IPv4Address(number: 0x7f1d_3a01 + UInt32(place))
        let certificate = CertificateProfile(.selfSigned, names: ["\(name).hostile.example"])
        servers.append(
          Server(
            address: address, name: "\(name).hostile.example",
            profile: ServerProfile(certificate: certificate, script: script)))
        hosts.append(MailLab.Host(name: "\(name).hostile.example", addresses: [address]))
        domains.append(
          Domain(
            name: "\(name).example", weight: 1, mail: .mx([.init(preference: 10, host: "\(name).hostile.example")])))
      }
      let today = CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970))
      return Population(name: "hostile", nominalDate: today, domains: .listed(domains), hosts: hosts, servers: servers)
    }

    @Test func noCommandPassesItOn() async throws {
      let folder = try Folder()
      let file = "\(folder.path)/population.json"
      try JSONEncoder().encode(Self.population()).write(to: URL(fileURLWithPath: file))
      let laboratory = try await RunningLaboratory.start(["--population", file], port: 2_960, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let names = ["greeting", "ehlo", "keyword", "starttls"]
      let database = "\(folder.path)/survey.db"
      let scan = try await mxcensus.run(
        ["scan", "-v", "--db", database, "--label", "wave"] + laboratory.flags, in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      expectHarmless(scan, "scan")
      // The texts are there to be escaped, as they were seen.
      let seen = try await folder.query(
        database, "SELECT count(*) FROM ending WHERE instr(text, CAST(x'1b5d30' AS BLOB)) > 0")
      #expect(seen.first?.first.flatMap { Int($0) } ?? 0 >= 3)
      let checkFlags = checkFlags(laboratory.flags)
      for form in [[], ["--json"]] {
        let check = try await mxcensus.run(["check"] + names.map { "\($0).example" } + form + checkFlags, in: folder)
        #expect(check.status == 0, "\(check.errors)")
        #expect(check.output.contains("pwned"))
        expectHarmless(check, "check \(form)")
        let doctor = try await mxcensus.run(
          ["doctor", "--db", database] + form + names.flatMap { ["--probe-host", "\($0).hostile.example"] }
            + laboratory.flags, in: folder)
        #expect(doctor.output.contains("pwned"))
        expectHarmless(doctor, "doctor \(form)")
      }
      for format in ["markdown", "html", "csv", "json"] {
        expectHarmless(
          try await mxcensus.run(["report", "--db", database, "--format", format, "-o", "-"], in: folder), format)
      }
      try await laboratory.stop()
    }

    /// A check has fewer flags than a scan.
    private func checkFlags(_ flags: [String]) -> [String] {
      var kept: [String] = []
      for name in ["--port", "--resolver", "--dnssec-anchor", "--trust-store", "--ehlo", "--contact"] {
        if let place = flags.firstIndex(of: name) { kept += flags[place...(place + 1)] }
      }
      return kept + ["--allow-reserved", "--per-address-gap", "0"]
    }

    @Test func classifyWritesJSONThatATerminalSurvives() async throws {
      let folder = try Folder()
      let subject = Self.fixtures.map { "/O=" + $0.replacing("/", with: "\\/").replacing("\r\n", with: "\n") }.joined()
      let made = try await Program(path: "/usr/bin/openssl").run(
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8", "-subj", subject,
          "-keyout", "\(folder.path)/key.pem", "-out", "\(folder.path)/leaf.pem",
        ], in: folder)
      #expect(made.status == 0, "\(made.errors)")
      let ending = try await Program.built("mxcensus").run(
        ["classify", "--chain", "\(folder.path)/leaf.pem", "--name", "mx.example.org"], in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.output.contains("pwned"))
      expectHarmless(ending, "classify")
      #expect(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) is [String: Any])
    }

    private static let commands: [[String]] = [
      ["report", "--db"], ["forget", "example.org", "--db"], ["classify", "--chain"], ["compare", "a", "b", "--db"],
      ["rejudge", "--db"], ["check", "example.org", "--allow-reserved", "--trust-store"], ["doctor", "--probe-host"],
      ["scan", "--allow-reserved", "-f", "/nowhere", "--resolver"],
      ["scan", "--allow-reserved", "-f", "/nowhere", "--db", "/nowhere/x.db", "-b"],
    ]

    /// Names of files and words of flags come back in messages.
    @Test(arguments: commands)
    func messagesEscapeWhatTheyAreGiven(arguments: [String]) async throws {
      let folder = try Folder()
      for fixture in Self.fixtures {
        let ending = try await Program.built("mxcensus").run(arguments + ["/nowhere\(fixture)"], in: folder)
        #expect(ending.status != 0)
        expectHarmless(ending, "\(arguments)")
      }
    }
  }
}
