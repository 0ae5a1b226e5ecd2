import Foundation
import MailLab
import Testing

extension AdversityTests {
  /// The laboratory's population `faults-dns`: a domain for every fault of the DNS, which stands under its own name and
  /// hurts no other.
  @Suite struct DNSFaultTests {
    @Test func everyFaultIsRecordedAsWhatItIs() async throws {
      let folder = try Folder()
      let database = "\(folder.path)/survey.db"
      let laboratory = try await RunningLaboratory.start(["--population", "faults-dns"], port: 2_890, in: folder)
      let ending = try await scan(laboratory.flags, into: database, folder)
      #expect(!ending.errors.contains("DNSSEC is unknown"), "\(ending.errors)")
      try await laboratory.stop()

      let expected = Population.expectedDNSFaults
      try await expect(expected, of: database, folder)
      // Row 8, and of row 9 what comes to an end.
      let aliases = try await folder.query(database, "SELECT mx_host FROM v_host WHERE alias = 1 ORDER BY 1")
      #expect(aliases == [["mx.f008.example"], ["mx.f009-three.example"]])
      // What nobody's MX leads to by name stays alone: addresses that stand where names belong, and exchanges beyond
      // those that are kept.
      let accounts = try accounts(of: laboratory)
      #expect(accounts.allSatisfy { $0.failure == nil })
      let names = accounts.map(\.name)
      #expect(!names.contains { $0.hasPrefix("literal.") || $0.hasPrefix("unused.") }, "\(names)")
      // One connection for each host at an address, however many records and domains lead there; of the five names at
      // each address of row 15 two are inferred, but for those that are checked.
      let hosts = expected.flatMap(\.hosts).filter { $0.outcome == .tls }.map(\.name)
      let inferred = try await folder.query(
        database, "SELECT sum(inferred), sum(inferred AND server_name NOT LIKE 'mx%.f015.example') FROM v_probe")
      let count = try #require(Int(inferred[0][0]))
      #expect((34...40).contains(count) && inferred[0][1] == "0", "\(inferred)")
      #expect(accounts.map(\.connections).reduce(0, +) == Set(hosts).count - count)
      let shared = Dictionary(accounts.map { ($0.name, $0.connections) }) { first, _ in first }
      #expect(shared["mx.f016.example"] == 1 && shared["mx1.f016-shared.example"] == 2, "\(shared)")
    }

    /// A survey of the world, whose domains lead it to addresses that are not in the world.
    @Test func reservedAddressesAreNotDialled() async throws {
      let folder = try Folder()
      let database = "\(folder.path)/survey.db"
      let laboratory = try await RunningLaboratory.start(["--population", "faults-dns"], port: 2_893, in: folder)
      let expected = Population.expectedReservedFaults
      let list = try folder.write(expected.map { "\($0.domain)\n" }.joined(), as: "list")
      let flags = laboratory.flags(listing: list).filter { $0 != "--allow-reserved" }
      _ = try await scan(flags, into: database, folder)
      try await laboratory.stop()

      try await expect(expected, of: database, folder)
      #expect(try await folder.query(database, "SELECT synthetic FROM v_scan") == [["0"]])
      let probes = try await folder.query(
        database, "SELECT DISTINCT outcome, reason, stage FROM v_probe")
      #expect(probes == [["not-probed", "policy.reserved", "policy"]])
      // Row 84: the policy host is at such an address, too.
      let policy = try await folder.query(
        database, "SELECT mta_sts, mta_sts_reason FROM v_domain WHERE domain = 'f084.example'")
      #expect(policy == [["invalid", "policy.reserved"]])
      for ledger in ["ledger", "policy-ledger"] {
        let text = try String(contentsOfFile: "\(laboratory.folder)/\(ledger).json", encoding: .utf8)
        #expect(!text.contains("connections"), "\(text)")
      }
    }

    /// Every row of the catalogue that is about the DNS has a case, and every case a row.
    @Test func everyRowHasItsCase() {
      let rows = Set((Population.expectedDNSFaults + Population.expectedReservedFaults).map(\.row))
      // 14 is about the moment of dialling: `ProbeStageTests` and `PolicyHostTests`.
      #expect(rows == Set(1...23).subtracting([14]).union([84]))
      for fault in Population.expectedDNSFaults + Population.expectedReservedFaults {
        #expect(fault.domain.hasPrefix("f\(fault.row < 10 ? "00" : "0")\(fault.row)"), "\(fault.domain)")
      }
    }

    // MARK: Rows

    private func expect(_ cases: [DNSFaultCase], of database: String, _ folder: Folder) async throws {
      let domains = try await folder.query(database, "SELECT domain, mx_status, mx_count FROM v_domain")
      let found = Dictionary(domains.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      #expect(found.count == cases.count)
      for expected in cases {
        #expect(
          found[expected.domain] == [expected.status.rawValue, "\(expected.count)"],
          "row \(expected.row), \(expected.title): \(expected.domain)")
      }
      let hosts = try await folder.query(database, "SELECT mx_host, outcome, nullif(reason, 'ok') FROM v_host")
      let results = Dictionary(hosts.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      for expected in cases {
        for host in expected.hosts {
          #expect(
            results[host.name] == [host.outcome.rawValue, host.reason ?? ""],
            "row \(expected.row), \(expected.title): \(host.name)")
        }
      }
      // No other host has been looked up.
      #expect(Set(results.keys) == Set(cases.flatMap(\.hosts).map(\.name)))
    }

    // MARK: Programs

    private func scan(_ flags: [String], into database: String, _ folder: Folder) async throws -> Ending {
      let ending = try await Program.built("mxcensus").run(
        ["scan", "--db", database, "--label", "wave"] + flags, in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      return ending
    }

    private func accounts(of laboratory: RunningLaboratory) throws -> [LedgerEntry] {
      try JSONDecoder().decode(
        [LedgerEntry].self, from: Data(contentsOf: URL(fileURLWithPath: "\(laboratory.folder)/ledger.json")))
    }
  }
}
