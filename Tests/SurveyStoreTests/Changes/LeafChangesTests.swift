import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

@Suite struct LeafChangesTests {
  let scratch: Scratch
  let database: SurveyDatabase

  init() throws {
    scratch = try Scratch()
    database = try scratch.database()
  }

  private func settle() async throws {
    let judgementID = try #require(try database.value("SELECT max(judgement_id) FROM judgement").flatMap { Int64($0) })
    try await database.pool.write { try ChangeSettling(db: $0).settle(judgementID: judgementID) }
  }

  private func change() throws -> WaveChange { try #require(try database.change(from: "a", to: "b")) }

  @Test func aLeafStaysOrIsRenewedWithTheSameOrAnotherKey() async throws {
    var first = SmallSurvey()
    var second = SmallSurvey()
    for index in 1...4 {
      let (name, address) = ("mx\(index).example", "198.51.100.\(index)")
      first.host(name, (address, .tls(FakeLeaf(.trusted, name))))
      let renewed = FakeLeaf(.trusted, name, notAfter: index == 1 ? 4_000_000_000 : 4_000_000_000 + Int64(index))
      second.host(name, (address, .tls(index == 4 ? FakeLeaf(.selfSigned, name) : renewed)))
      first.domain("d\(index).example", (10, name))
      second.domain("d\(index).example", (10, name))
    }
    try await first.record(into: database, label: "a", asOf: RandomWaves.instant(0))
    try await second.record(into: database, label: "b", asOf: RandomWaves.instant(1))
    try database.execute("UPDATE certificate SET spki_sha256 = x'02' WHERE subject = 'CN=mx2.example'")
    try await settle()
    #expect(try change().renewals == [.sameCertificate: 1, .sameKey: 1, .newKey: 1])
    #expect(try change().movedToCA == [])
  }

  /// Fifty-two issuers, the largest with three hosts: the two last by name are others.
  @Test func hostsThatMovedToACAAreCountedByItsNameTheSmallestTogether() async throws {
    var first = SmallSurvey()
    var second = SmallSurvey()
    for index in 0..<54 {
      let (name, address) = ("mx\(index).example", "198.51.100.\(index)")
      first.host(name, (address, .tls(FakeLeaf(.selfSigned, name))))
      second.host(name, (address, .tls(FakeLeaf(.trusted, name))))
      first.domain("d\(index).example", (10, name))
      second.domain("d\(index).example", (10, name))
    }
    try await first.record(into: database, label: "a", asOf: RandomWaves.instant(0))
    try await second.record(into: database, label: "b", asOf: RandomWaves.instant(1))
    for index in 0..<54 {
      let issuer = index < 3 ? "CN=R\(index),O=Let''s Encrypt,C=US" : "CN=CA \(10 + index)"
      try database.execute("UPDATE certificate SET issuer = '\(issuer)' WHERE subject = 'CN=mx\(index).example'")
    }
    try await settle()
    let moved = try change().movedToCA
    #expect(moved.count == 51)
    #expect(moved.first == IssuerCount(issuer: "Let's Encrypt", hosts: 3))
    #expect(moved[1] == IssuerCount(issuer: "CA 13", hosts: 1))
    #expect(moved.last == IssuerCount(issuer: "(others)", hosts: 2))
    #expect(try change().renewals == [:])
  }
}
