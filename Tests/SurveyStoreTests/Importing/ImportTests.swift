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

  @Test func aPublishedCopyHasNoneOfThem() async throws {
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1))
    _ = try await wave.take([row("192.0.2.77 is in here")])
    let copy = scratch.file("copy.db")
    try Snapshot(withoutAddresses: true).write(database, to: copy)
    #expect(try Command.output(of: "/usr/bin/sqlite3", copy, "SELECT count(*) FROM imported_row") == "0\n")
  }
}
