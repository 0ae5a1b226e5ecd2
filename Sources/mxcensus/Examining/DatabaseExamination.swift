import SurveyStore

/// Whether the database can be written, is of this version, and free.
struct DatabaseExamination: Sendable {
  let path: String

  /// What was found, and the date of the newest wave.
  func run() throws -> (findings: [Finding], newestWave: String?) {
    let tried = "opening \(path)"
    let folder = FileStatus.folder(of: path)
    guard FileStatus.isWritable(folder) else {
      let finding = Finding(
        subject: "database", verdict: .configuration, tried: tried, found: "the folder \(folder) can't be written to",
        fix: "run this as a user who may, or name another file with --db")
      return ([finding], nil)
    }
    guard SurveyDatabase.exists(path) else {
      return (
        [Finding(subject: "database", verdict: .fine, tried: tried, found: "none yet; the first wave makes it")], nil
      )
    }
    do {
      let database = try SurveyDatabase(reading: path)
      let contents = Result { (stale: try database.staleRollUps(), newest: try database.newestWaveDate()) }
      try database.close()
      let (stale, newest) = try contents.get()
      return ([finding(tried, stale: stale), lock], newest)
    } catch {
      let refusal = try ErrorWords.refusal(for: error)
      let finding = Finding(
        subject: "database", verdict: refusal.kind == .temporary ? .temporary : .configuration, tried: tried,
        found: refusal.message, fix: "a survey would refuse it; name another file with --db")
      return ([finding], nil)
    }
  }

  private func finding(_ tried: String, stale: Int) -> Finding {
    guard stale > 0 else { return Finding(subject: "database", verdict: .fine, tried: tried, found: "as it should be") }
    return Finding(
      subject: "database", verdict: .warning, tried: tried,
      found: "\(stale == 1 ? "1 judgement was" : "\(stale) judgements were") added up by an older version",
      fix: "run mxcensus report once as a user who may write the file")
  }

  private var lock: Finding {
    let tried = "the lock of \(path)"
    guard let holder = DatabaseLock.holder(database: path) else {
      return Finding(subject: "lock", verdict: .fine, tried: tried, found: "free")
    }
    return Finding(
      subject: "lock", verdict: .temporary, tried: tried, found: "held by \(holder)", fix: "wait until it is done")
  }
}
