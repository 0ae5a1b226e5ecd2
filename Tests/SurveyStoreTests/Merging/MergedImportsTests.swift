import SurveyCore
import Testing

@testable import SurveyStore

/// Rows of other processes that were imported into several databases.
@Suite struct MergedImportsTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func look(_ look: Look, at epoch: Int64, isOpen: Bool = false, digest: UInt8) throws -> ImportedRow {
    let target = ProbeTarget(
      address: .v4(0xc633_6401), port: 2_525, serverName: DomainName(uncheckedCanonical: "mx1.example"))
    return ImportedRow(
      kind: .look, key: ImportedRow.key(target, look, at: Instant(epoch: epoch)), isOpen: isOpen,
      observedAt: Instant(epoch: epoch),
      sha256: try #require(Fingerprint(octets: [UInt8](repeating: digest, count: 32))), row: [digest])
  }

  /// A database with a part of a wave, and rows.
  private func part(_ rows: [ImportedRow], _ prefix: String) async throws -> String {
    var survey = SmallSurvey()
    survey.domain("d1.example", (10, "mx1.example"))
    survey.host("mx1.example", ("198.51.100.1", .tls(FakeLeaf(.trusted, "mx1.example"))))
    let file = try await ShardedSurvey(scratch: scratch, survey: survey, prefix: prefix).resolved(0, of: 1)
    let database = try SurveyDatabase(writing: scratch.file(file))
    let wave = try #require(try database.partialWave("2026-11"))
    _ = try await wave.take(rows)
    try database.close()
    return file
  }

  /// Looks of all visits stay, whichever database they come from, and of two about the same the one that an import keeps.
  @Test func theyAreWhatOneImportOfAllWouldHold() async throws {
    let first = [
      try look(.modern, at: 1_000, digest: 1), try look(.legacy, at: 1_002, isOpen: true, digest: 2),
      try look(.modern, at: 3_000, digest: 9),
    ]
    let second = [
      try look(.modern, at: 2_000, digest: 3), try look(.legacy, at: 1_002, digest: 4),
      try look(.modern, at: 3_000, digest: 8),
    ]
    let files = [try await part(first, "a-"), try await part(second, "b-"), try await part(first + second, "c-")]
    var held: [[[String]]] = []
    for (order, name) in [([0, 1], "ab.db"), ([1, 0], "ba.db"), ([0, 1, 2, 0], "abca.db"), ([2], "c.db")] {
      let database = try scratch.database(name)
      for place in order { _ = try await database.merge(scratch.file(files[place])) }
      held.append(try database.rows("SELECT key, is_open, observed_at, sha256, row FROM imported_row ORDER BY key"))
      try database.close()
    }
    #expect(held.allSatisfy { $0 == held[3] })
    #expect(held[0].map { $0[4] } == ["x01", "x04", "x03", "x08"])
  }
}
