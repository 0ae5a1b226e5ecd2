import GRDB
import SurveyCore

@testable import SurveyStore

/// Waves a month apart, of random surveys over the same names; every probe is judged at its own time, which is on either
/// side of some certificates' end.
enum DatedWaves {
  static let labels = ["2026-08", "2026-09", "2026-10", "2026-11"]

  /// Every second one is judged twice.
  static func record(
    into database: SurveyDatabase, seed: UInt64, labels: [String] = labels, isDated: Bool = true
  ) async throws {
    for label in labels {
      let place = Self.labels.firstIndex(of: label) ?? 0
      // Two in a row are of the same survey, so that stretches go on.
      let wave = try await SmallSurvey(seed: seed + UInt64(place / 2)).record(into: database, label: label)
      if place % 2 == 0 {
        _ = try await wave.judgeAgain(
          JudgementPlan(label: "later", rule: .at(Instant(epoch: 1_000_050)), judge: FakeJudge()))
      }
    }
    if isDated { try date(database) }
  }

  /// Recorded surveys all begin in the same moment.
  static func date(_ database: SurveyDatabase) throws {
    try database.execute("UPDATE scan SET wave_date = label || '-15'")
  }
}

extension SurveyDatabase {
  /// Makes a wave plain, or compacts it, whichever it is not.
  func turn(_ label: String) async throws {
    try await pool.write { db in
      guard let scanID = try Int64.fetchOne(db, sql: "SELECT scan_id FROM scan WHERE label = ?", arguments: [label])
      else { return }
      let compacting = Compacting(db: db, scanID: scanID)
      if try compacting.isCompacted { try compacting.layOut() } else { _ = try compacting.compact() }
    }
  }
}
