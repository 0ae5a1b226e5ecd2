internal import GRDB

/// Where the rows of one judged wave are read from: the plain tables, or the stretches that it was compacted into.
struct WaveRows {
  private let scanID: Int64
  private let judgementID: Int64
  /// `nil` for a plain wave.
  private let numbers: StretchNumbers?

  init(_ db: GRDB.Database, scanID: Int64, judgementID: Int64) throws {
    self.scanID = scanID
    self.judgementID = judgementID
    numbers = try StretchNumbers(db, scanID: scanID, judgementID: judgementID)
  }

  init(_ db: GRDB.Database, _ wave: JudgedWave) throws {
    try self.init(db, scanID: wave.scanID, judgementID: wave.judgementID)
  }

  /// What stands in a FROM clause for a table: its columns but for those that compacting gives up, and, of a compacted wave,
  /// its rows alone.
  func of(_ table: StretchTable) -> String {
    guard let numbers else { return table.name }
    return switch table.owner {
    case .wave: table.subquery(owner: scanID, number: numbers.wave)
    case .judgement: table.subquery(owner: judgementID, number: numbers.judgement)
    }
  }
}
