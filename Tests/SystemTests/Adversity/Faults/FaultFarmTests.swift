import Foundation
import MailLab
import Testing

extension AdversityTests {
  /// The laboratory's population `faults`, where every server misbehaves in its own way: each has its terminal row with
  /// the words that its case foretells, in time, and none was treated worse than manners allow.
  @Suite struct FaultFarmTests {
    private let cases = Population.expectedFaults
    /// What every phase and every session may take.
    private static let seconds = 3
    /// What a probe may take beyond that on a busy machine, in milliseconds.
    private static let grace = 2_000

    @Test func everyServerHasItsRowAndItsReason() async throws {
      let folder = try Folder()
      let database = "\(folder.path)/survey.db"
      let laboratory = try await RunningLaboratory.start(["--population", "faults"], port: 2_870, in: folder)
      try await scan(laboratory.flags, into: database, folder)
      try await laboratory.stop()

      try await expectLooks(of: database, folder)
      try await expectClasses(of: database, folder)
      try await expectFacts(of: database, folder)
      try expectManners(laboratory)
    }

    private func scan(_ flags: [String], into database: String, _ folder: Folder) async throws {
      let timeouts = ["connect", "greeting", "reply", "handshake", "session"]
        .flatMap { ["--timeout-\($0)", "\(Self.seconds)"] }
      // The gap lets a server see the end of one connection before the next begins; the window keeps the deadlines from
      // being about two cores.
      let ending = try await Program.built("mxcensus").run(
        ["scan", "--db", database, "--label", "wave"] + flags + timeouts
          + ["--window", "16", "--per-address-gap", "0.5"], in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
    }

    // MARK: Rows

    private func expectLooks(of database: String, _ folder: Folder) async throws {
      let rows = try await folder.query(
        database,
        """
        SELECT server_name, look, outcome, reason, leaf_sha256 IS NOT NULL, is_final, milliseconds FROM v_probe
        ORDER BY server_name, look = 'anull', look = 'legacy'
        """)
      let found = Dictionary(grouping: rows) { $0[0] }
      #expect(Set(found.keys) == Set(cases.map(\.host)))
      for fault in cases {
        let words = (found[fault.host] ?? []).map { Array($0[1...5]) }
        let expected = fault.looks.map { look in
          [look.look, look.outcome, look.reason, look.keepsChain ? "1" : "0", look == fault.finalLook ? "1" : "0"]
        }
        #expect(words == expected, "row \(fault.row), \(fault.domain): \(fault.played)")
      }
      for row in rows {
        let milliseconds = try #require(Int(row[6]))
        #expect(milliseconds <= Self.seconds * 1_000 + Self.grace, "\(row[0]) \(row[1])")
      }
    }

    private func expectClasses(of database: String, _ folder: Folder) async throws {
      let rows = try await folder.query(database, "SELECT mx_host, outcome, reason, class FROM v_host")
      let found = Dictionary(rows.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      #expect(rows.count == cases.count)
      for fault in cases {
        let words = [fault.finalLook.outcome, fault.finalLook.reason, fault.classWord ?? ""]
        #expect(found[fault.host] == words, "row \(fault.row), \(fault.domain): \(fault.played)")
      }
    }

    private func expectFacts(of database: String, _ folder: Folder) async throws {
      // In hexadecimal, as peers write line ends and bars.
      let columns = RecordedFact.Column.allCases.map { "hex(coalesce(\($0.expression), ''))" }
      let rows = try await folder.query(
        database,
        """
        SELECT p.server_name, \(columns.joined(separator: ", "))
        FROM v_probe p JOIN v_host h ON h.mx_host = p.server_name
        LEFT JOIN v_certificate c ON c.sha256 = p.leaf_sha256 WHERE p.is_final
        """)
      let found = Dictionary(rows.map { ($0[0], Array($0[1...])) }) { first, _ in first }
      for fault in cases {
        let values = try #require(found[fault.host], "row \(fault.row), \(fault.domain)")
        for fact in fault.facts {
          let place = try #require(RecordedFact.Column.allCases.firstIndex(of: fact.column))
          let value = Self.text(hexadecimal: values[place])
          let holds = fact.column.isText ? value.contains(fact.value) : value == fact.value
          #expect(holds, "row \(fault.row), \(fault.domain): \(fact.column.rawValue) is \(value)")
        }
      }
    }

    private static func text(hexadecimal: String) -> String {
      let digits = Array(hexadecimal.utf8)
      let octets = stride(from: 0, to: digits.count - 1, by: 2).compactMap { place in
        UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16)
      }
      return String(decoding: octets, as: UTF8.self)
    }

    // MARK: Manners

    private func expectManners(_ laboratory: RunningLaboratory) throws {
      let entries = try JSONDecoder().decode(
        [LedgerEntry].self, from: Data(contentsOf: URL(fileURLWithPath: "\(laboratory.folder)/ledger.json")))
      let found = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
      for fault in cases {
        let words = "row \(fault.row), \(fault.domain)"
        guard !["tcp.refused", "tcp.timeout"].contains(fault.finalLook.reason) else {
          #expect(found[fault.host] == nil, "\(words)")
          continue
        }
        let entry = try #require(found[fault.host], "\(words)")
        #expect(entry.failure == nil, "\(words)")
        #expect(entry.connections == fault.looks.count, "\(words)")
        #expect(entry.concurrentConnections == 1, "\(words)")
        #expect(entry.earlyBytes == 0, "\(words)")
        #expect(Set(entry.verbs.keys).isSubset(of: ["EHLO", "HELO", "STARTTLS", "QUIT"]), "\(words): \(entry.verbs)")
        let partings = fault.hearsQUIT ? fault.looks.count(where: \.endsInQUIT) : 0
        #expect(entry.verbs["QUIT", default: 0] == partings, "\(words)")
        // What is not offered is not asked for.
        if fault.finalLook.outcome == "no-starttls" { #expect(entry.verbs["STARTTLS"] == nil, "\(words)") }
      }
    }
  }
}

extension RecordedFact.Column {
  /// The column in the query above.
  fileprivate var expression: String {
    switch self {
    case .replyCode, .replyText, .masked, .tlsVersion, .keyExchangeGroup: "p.\(rawValue)"
    case .errors, .name, .time: "h.\(rawValue)"
    case .serial, .dnsNames, .keyBits: "c.\(rawValue)"
    }
  }
}
