internal import GRDB
public import SurveyCore

extension SurveyDatabase {
  /// Forgets domains, mail hosts and addresses in every wave and judgement, as if the lists and the DNS had never named
  /// them, and adds up anew what they were part of. What is remembered is how much it was, in the table `forgotten`.
  ///
  /// An MX set that named a forgotten host is kept without it; a domain whose hosts are all forgotten becomes
  /// `inconclusive`. What other people's certificates and policies say of the names stays in those.
  ///
  /// Compacted waves that know of them are laid out, and compacted again when all is done. The file is rewritten: freed
  /// pages would still hold the names.
  /// - Parameters:
  ///   - instant: when somebody asked.
  ///   - operatorOf: names the operators of hosts that have none yet.
  public func forget(
    _ subjects: [ForgettingSubject], at instant: Instant, operatorOf: OperatorNaming
  ) async throws -> ForgottenCounts {
    let counts = try await forget(subjects, at: instant, keeping: false)
    guard !counts.isEmpty else { return counts }
    try await refreshRollUps(operatorOf: operatorOf)
    for scanID in counts.compactedWaves {
      _ = try await pool.write { try Compacting(db: $0, scanID: scanID).compact() }
    }
    try await pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
    return counts
  }

  /// What `forget` would delete; nothing is changed.
  public func wouldForget(_ subjects: [ForgettingSubject]) async throws -> ForgottenCounts {
    try await forget(subjects, at: Instant(epoch: 0), keeping: true)
  }

  private func forget(
    _ subjects: [ForgettingSubject], at instant: Instant, keeping: Bool
  ) async throws -> ForgottenCounts {
    try await pool.writeWithoutTransaction { db in
      // Each row would be looked for in every table that may refer to it; the check at the end looks once.
      try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF")
      let result = Result {
        var counts = ForgottenCounts()
        try db.inTransaction(.immediate) {
          counts = try Forgetting(db: db, instant: instant).run(subjects)
          return keeping ? .rollback : .commit
        }
        return counts
      }
      try db.execute(sql: "PRAGMA foreign_keys = ON")
      return try result.get()
    }
  }
}
