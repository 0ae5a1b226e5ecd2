import Glibc
import SurveyStore

/// A survey's database that is to be read, once all of it was added up by this version.
struct CountedSurvey {
  let path: String
  let operators: OperatorOptions

  /// Opens it for reading; where an older version added it up, it is first opened for writing and added up anew.
  func open() async throws -> SurveyDatabase {
    let database = try SurveyDatabase(reading: path)
    let stale: Int
    do {
      stale = try database.staleRollUps()
    } catch {
      try database.close()
      throw error
    }
    guard stale > 0 else { return database }
    try database.close()
    try await refresh(stale)
    return try SurveyDatabase(reading: path)
  }

  private func refresh(_ stale: Int) async throws {
    let naming = try OperatorNaming(operators)
    Terminal.say(
      """
      mxcensus: \(path) was added up by an older version; adding up \(stale == 1 ? "1 judgement" : "\(stale) judgements") \
      anew, this once
      """)
    do {
      let lock = try DatabaseLock(database: path, holder: "process \(getpid()), adding up")
      let database = try SurveyDatabase(writing: path)
      do {
        try await database.refreshRollUps(operatorOf: naming)
      } catch {
        try database.close()
        throw error
      }
      try database.close()
      withExtendedLifetime(lock) {}
    } catch DatabaseLock.Failure.unusable(let lockPath, let number) {
      throw unwritable("\(lockPath): errno \(number)")
    } catch {
      guard let failure = StoreFailure(error) else { throw error }
      throw unwritable(failure.words)
    }
  }

  private func unwritable(_ reason: String) -> Refusal {
    Refusal(
      .io,
      """
      \(path) has to be added up anew before it is read, and can't be written (\(reason)). Run this as a user who may \
      write it, or copy the file and name the copy with --db
      """)
  }
}
