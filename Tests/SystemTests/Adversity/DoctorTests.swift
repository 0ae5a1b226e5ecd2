import Foundation
import SurveyStore
import Testing

extension AdversityTests {
  /// `doctor` in the laboratory, and with what goes wrong in front of it.
  @Suite struct DoctorTests {
    /// A finding by its JSON.
    private struct Finding: Decodable {
      let subject: String
      let verdict: String
      let tried: String
      let found: String
      let fix: String?
    }

    private struct Findings: Decodable {
      let findings: [Finding]
      let status: Int32

      /// The verdicts of a subject.
      func verdicts(_ subject: String) -> [String] { findings.filter { $0.subject == subject }.map(\.verdict) }
    }

    private func doctor(_ arguments: [String], _ folder: Folder) async throws -> Findings {
      let ending = try await Program.built("mxcensus").run(["doctor", "--json"] + arguments, in: folder)
      #expect(ending.errors == "")
      let found = try JSONDecoder().decode(Findings.self, from: Data(ending.output.utf8))
      #expect(found.status == ending.status)
      for finding in found.findings {
        #expect(!finding.tried.isEmpty && !finding.found.isEmpty)
        // What is wrong is never left without a way out.
        #expect(["ok", "not-checked"].contains(finding.verdict) || finding.fix != nil, "\(finding)")
      }
      return found
    }

    private func withoutIdentity(_ flags: [String]) -> [String] {
      guard let place = flags.firstIndex(of: "--ehlo") else { return flags }
      return Array(flags[..<place] + flags[(place + 4)...])
    }

    /// The same line can be tried first, so what a scan refuses is refused here.
    @Test(arguments: [
      (["--port", "0"], "--port is 1 to 65535"), (["--label", " "], "--label takes a name that can be seen"),
      (["--window", "0"], "--window is at least 1"), (["--retries", "-1"], "--retries is 0 or more"),
      (["--mta-sts-port", "0"], "--mta-sts-port is 1 to 65535"), (["--tls", "old"], "--tls takes one of"),
      (["--rate", "-1"], "--rate, --per-address-gap and --per-network are 0 or more"),
    ])
    func whatAScanRefusesIsRefused(flags: [String], words: String) async throws {
      let folder = try Folder()
      let flags = flags.count == 2 && flags[1].hasPrefix("-") ? ["\(flags[0])=\(flags[1])"] : flags
      let ending = try await Program.built("mxcensus").run(["doctor"] + flags, in: folder)
      #expect(ending.status == 64)
      #expect(ending.errors.hasPrefix("mxcensus: \(words)"), "\(ending.errors)")
      #expect(ending.output.isEmpty)
    }

    @Test func theLaboratoryIsWellAndWhatIsWrongInItIsNamed() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_950, in: folder)
      let flags = laboratory.flags + ["--db", "\(folder.path)/survey.db", "--timeout-greeting", "1"]
      func host(_ name: String) -> [String] { ["--probe-host", "\(name).classes.example"] }

      let well = try await doctor(withoutIdentity(flags) + host("ca-signed") + host("self-signed"), folder)
      #expect(well.status == 0)
      for subject in ["resolver", "dnssec", "interception", "trust-store", "clock", "database"] {
        #expect(well.verdicts(subject) == ["ok"], "\(subject)")
      }
      #expect(well.verdicts("port-2950") == ["ok", "ok"])
      #expect(well.verdicts("own-name") == ["not-checked"])
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/survey.db"))

      // The address that loopback is dialled from has a PTR record, and it is another's.
      let named = try await doctor(flags, folder)
      #expect(named.status == 78)
      let own = try #require(named.findings.first { $0.subject == "own-name" })
      #expect(own.verdict == "configuration")
      #expect(own.fix?.contains("1.0.0.127.in-addr.arpa → survey.mxcensus.example") == true)
      #expect(named.verdicts("port-2950") == ["not-checked"])

      let closed = try await doctor(withoutIdentity(flags) + host("refused"), folder)
      #expect(closed.status == 75)
      #expect(closed.findings.contains { $0.subject == "port-2950" && $0.found.contains("tcp.refused") })
      let silent = try await doctor(withoutIdentity(flags) + host("silent"), folder)
      #expect(silent.status == 75)
      // Where another host answers, it is not the port that is closed.
      let half = try await doctor(withoutIdentity(flags) + host("refused") + host("ca-signed"), folder)
      #expect(half.status == 0)
      #expect(half.verdicts("port-2950") == ["warning", "ok"])

      let masked = try await doctor(withoutIdentity(flags) + host("masked-ehlo"), folder)
      #expect(masked.status == 69)
      #expect(masked.verdicts("interception") == ["missing"])
      let bare = try await doctor(withoutIdentity(flags) + host("no-starttls"), folder)
      #expect(bare.verdicts("port-2950") == ["warning"])
      let unknown = try await doctor(withoutIdentity(flags) + host("no-such-host"), folder)
      #expect(unknown.status == 78)
      try await laboratory.stop()
    }

    /// A resolver that is not there is waited for, by all of them at the same time.
    @Test func aDeadResolverIsTemporaryAndWhatASurveyWouldRefuseIsConfiguration() async throws {
      let folder = try Folder()
      let text = try folder.write(String(repeating: "no database\n", count: 1_000), as: "text.db")
      let (free, used) = ("\(folder.path)/free.db", "\(folder.path)/used.db")
      for path in [free, used] { try SurveyDatabase(writing: path).close() }
      let lock = try DatabaseLock(database: used, holder: "process 4711, scan 2026-11")
      let mxcensus = try Program.built("mxcensus")
      let (list, survey) = (try folder.write("example.org\n", as: "list"), "\(folder.path)/wave.db")
      let real = ["--resolver", "127.0.0.1@9"]
      let dead = real + ["--allow-reserved"]
      let named = real + ["--ehlo", "survey.example.org", "--contact", "mailto:me@example.org"]
      async let absent = doctor(dead + ["--db", "\(folder.path)/survey.db", "--probe-host", "a.example"], folder)
      async let foreign = doctor(
        dead + ["--db", text, "--trust-store", "/nowhere", "--window", "2000000"], folder)
      async let nameless = doctor(
        real + ["--probe-host", "192.0.2.1", "--db", "\(folder.path)/none/survey.db"], folder)
      async let reserved = doctor(
        named + ["--probe-host", "192.0.2.1", "--db", "\(folder.path)/survey.db"], folder)
      async let unused = doctor(dead + ["--db", free], folder)
      async let held = doctor(dead + ["--db", used], folder)
      async let scan = mxcensus.run(["scan", "-f", list, "--db", survey] + dead, in: folder)
      async let check = mxcensus.run(["check", "example.org"] + dead, in: folder)

      #expect(try await absent.status == 75)
      #expect(try await absent.verdicts("resolver") == ["temporary"])
      #expect(try await absent.verdicts("port-25") == ["not-checked"])
      #expect(try await foreign.status == 78)
      #expect(try await foreign.verdicts("database") == ["configuration"])
      #expect(try await foreign.verdicts("trust-store") == ["configuration"])
      #expect(try await foreign.verdicts("descriptors") == ["warning"])
      // Real hosts are not visited by somebody without a name, and reserved ones not without the flag.
      #expect(try await nameless.status == 78)
      #expect(try await nameless.verdicts("port-25") == ["not-checked"])
      #expect(try await nameless.verdicts("own-name") == ["configuration"])
      #expect(try await nameless.verdicts("database") == ["configuration"])
      #expect(try await nameless.verdicts("disk") == ["configuration"])
      let ofThePort = try await reserved.findings.filter { $0.subject == "port-25" }
      #expect(ofThePort.contains { $0.found.contains("may not be dialled (reserved)") })
      // A database in use names its holder.
      #expect(try await unused.verdicts("lock") == ["ok"])
      let ofTheLock = try await held.findings.filter { $0.subject == "lock" }
      #expect(ofTheLock.contains { $0.found == "held by process 4711, scan 2026-11" })
      #expect(try await held.verdicts("lock") == ["temporary"])
      withExtendedLifetime(lock) {}
      // A check says nothing, and a wave nothing of its domains.
      let (checked, scanned) = (try await check, try await scan)
      #expect(checked.status == 75, "\(checked.errors)")
      #expect(checked.output.isEmpty)
      #expect(scanned.status == 75, "\(scanned.errors)")
      let domains = try await folder.query(survey, "SELECT mx_status, state FROM v_domain JOIN v_scan USING (label)")
      #expect(domains == [["", "interrupted"]])
    }

    /// In a network of the test's own, whose one address the reverse tree knows.
    @Test(.enabled(if: Namespace.isAllowed)) func theOwnNameMustLeadThereAndBack() async throws {
      let folder = try Folder()
      let namespace = try await Namespace.make(in: folder, resolver: "127.0.0.1")
      func run(_ path: String, _ arguments: [String]) async throws -> Ending {
        try await namespace.start(path, arguments, in: folder).ending()
      }
      let added = try await run("/sbin/ip", ["address", "add", "192.0.3.7/32", "dev", "lo"])
      #expect(added.status == 0, "\(added.errors)")
      let routed = try await run("/sbin/ip", ["route", "add", "default", "dev", "lo", "src", "192.0.3.7"])
      #expect(routed.status == 0, "\(routed.errors)")
      let configuration = try folder.write(
        """
        server:
          interface: 127.0.0.1
          port: 2953
          do-daemonize: no
          chroot: ""
          username: ""
          pidfile: ""
          use-syslog: no
          directory: "\(folder.path)"
          module-config: "iterator"
          local-zone: "." static
          local-data: ". 3600 IN NS a.root.example."
          local-data: "survey.example.org. A 192.0.3.7"
          local-data: "alias.example.org. A 192.0.3.7"
          local-data: "elsewhere.example.org. A 192.0.3.8"
          local-data-ptr: "192.0.3.7 survey.example.org"

        """, as: "unbound.conf")
      let server = try namespace.start("/usr/sbin/unbound", ["-d", "-c", configuration], in: folder)
      let mxcensus = try Program.built("mxcensus").path
      func doctor(_ name: String) async throws -> Findings {
        let ending = try await run(
          mxcensus,
          [
            "doctor", "--json", "--resolver", "127.0.0.1@2953", "--db", "\(folder.path)/survey.db", "--ehlo", name,
            "--contact", "mailto:me@example.org",
          ])
        return try JSONDecoder().decode(Findings.self, from: Data(ending.output.utf8))
      }
      var right = try await doctor("survey.example.org")
      // The name server may take a moment.
      for _ in 0..<20 where right.verdicts("resolver") != ["ok"] { right = try await doctor("survey.example.org") }
      #expect(right.verdicts("own-name") == ["ok"], "\(right)")
      #expect(right.verdicts("ipv6") == ["warning"])
      #expect(right.status == 0)
      let alias = try await doctor("alias.example.org")
      #expect(alias.status == 78)
      let fix = alias.findings.first { $0.subject == "own-name" }?.fix
      #expect(fix?.hasPrefix("have the network's owner write the PTR record 7.3.0.192.in-addr.arpa → alias") == true)
      let elsewhere = try await doctor("elsewhere.example.org")
      #expect(
        elsewhere.findings.first { $0.subject == "own-name" }?.fix?
          .contains("write the record elsewhere.example.org → 192.0.3.7") == true)
      server.signal(SIGTERM)
      try await namespace.end()
    }
  }
}
