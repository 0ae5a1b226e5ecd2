import Foundation
import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct SnapshotTests {
  private let scratch: Scratch
  private let survey: SurveyDatabase

  init() async throws {
    scratch = try Scratch()
    survey = try scratch.database()
    for label in ["2026-10", "2026-11"] { try await PublishedSurvey.survey.record(into: survey, label: label) }
  }

  private func copy(_ snapshot: Snapshot) throws -> String {
    let path = scratch.file("copy.db")
    let reading = try SurveyDatabase(reading: survey.path)
    try snapshot.write(reading, to: path)
    try reading.close()
    return path
  }

  /// Every row of a view, but for these columns.
  private func rows(_ database: SurveyDatabase, _ view: PublicView, without columns: Set<String> = []) throws
    -> [String]
  {
    let names = view.columns.map(\.name).filter { !columns.contains($0) }.joined(separator: ", ")
    return try database.rows("SELECT \(names) FROM \(view.name)").map { $0.joined(separator: "|") }.sorted()
  }

  private func holds(_ path: String, _ text: String) throws -> Bool { try holds(path, Array(text.utf8)) }

  private func holds(_ path: String, _ octets: [UInt8]) throws -> Bool {
    try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(octets)) != nil
  }

  @Test func aCopyHasEverythingAndNeedsNoFolderToWriteTo() throws {
    let path = try copy(Snapshot())
    let copy = try SurveyDatabase(reading: path)
    for view in PublicSchema.views { #expect(try rows(copy, view) == rows(survey, view), "\(view.name)") }
    try copy.close()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path).filter { $0.hasPrefix("copy") } == ["copy.db"])
    let header = try Data(contentsOf: URL(fileURLWithPath: path)).prefix(20)
    // Octets 18 and 19: 1 is a rollback journal, 2 would be WAL.
    #expect(Array(header.suffix(2)) == [1, 1])
  }

  @Test func withoutOctetsOfCertificatesTheirFieldsStay() throws {
    #expect(try holds(copy(Snapshot()), PublishedSurvey.leaf.der))
    try FileManager.default.removeItem(atPath: scratch.file("copy.db"))
    let path = try copy(Snapshot(withoutDER: true))
    #expect(try !holds(path, PublishedSurvey.leaf.der))
    let copy = try SurveyDatabase(reading: path)
    for view in PublicSchema.views {
      #expect(try rows(copy, view, without: ["der"]) == rows(survey, view, without: ["der"]), "\(view.name)")
    }
    #expect(try copy.column("SELECT DISTINCT hex(der) FROM v_certificate") == [""])
    #expect(throws: SurveyDatabase.Failure.self) { try copy.finishedWave("2026-11") }
    try copy.close()
  }

  @Test func withoutAddressesNothingOfThemIsLeft() throws {
    let path = try copy(Snapshot(withoutAddresses: true))
    for text in PublishedSurvey.v4 + [PublishedSurvey.v6, "203.0.113.77", "203.0.113.78"] {
      #expect(try holds(survey.path, text) || holds("\(survey.path)-wal", text))
      #expect(try !holds(path, text), "\(text)")
    }
    let octets = try #require(Address(PublishedSurvey.v6)).octets
    #expect(try !holds(path, octets))
    let copy = try SurveyDatabase(reading: path)
    let taken: Set = ["address", "reply_text"]
    for view in PublicSchema.views {
      #expect(try rows(copy, view, without: taken) == rows(survey, view, without: taken), "\(view.name)")
    }
    // Families and order stay: the lowest address of a host is still the lowest.
    #expect(
      try copy.column("SELECT DISTINCT address FROM v_probe ORDER BY length(address), address")
        == ["100::1", "240.0.0.1", "240.0.0.2", "240.0.0.3", "240.0.0.4"])
    #expect(try copy.value("SELECT address FROM v_host WHERE mx_host = 'mx.published.example'") == "240.0.0.1")
    #expect(try copy.column("SELECT DISTINCT hex(reply_text) FROM v_probe") == [""])
    #expect(try copy.value("SELECT count(*) FROM pragma_foreign_key_check") == "0")
    #expect(try copy.finishedWave("2026-11") != nil)
    try copy.close()
  }

  @Test func nobodyGoesOnWithAPartialCopy() async throws {
    let copy = try SurveyDatabase(writing: copy(Snapshot(withoutAddresses: true)))
    await #expect(throws: SurveyDatabase.Failure.self) {
      try await copy.wave(WaveSetup("2026-12"), startedAt: Instant(epoch: 1_200_000))
    }
    try copy.close()
  }

  @Test func aFileThatIsThereStays() throws {
    let path = scratch.file("copy.db")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: Snapshot.Failure.self) { try copy(Snapshot(withoutDER: true)) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path).filter { $0.hasPrefix("copy") } == ["copy.db"])
  }
}
