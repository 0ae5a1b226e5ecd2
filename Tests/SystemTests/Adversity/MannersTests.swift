import Foundation
import MailLab
import Testing

extension AdversityTests {
  /// What is asked again, who is left alone, and when a wave gives up.
  @Suite struct MannersTests {
    /// Hosts that put strangers off or are silent.
    private static var population: Population {
      let moods: [(String, Script)] = [
        ("well", .standard),
        ("once", Script.standard.greetingFirst(1, .send("421 4.3.2 Come back later\r\n"), .close)),
        ("twice", Script.standard.greetingFirst(2, .send("450 4.7.1 Greylisted\r\n"), .close)),
        ("waking", Script.standard.greetingFirst(1, .mute)),
        ("never", .named(.greeting421)), ("rejecting", .named(.starttls454)), ("silent", .named(.silent)),
        ("gone", .named(.greeting554)),
      ]
      var (domains, hosts, servers): ([Domain], [MailLab.Host], [Server]) = ([], [], [])
      for (place, (name, script)) in moods.enumerated() {
        let address = IPv4Address("127.30.\(place).1")!
        let host = "\(name).moods.example"
        let certificate = CertificateProfile(.caSigned, names: [host])
        servers.append(
          Server(address: address, name: host, profile: ServerProfile(certificate: certificate, script: script)))
        hosts.append(MailLab.Host(name: host, addresses: [address]))
        domains.append(Domain(name: "\(name).example", weight: 1, mail: .mx([.init(preference: 10, host: host)])))
      }
      return Population(
        name: "moods", nominalDate: CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970)),
        domains: .listed(domains), hosts: hosts, servers: servers)
    }

    private static let patience = ["--timeout-greeting", "1", "--timeout-reply", "1"]

    /// What the moods come to with two tries after the first: outcome, reason, connections.
    private static let expected: [String: (String, String, Int)] = [
      "well": ("tls", "ok", 1), "once": ("tls", "ok", 2), "twice": ("tls", "ok", 3), "waking": ("tls", "ok", 2),
      "never": ("smtp-rejected", "smtp.greet_4xx", 3), "rejecting": ("starttls-rejected", "starttls_4xx", 3),
      "silent": ("unreachable", "smtp.no_banner", 2), "gone": ("smtp-rejected", "smtp.greet_5xx", 1),
    ]

    private func moods(port: Int, in folder: Folder) async throws -> RunningLaboratory {
      let json = String(decoding: try JSONEncoder().encode(Self.population), as: UTF8.self)
      return try await RunningLaboratory.start(
        ["--population", try folder.write(json, as: "moods.json")], port: port, in: folder)
    }

    private func expectMoods(_ database: String, _ laboratory: RunningLaboratory, _ folder: Folder) async throws {
      let rows = try await folder.query(database, "SELECT server_name, outcome, reason FROM v_probe")
      #expect(rows.count == Self.expected.count)
      for row in rows {
        let mood = String(row[0].prefix { $0 != "." })
        let expected = try #require(Self.expected[mood])
        #expect(row[1] == expected.0 && row[2] == expected.1, "\(row)")
      }
      #expect(try await folder.query(database, "SELECT count(*) FROM retry") == [["0"]])
    }

    private func connections(_ laboratory: RunningLaboratory) throws -> [String: Int] {
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(laboratory.folder)/ledger.json"))
      let entries = try JSONDecoder().decode([LedgerEntry].self, from: data)
      return Dictionary(uniqueKeysWithValues: entries.map { (String($0.name.prefix { $0 != "." }), $0.connections) })
    }

    @Test func whoPutsUsOffIsAskedAgainAndTheLastAnswerCounts() async throws {
      let folder = try Folder()
      let laboratory = try await moods(port: 2_920, in: folder)
      let database = "\(folder.path)/survey.db"
      let flags = ["scan", "--db", database, "--label", "wave"] + laboratory.flags + Self.patience
      let scan = try await Program.built("mxcensus").run(flags + ["--retries", "2", "--retry-delay", "1"], in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      try await expectMoods(database, laboratory, folder)
      // Another number of tries is another survey.
      let other = try await Program.built("mxcensus").run(flags, in: folder)
      #expect(other.status == 78)
      #expect(other.errors.contains("retries 2, not 0"), "\(other.errors)")
      try await laboratory.stop()
      #expect(try connections(laboratory) == Self.expected.mapValues(\.2))
    }

    @Test func aWaveThatIsKilledWhileItWaitsGoesOnWaiting() async throws {
      let folder = try Folder()
      let laboratory = try await moods(port: 2_922, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let database = "\(folder.path)/survey.db"
      let flags =
        ["scan", "--db", database, "--label", "wave"] + laboratory.flags + Self.patience
        + ["--retries", "2", "--retry-delay", "4"]
      let scan = try mxcensus.start(flags, in: folder)
      while try await count("SELECT count(*) FROM retry", database, folder) < 6 {
        try #require(scan.isRunning, "the wave was over before it could be killed")
        try await Task.sleep(for: .milliseconds(20))
      }
      scan.signal(SIGKILL)
      #expect(try await scan.ending().wasKilled)
      let resumed = try await mxcensus.run(flags, in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
      try await expectMoods(database, laboratory, folder)
      try await laboratory.stop()
      #expect(try connections(laboratory) == Self.expected.mapValues(\.2))
    }

    @Test func aListThatIsReadAgainIsHeededFromThenOn() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "600", "--addresses", "400"], port: 2_924, in: folder)
      let database = "\(folder.path)/survey.db"
      let list = try folder.write("", as: "blocklist")
      let scan = try Program.built("mxcensus").start(
        ["scan", "--db", database, "--label", "wave", "-b", list] + laboratory.flags + ["--rate", "40"], in: folder)
      while try await count("SELECT count(*) FROM probe", database, folder) < 30 {
        try #require(scan.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      // A typing error takes nothing back, and nothing in.
      _ = try folder.write("127.20.0.0/33\n", as: "blocklist")
      scan.signal(SIGHUP)
      try await Task.sleep(for: .milliseconds(200))
      _ = try folder.write("127.20.0.0-127.23.255.255 # all of it\n", as: "blocklist")
      scan.signal(SIGHUP)
      let ending = try await scan.ending()
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.errors.contains("line 1: neither"), "\(ending.errors)")
      #expect(ending.errors.contains("were read again"))
      let rows = try await folder.query(
        database, "SELECT reason = 'policy.blocklisted', count(*) FROM v_probe GROUP BY 1 ORDER BY 1")
      #expect(rows.count == 2)
      let dialled = try #require(rows.first.flatMap { Int($0[1]) })
      #expect(dialled >= 30 && dialled < 200)
      try await laboratory.stop()
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(laboratory.folder)/ledger.json"))
      let entries = try JSONDecoder().decode([LedgerEntry].self, from: data)
      #expect(entries.map(\.connections).reduce(0, +) == dialled)

      // A domain that opted out is not in the next wave.
      let name = "d7.bulk.example"
      let other = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "60", "--addresses", "40"], port: 2_926, in: folder)
      _ = try folder.write("\(name)\nverified.mx.bulk.example\n", as: "blocklist")
      let second = "\(folder.path)/second.db"
      let next = try await Program.built("mxcensus").run(
        ["scan", "--db", second, "--label", "wave", "-b", list] + other.flags, in: folder)
      #expect(next.status == 0, "\(next.errors)")
      #expect(try await folder.query(second, "SELECT count(*) FROM v_domain WHERE domain = '\(name)'") == [["0"]])
      let outcomes = try await folder.query(
        second, "SELECT DISTINCT outcome FROM v_host WHERE mx_host LIKE '%.verified.mx.bulk.example'")
      #expect(outcomes == [["not-probed"]])
      #expect(try await folder.query(second, "SELECT domains FROM v_scan") == [["59"]])
      #expect(next.errors.contains("1 lines are of domains that opted out"), "\(next.errors)")
      #expect(try await folder.query(second, "SELECT reason, lines FROM scan_list_rejection") == [["opted-out", "1"]])
      try await other.stop()
    }

    @Test func aNetworkThatIsCutStopsTheWaveAndBlamesNobody() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "3000", "--addresses", "2000"], port: 2_928, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let database = "\(folder.path)/survey.db"
      let flags = ["scan", "--db", database, "--label", "wave"] + laboratory.flags + ["--rate", "100"]
      let hurried = flags + ["--timeout-connect", "1", "--timeout-greeting", "1", "--timeout-handshake", "1"]
      let scan = try mxcensus.start(hurried, in: folder)
      while try await count("SELECT count(*) FROM probe", database, folder) < 150 {
        try #require(scan.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      laboratory.freeze()
      let ending = try await scan.ending()
      laboratory.thaw()
      #expect(ending.status == 75, "\(ending.errors)")
      #expect(ending.errors.contains("self.vantage"), "\(ending.errors)")
      #expect(try await folder.query(database, "SELECT state FROM v_scan") == [["interrupted"]])
      let silent = "SELECT count(*) FROM v_probe WHERE outcome = 'unreachable'"
      #expect(try await folder.query(database, silent) == [["0"]])
      let resumed = try await mxcensus.run(flags, in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try await folder.query(database, silent) == [["0"]])
      #expect(
        try await folder.query(database, "SELECT (SELECT count(*) FROM v_probe WHERE is_final) = probes FROM v_scan")
          == [["1"]])
      try await laboratory.stop()
    }

    /// A number from a database that may not be there yet, or be in the making: then 0.
    private func count(_ sql: String, _ database: String, _ folder: Folder) async throws -> Int {
      do {
        return try await folder.query(database, sql).first?.first.flatMap { Int($0) } ?? 0
      } catch is Folder.QueryFailure {
        return 0
      }
    }
  }
}
