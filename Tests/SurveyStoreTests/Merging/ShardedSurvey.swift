import Foundation
import SurveyCore

@testable import SurveyStore

/// A small survey in as many databases as it has shards.
struct ShardedSurvey {
  let scratch: Scratch
  let survey: SmallSurvey
  var label = "2026-11"
  /// What begins the names of its files.
  var prefix = ""
  var vantage: String?

  private static let seed = WaveSetup().seed

  var setup: WaveSetup {
    var setup = WaveSetup(label)
    setup.settings = survey.settings
    setup.vantage = vantage
    return setup
  }

  private func open(_ file: String) async throws -> (SurveyDatabase, Wave) {
    let database = try SurveyDatabase(writing: scratch.file(file))
    return (database, try await database.wave(setup, startedAt: Instant(epoch: 1_000_000)))
  }

  /// The whole survey in one go.
  func whole() async throws -> String {
    let file = "\(prefix)whole.db"
    let database = try scratch.database(file)
    try await survey.record(into: database, label: label)
    try database.close()
    return file
  }

  /// One shard of the look-ups.
  func resolved(_ number: Int, of count: Int, finishing: Bool = true) async throws -> String {
    let file = "\(prefix)resolve-\(number)-\(count).db"
    let (database, wave) = try await open(file)
    let shard = Shard(number, of: count) ?? .whole
    try await wave.noteDNSSEC(isValidated: true)
    try await SurveyRecorder(survey: survey, wave: wave).list()
    let part = SurveyPart(stage: .resolve, shard: shard)
    _ = try await wave.begin(part)
    try await SurveyRecorder(survey: survey, wave: wave).lookUp { shard.holds($0, seed: ShardedSurvey.seed) }
    if finishing { try await wave.finish(part, at: Instant(epoch: 1_050_000)) }
    try database.close()
    return file
  }

  /// One shard of the probes, in a copy of the resolved database.
  func probed(_ number: Int, of count: Int, from resolved: String) async throws -> String {
    let file = "\(prefix)probe-\(number)-\(count).db"
    try FileManager.default.copyItem(atPath: scratch.file(resolved), toPath: scratch.file(file))
    let (database, wave) = try await open(file)
    let shard = Shard(number, of: count) ?? .whole
    let part = SurveyPart(stage: .probe, shard: shard)
    _ = try await wave.begin(part)
    // Random surveys have one /24, so here each address is a network.
    try await SurveyRecorder(survey: survey, wave: wave).probe {
      shard.holds(Network($0, prefixLength: 32), seed: ShardedSurvey.seed)
    }
    try await wave.finish(part, at: Instant(epoch: 1_060_000))
    try database.close()
    return file
  }

  /// Merges files in their order, each list of them into a database of its own first.
  @discardableResult
  func merged(_ files: [String], into file: String, completing: Bool = true) async throws -> String {
    let database = try scratch.database(file)
    for source in files { _ = try await database.merge(scratch.file(source)) }
    if completing {
      for label in try database.partialLabels() {
        guard let wave = try database.partialWave(label) else { continue }
        if try await wave.complete(at: Instant(epoch: 1_070_000)) {
          try await wave.finish(judging: [JudgementPlan(judge: FakeJudge())], finishedAt: Instant(epoch: 1_100_000))
        }
      }
    }
    try database.close()
    return file
  }
}

/// All that the views of a database show, but for the record of its shards.
struct ShownViews: Equatable {
  let rows: [String: [[String]]]

  init(_ file: String, in scratch: Scratch, but left: Set<String> = ["v_shard"]) throws {
    let database = try SurveyDatabase(reading: scratch.file(file))
    var rows: [String: [[String]]] = [:]
    for name in PublicSchema.views.flatMap(\.names) where !left.contains(name) {
      rows[name] = try database.rows("SELECT * FROM \(name)").sorted { $0.lexicographicallyPrecedes($1) }
    }
    try database.close()
    self.rows = rows
  }

  /// The first rows that differ, for a failed expectation.
  func difference(_ other: ShownViews) -> String {
    rows.keys.sorted().compactMap { view in
      let (left, right) = (rows[view] ?? [], other.rows[view] ?? [])
      guard left != right else { return nil }
      let pair = zip(left, right).first { $0 != $1 }
      return "\(view): \(left.count) rows, \(right.count) rows; \(pair.map { "\($0.0) <> \($0.1)" } ?? "")"
    }.joined(separator: "\n")
  }
}
