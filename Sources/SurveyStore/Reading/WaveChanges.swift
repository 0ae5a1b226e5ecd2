internal import GRDB
public import SurveyCore

extension SurveyDatabase {
  /// Everything that a report tells of the finished waves and of what lies between them.
  ///
  /// What was stored when the waves finished is read; for a selection that leaves some out, what is not stored is added
  /// up by the same code, and the file is not changed.
  /// - Parameters:
  ///   - judgement: the label of the judgement that everything is taken from; waves without it are left out.
  ///   - isWanted: which waves.
  public func series(
    judgement: String = "as-observed", where isWanted: (WaveSummary) -> Bool = { _ in true }
  ) throws -> SurveySeries {
    // In one reading, as a wave may finish meanwhile.
    try pool.read { db in
      let summaries = try WaveReading.all(db, judgement: judgement).filter(isWanted)
      let labels = Set(summaries.map(\.label))
      let waves = try JudgedWave.fetch(db, judgement: judgement).filter { labels.contains($0.label) }
      return try SeriesReading(db: db, judgement: judgement, waves: waves).series(summaries)
    }
  }

  /// What changed between any two finished waves, decomposed by operator.
  /// - Returns: `nil` where either label is that of no finished wave, or of one without this judgement.
  public func change(from: String, to: String, judgement: String = "as-observed") throws -> WaveChange? {
    try pool.read { db in
      guard let pair = try WavePair(db, from: from, to: to, judgement: judgement) else { return nil }
      var change: WaveChange
      if let stored = try StoredChanges(db: db).change(pair, isDecomposed: true) {
        change = stored
      } else {
        change = try ChangeTallying(db: db).run(pairs: [pair]).changes[0]
      }
      if change.decompositions.isEmpty { change.decompositions = try OperatorTallies(db: db).decompositions(pair) }
      return change
    }
  }
}

extension WavePair {
  /// Two finished waves by their labels; `nil` where either is missing.
  init?(_ db: GRDB.Database, from: String, to: String, judgement: String) throws {
    let waves = try JudgedWave.fetch(db, judgement: judgement)
    guard let from = waves.first(where: { $0.label == from }), let to = waves.first(where: { $0.label == to })
    else { return nil }
    self.init(from: from, to: to)
  }
}

/// Reads what lies between the waves of a series.
private struct SeriesReading {
  let db: GRDB.Database
  let judgement: String
  let waves: [JudgedWave]

  func series(_ summaries: [WaveSummary]) throws -> SurveySeries {
    var series = SurveySeries(waves: summaries, unfinished: try UnfinishedWave.fetch(db, among: summaries))
    guard waves.count > 1, let first = waves.first, let last = waves.last else { return series }
    let consecutive = WavePair.consecutive(waves)
    let overall = WavePair(from: first, to: last)
    let stored = StoredChanges(db: db)
    var changes: [WavePair: WaveChange] = [:]
    for pair in consecutive { changes[pair] = try stored.change(pair, isDecomposed: false) }
    let whole = try stored.change(overall, isDecomposed: true)
    if let whole { changes[overall] = whole }
    let missing = Set(consecutive + [overall]).filter { changes[$0] == nil }
      .sorted { ($0.from.label, $0.to.label) < ($1.from.label, $1.to.label) }
    series.panel = try StoredPanel(db: db, label: judgement).panel(of: waves)
    if !missing.isEmpty || series.panel == nil {
      let found = try ChangeTallying(db: db).run(pairs: missing, panel: series.panel == nil ? waves : [])
      for (pair, change) in zip(missing, found.changes) { changes[pair] = change }
      if let panel = found.panel { series.panel = panel }
    }
    series.changes = consecutive.compactMap { changes[$0] }.map { change in
      var change = change
      change.decompositions = []
      return change
    }
    let tallies = OperatorTallies(db: db)
    series.overall = whole ?? changes[overall]
    if series.overall?.decompositions.isEmpty == true {
      series.overall?.decompositions = try tallies.decompositions(overall)
    }
    series.concentration = try tallies.concentration(waves)
    return series
  }
}
