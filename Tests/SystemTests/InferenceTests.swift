import Foundation
import MailLab
import Testing

extension SystemTests {
  /// Addresses behind many names: few connections, and all that a probe of each would say.
  @Suite struct InferenceTests {
    private static let today = CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970))

    /// `bulk` with all hosts of a sort at one address, which presents them the one certificate that they share.
    /// - Parameter unsteady: the sort whose server turns the first client away and no other; `nil`: all are steady.
    private static func crowds(unsteady: String? = nil) -> Population {
      var population = Population.bulk(domains: 900, addresses: 400, today: today)
      var servers: [String: Server] = [:]
      for server in population.servers where servers[sort(server.name)] == nil {
        var profile = server.profile
        if sort(server.name) == unsteady {
          profile.script = Script.standard.greetingFirst(1, .send("554 5.7.1 Not you\r\n"), .close)
        }
        servers[sort(server.name)] = Server(address: server.address, name: server.name, profile: profile)
      }
      population.hosts = population.hosts.map { host in
        MailLab.Host(name: host.name, addresses: [servers[sort(host.name)]?.address].compactMap(\.self))
      }
      population.servers = servers.values.sorted { $0.name < $1.name }
      return population
    }

    /// `verified` of `h12.verified.mx.bulk.example`.
    private static func sort(_ host: String) -> String { String(host.split(separator: ".")[1]) }

    private func start(_ population: Population, port: Int, in folder: Folder) async throws -> RunningLaboratory {
      let json = String(decoding: try JSONEncoder().encode(population), as: UTF8.self)
      return try await RunningLaboratory.start(
        ["--population", try folder.write(json, as: "crowds.json")], port: port, in: folder)
    }

    private func connections(_ laboratory: RunningLaboratory) throws -> [String: Int] {
      let data = try Data(contentsOf: URL(fileURLWithPath: "\(laboratory.folder)/ledger.json"))
      let entries = try JSONDecoder().decode([LedgerEntry].self, from: data)
      return Dictionary(uniqueKeysWithValues: entries.map { (Self.sort($0.name), $0.connections) })
    }

    @Test func anAddressIsAskedForThreeNamesAndTheOthersHaveWhatTheyHave() async throws {
      let folder = try Folder()
      let laboratory = try await start(Self.crowds(unsteady: "expired"), port: 3_020, in: folder)
      let database = "\(folder.path)/survey.db"
      let scan = try await Program.built("mxcensus").run(
        ["scan", "--db", database, "--label", "wave"] + laboratory.flags, in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      try await laboratory.stop()

      // Every host is in the table once, and its address has a result under its name.
      let hosts = try await folder.query(
        database, "SELECT mx_hosts, (SELECT count(*) FROM v_probe WHERE is_final = 1), addresses FROM v_scan")
      #expect(hosts[0][0] == hosts[0][1] && hosts[0][2] == "8", "\(hosts)")
      let rows = try await folder.query(
        database,
        """
        SELECT substr(server_name, instr(server_name, '.') + 1), sum(inferred), sum(inferred = 0 AND outcome <> 'not-probed'),
          sum(outcome = 'not-probed'), (SELECT count(*) FROM inference_check c JOIN address a USING (address_id)
            WHERE a.text = v_probe.address)
        FROM v_probe GROUP BY 1
        """)
      #expect(rows.count == 8)
      let dialled = try connections(laboratory)
      for row in rows {
        let sort = String(row[0].prefix { $0 != "." })
        let counts = row.dropFirst().compactMap { Int($0) }
        #expect(dialled[sort] == counts[1], "\(row)")
        #expect(counts[1] <= 8)
        if sort == "expired" {
          #expect(counts[0] == 0 && counts[1] == 8 && counts[2] > 0, "\(row)")
        } else {
          let names = counts[0] + counts[1]
          #expect(counts[1] == min(names, 3) + counts[3] && counts[2] == 0, "\(row)")
        }
      }
      // A hundred names and more: one of them is checked for sure, and nothing was wrong.
      let inference = try await folder.query(
        database,
        "SELECT inferred = (SELECT sum(inferred) FROM v_probe), checked > 0, wrong, error_percent FROM v_inference")
      #expect(inference == [["1", "1", "0", "0.0"]])

      // What is said of an inferred host is what is said of one that was probed.
      let said = try await folder.query(
        database,
        """
        SELECT substr(h.mx_host, instr(h.mx_host, '.') + 1) AS sort, count(DISTINCT p.inferred), count(DISTINCT
          quote(outcome) || quote(reason) || quote(class) || quote(chain) || quote(name) || quote(time) || quote(tls_version)
          || quote(cipher) || quote(kx_group) || quote(pfs) || quote(dane) || quote(not_after) || quote(issuer))
        FROM v_host h JOIN (SELECT server_name, inferred FROM v_probe) p ON p.server_name = h.mx_host
        WHERE h.mx_host NOT LIKE '%.expired.%' GROUP BY 1
        """)
      #expect(said.count == 7)
      #expect(said.allSatisfy { $0[2] == "1" }, "\(said)")
      #expect(said.contains { $0[0].hasPrefix("verified") && $0[1] == "2" }, "\(said)")
      let classes = try await folder.query(
        database,
        "SELECT DISTINCT class FROM v_host WHERE mx_host LIKE '%.verified.%' OR mx_host LIKE '%.wrongname.%' ORDER BY 1"
      )
      #expect(classes == [["ca-verified"], ["ca-wrong-name"]])

      let report = try await Program.built("mxcensus").run(
        ["report", "--db", database, "--format", "markdown", "-o", "-"], in: folder)
      #expect(report.output.contains("### Names inferred"))
    }

    @Test func aWaveOfCrowdsThatIsKilledEndsWithTheSameRows() async throws {
      let folder = try Folder()
      let laboratory = try await start(Self.crowds(), port: 3_022, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let flags = ["scan", "--label", "wave", "--no-mta-sts"] + laboratory.flags + ["--rate", "6"]
      let whole = "\(folder.path)/whole.db"
      let undisturbed = try await mxcensus.run(flags + ["--db", whole], in: folder)
      #expect(undisturbed.status == 0, "\(undisturbed.errors)")
      let expected = try await StoredWaves(of: whole, in: folder)
      let killed = "\(folder.path)/killed.db"
      // While nothing is inferred yet, and at the first and the third address of which something is.
      for moment in ["count(*) > 1 FROM probe", "count(*) > 0 FROM inference", "count(*) > 2 FROM inference"] {
        let scan = try mxcensus.start(flags + ["--db", killed], in: folder)
        while try await !holds(moment, killed, folder) {
          try #require(scan.isRunning, "the wave was over before it could be killed")
          try await Task.sleep(for: .milliseconds(10))
        }
        scan.signal(SIGKILL)
        #expect(try await scan.ending().wasKilled)
      }
      let resumed = try await mxcensus.run(flags + ["--db", killed], in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
      expected.expectSame(try await StoredWaves(of: killed, in: folder))
      #expect(try await folder.query(killed, "SELECT count(*) FROM retry") == [["0"]])
      try await laboratory.stop()
    }

    /// Whether a condition holds in a database that may not be there yet, or be in the making.
    private func holds(_ condition: String, _ database: String, _ folder: Folder) async throws -> Bool {
      do {
        return try await folder.query(database, "SELECT \(condition)") == [["1"]]
      } catch is Folder.QueryFailure {
        return false
      }
    }
  }
}
