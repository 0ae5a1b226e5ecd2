import Foundation
import SurveyCore
import Testing

@testable import SurveyStore

/// What merging promises, over random surveys.
@Suite struct MergingLawTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func expectSame(_ left: String, _ right: String, but views: Set<String> = ["v_shard"]) throws {
    let (first, second) = try (ShownViews(left, in: scratch, but: views), ShownViews(right, in: scratch, but: views))
    #expect(first == second, "\(left), \(right): \(first.difference(second))")
    let database = try SurveyDatabase(reading: scratch.file(right))
    #expect(try database.rows("PRAGMA foreign_key_check").isEmpty)
    #expect(try database.rows("PRAGMA integrity_check") == [["ok"]])
    try database.close()
  }

  private static func survey(_ seed: UInt64) throws -> SmallSurvey {
    var survey = SmallSurvey(seed: seed)
    survey.policies = [
      "d1.example": try MailPolicyTests.policy("enforce", "*.example"),
      "d2.example": try MailPolicyTests.policy("testing", "mx1.example"),
      "d5.example": MailPolicy(mtaSTS: .unknown(.dns(.servfail), recordID: nil), tlsrpt: .failed(.servfail)),
    ]
    survey.tlsa = [
      "mx2.example": TLSAFinding(state: .usable, records: [[3, 0, 0] + Array("mx2.example".utf8), [2, 0, 1, 9]]),
      "mx3.example": TLSAFinding(state: .bogus),
    ]
    return survey
  }

  @Test(arguments: Seeds.first(2, of: 4))
  func shardsComeToWhatOneRunComesTo(seed: UInt64) async throws {
    var generator = SplitMix64(seed: seed)
    let sharded = ShardedSurvey(scratch: scratch, survey: try Self.survey(seed))
    let (resolves, probes) = (Int.random(in: 1...3, using: &generator), Int.random(in: 1...4, using: &generator))
    var first: [String] = []
    for number in 0..<resolves { first.append(try await sharded.resolved(number, of: resolves)) }
    let resolved = try await sharded.merged(first.shuffled(using: &generator), into: "resolved.db")
    var second: [String] = []
    for number in 0..<probes { second.append(try await sharded.probed(number, of: probes, from: resolved)) }
    second.shuffle(using: &generator)
    let whole = try await sharded.whole()
    try expectSame(whole, try await sharded.merged(second, into: "merged.db"))
    // Into the resolved one, and everything at once.
    try expectSame(whole, try await sharded.merged(second, into: resolved))
    try expectSame(whole, try await sharded.merged((first + second).shuffled(using: &generator), into: "once.db"))
  }

  @Test(arguments: Seeds.first(1, of: 3))
  func mergingAgainChangesNothing(seed: UInt64) async throws {
    let sharded = ShardedSurvey(scratch: scratch, survey: try Self.survey(seed))
    let parts = [try await sharded.resolved(0, of: 2), try await sharded.resolved(1, of: 2)]
    try await sharded.merged([parts[0]], into: "once.db")
    try await sharded.merged([parts[0], parts[0], parts[0]], into: "thrice.db")
    try expectSame("once.db", "thrice.db", but: [])
    try await sharded.merged(parts, into: "resolved.db")
    try await sharded.merged(parts, into: "again.db")
    try await sharded.merged(parts, into: "again.db")
    try expectSame("resolved.db", "again.db", but: [])
    let probed = [
      try await sharded.probed(0, of: 2, from: "resolved.db"), try await sharded.probed(1, of: 2, from: "resolved.db"),
    ]
    try await sharded.merged(probed, into: "finished.db")
    let before = try ShownViews("finished.db", in: scratch, but: [])
    try await sharded.merged(probed + parts, into: "finished.db")
    #expect(try ShownViews("finished.db", in: scratch, but: []) == before)
  }

  /// Look-ups of the same domains and hosts at different times, with different answers.
  @Test(arguments: Seeds.first(1, of: 3))
  func theOrderOfResolvedPartsDoesNotMatter(seed: UInt64) async throws {
    var files: [String] = []
    for index in UInt64(0)..<3 {
      var survey = try Self.survey(seed)
      let other = SmallSurvey(seed: seed &+ 100 &* index)
      (survey.mx, survey.addresses) = (other.mx, other.addresses)
      let sharded = ShardedSurvey(
        scratch: scratch, survey: survey, prefix: "\(index)-", vantage: "host\(index).example")
      // Of overlapping shards none is everything.
      files.append(try await sharded.resolved(Int(index % 2), of: 3, finishing: true))
    }
    try await expectLaws(files)
  }

  /// Probes of the same names at different times, with different results.
  @Test(arguments: Seeds.first(1, of: 3))
  func theOrderOfProbedPartsDoesNotMatter(seed: UInt64) async throws {
    let base = ShardedSurvey(scratch: scratch, survey: try Self.survey(seed))
    let resolved = try await base.merged([try await base.resolved(0, of: 1)], into: "resolved.db")
    var files: [String] = []
    for index in UInt64(0)..<3 {
      var survey = try Self.survey(seed)
      var generator = SplitMix64(seed: seed &+ 1_000 &* index)
      survey.sights = survey.sights.mapValues { names in
        names.mapValues { sight in
          var sight =
            Bool.random(using: &generator)
            ? sight : [.inconclusive, .unreachable, .anonymous].randomElement(using: &generator) ?? sight
          sight.observedAt = Int64.random(in: 1_000_000..<1_000_004, using: &generator)
          return sight
        }
      }
      let sharded = ShardedSurvey(scratch: scratch, survey: survey, prefix: "\(index)-")
      files.append(try await sharded.probed(Int(index % 2), of: 3, from: resolved))
    }
    try await expectLaws(files)
  }

  /// (a b) c = a (b c) = c b a, before anything is judged and when it is.
  private func expectLaws(_ files: [String]) async throws {
    let any = ShardedSurvey(scratch: scratch, survey: SmallSurvey())
    let (a, b, c) = (files[0], files[1], files[2])
    try await any.merged([a, b, c], into: "abc.db", completing: false)
    try await any.merged([b, c], into: "bc.db", completing: false)
    try await any.merged([a, "bc.db"], into: "a-bc.db", completing: false)
    try await any.merged([c, b, a], into: "cba.db", completing: false)
    try await any.merged(["bc.db", a, "bc.db"], into: "bc-a.db", completing: false)
    // Certificates that no probe refers to go when the wave is completed.
    for other in ["a-bc.db", "cba.db", "bc-a.db"] { try expectSame("abc.db", other, but: ["v_certificate"]) }
    for file in ["abc.db", "a-bc.db", "cba.db", "bc-a.db"] {
      let database = try scratch.database(file)
      let wave = try #require(try database.partialWave("2026-11"))
      #expect(try await wave.complete(finishing: true, at: Instant(epoch: 1_070_000)))
      try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
      try database.close()
    }
    for other in ["a-bc.db", "cba.db", "bc-a.db"] { try expectSame("abc.db", other, but: []) }
  }
}
