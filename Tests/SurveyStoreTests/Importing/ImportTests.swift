import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct ImportTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func row(
    _ text: String, at instant: Int64 = 1_000, isOpen: Bool = false, digest: UInt8 = 5, key: String = "d.example"
  ) -> ImportedRow {
    guard let sha256 = Fingerprint(octets: [UInt8](repeating: digest, count: 32)) else {
      preconditionFailure("a digest has 32 octets")
    }
    return ImportedRow(
      kind: .domain, key: key, isOpen: isOpen, observedAt: Instant(epoch: instant), sha256: sha256,
      row: Array(text.utf8))
  }

  /// Of the rows of one key the best stays, in whichever order they come, and however often.
  @Test func theBestRowOfAKeyStays() async throws {
    let rows = [
      row("open", at: 1, isOpen: true, digest: 0), row("late", at: 3_000), row("digest", digest: 6), row("best"),
    ]
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1))
    for seed in 0..<24 {
      try database.execute("DELETE FROM imported_row")
      var generator = SplitMix64(seed: UInt64(seed))
      for row in rows.shuffled(using: &generator) { _ = try await wave.take([row]) }
      #expect(try await wave.importedDomains(after: "", limit: 9) == [Array("best".utf8)])
      #expect(try await wave.take(rows) == 0)
    }
  }

  @Test func rowsOfDifferentKeysStandBesideEachOtherInTheirOrder() async throws {
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1))
    #expect(try await wave.take([row("c", key: "c"), row("a", key: "a"), row("b", key: "b")]) == 3)
    #expect(try await wave.importedDomains(after: "", limit: 2) == [Array("a".utf8), Array("b".utf8)])
    #expect(try await wave.importedDomains(after: "b", limit: 2) == [Array("c".utf8)])
    try await wave.dropImports()
    #expect(try await wave.importedDomains(after: "", limit: 2).isEmpty)
  }

  private func look(_ look: Look, at epoch: Int64, _ name: String = "mx.example") -> ImportedRow {
    let target = ProbeTarget(
      address: .v4(0xc000_0201), port: 25, serverName: DomainName(uncheckedCanonical: name))
    var row = row("\(name) \(look) \(epoch)", at: epoch, key: ImportedRow.key(target, look, at: Instant(epoch: epoch)))
    row.kind = .look
    return row
  }

  /// A wave of one domain, whose host has one address, and of some rows.
  private func wave(_ rows: [ImportedRow]) async throws -> Wave {
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1))
    _ = try await wave.take(rows)
    let host = DomainName(uncheckedCanonical: "mx.example")
    let exchange = MXExchange(preference: 10, host: .name(host))
    try await wave.add(
      [domain("d.example", .insecure, set: MXSet(restoring: [exchange], count: 1, status: .mx))], from: 0)
    let hosts = try database.column("SELECT host_id FROM scan_host")
    let lookup = HostLookup(
      restoring: [.v4(0xc000_0201)], failure: .nodata, partialFailure: nil, dnssec: .insecure)
    try await wave.record(
      hosts.compactMap { Int64($0) }.map {
        (task: HostTask(hostID: $0, name: host), finding: HostFinding(lookup: lookup))
      })
    return wave
  }

  private func domain(_ name: String, _ dnssec: DNSSECStatus?, set: MXSet? = nil) -> ImportedDomain {
    ImportedDomain(
      name: DomainName(uncheckedCanonical: name), weight: 1, status: set == nil ? .nodata : .mx, dnssec: dnssec,
      set: set,
      policy: nil)
  }

  /// Of looks nothing is thrown away before all are there: which belong together is seen then.
  @Test func looksOfAllVisitsAreKept() async throws {
    let rows = [
      look(.modern, at: 1_000), look(.legacy, at: 1_002), look(.modern, at: 900),
      look(.modern, at: 900, "mx.example.org"),
    ]
    let wave = try await wave(rows)
    #expect(try await wave.take(rows) == 0)
    let names = try await wave.importedNames(after: nil, limit: 9)
    #expect(
      names.map { $0.rows.map { String(decoding: $0, as: UTF8.self) } }
        == [["mx.example modern 1000", "mx.example legacy 1002", "mx.example modern 900"]])
  }

  @Test func doubtsAreNoLooks() async throws {
    var doubt = row(
      "doubt", at: 2_000, key: ImportedRow.key(doubtSince: Instant(epoch: 1), until: Instant(epoch: 2_000), leaf: nil))
    doubt.kind = .look
    let wave = try await wave([look(.modern, at: 1_000), doubt])
    #expect(try await wave.importedDoubts() == [Array("doubt".utf8)])
    #expect(try await wave.importedNames(after: nil, limit: 9).map(\.rows.count) == [1])
  }

  /// One part of the rows without a validating resolver is enough to say nothing of the whole.
  @Test(arguments: [
    ([DNSSECStatus.secure, .insecure, nil], "1"), ([.unknown, .insecure], "0"), ([.unknown, nil], "0"), ([nil], nil),
  ])
  func dnssecIsValidatedWhereItWasEverywhere(statuses: [DNSSECStatus?], expected: String?) async throws {
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1))
    try await wave.add(statuses.enumerated().map { domain("d\($0.offset).example", $0.element) }, from: 0)
    try await wave.finishImportedLookups()
    let value = try database.column("SELECT coalesce(validates_dnssec, 'null') FROM scan")
    #expect(value == [expected ?? "null"])
  }

  @Test func aPublishedCopyHasNoneOfThem() async throws {
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1))
    _ = try await wave.take([row("192.0.2.77 is in here")])
    let copy = scratch.file("copy.db")
    try Snapshot(withoutAddresses: true).write(database, to: copy)
    #expect(try Command.output(of: "/usr/bin/sqlite3", copy, "SELECT count(*) FROM imported_row") == "0\n")
  }
}
