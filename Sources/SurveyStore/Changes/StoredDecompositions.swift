internal import GRDB
internal import SurveyCore

/// The rows of a pair's decompositions.
struct StoredDecompositions {
  let db: GRDB.Database
  let pairID: Int64

  /// Stores them in place of those before.
  func replace(by decompositions: [Decomposition]) throws {
    for table in ["decomposition", "contribution"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE pair_id = ?", arguments: [pairID])
    }
    let whole = try statement("decomposition", columns: 12)
    let part = try statement("contribution", columns: 13)
    for found in decompositions {
      let key: StatementArguments = [pairID, found.unit.rawValue, found.metric.word]
      let (before, after) = (found.before, found.after)
      try whole.execute(
        arguments: key + [before.numerator, before.denominator, after.numerator, after.denominator]
          + found.terms.arguments + [found.operatorCount])
      for (place, entry) in found.operators.enumerated() {
        let (before, after) = (entry.before, entry.after)
        try part.execute(
          arguments: key + [place, entry.name] + entry.terms.arguments
            + [before?.numerator, before?.denominator, after?.numerator, after?.denominator])
      }
    }
  }

  private func statement(_ table: String, columns: Int) throws -> Statement {
    let values = Array(repeating: "?", count: columns).joined(separator: ", ")
    return try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(values))")
  }

  /// In the order in which they are computed: by unit, then by metric.
  func all() throws -> [Decomposition] {
    var contributions: [Key: [Decomposition.Contribution]] = [:]
    let parts = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT * FROM contribution WHERE pair_id = ? ORDER BY unit, metric, place"),
      arguments: [pairID])
    while let row = try parts.next() {
      contributions[Key(row), default: []].append(
        Decomposition.Contribution(
          name: row["operator"], terms: Decomposition.Terms(row), before: Ratio(row, "before"),
          after: Ratio(row, "after")))
    }
    let wholes = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM decomposition WHERE pair_id = ?"), arguments: [pairID])
    let byKey = Dictionary(uniqueKeysWithValues: wholes.map { (Key($0), $0) })
    return OperatorTallies.decomposedUnits.flatMap { unit in
      Metric.followed.compactMap { metric in
        let key = Key(unit: unit.rawValue, metric: metric.word)
        guard let row = byKey[key], let before = Ratio(row, "before"), let after = Ratio(row, "after") else {
          return nil
        }
        return Decomposition(
          unit: unit, metric: metric, before: before, after: after, terms: Decomposition.Terms(row),
          operatorCount: row["operators"], operators: contributions[key] ?? [])
      }
    }
  }

  private struct Key: Hashable {
    let unit: String
    let metric: String

    init(unit: String, metric: String) {
      self.unit = unit
      self.metric = metric
    }

    init(_ row: Row) { self.init(unit: row["unit"], metric: row["metric"]) }
  }
}

extension Decomposition.Terms {
  fileprivate var arguments: StatementArguments { [rate, weight, entry, exit] }

  fileprivate init(_ row: Row) {
    self.init(rate: row["rate"], weight: row["weight"], entry: row["entry"], exit: row["exit"])
  }
}

extension Ratio {
  /// `nil` where the columns are NULL.
  fileprivate init?(_ row: Row, _ name: String) {
    guard let numerator = row[name] as Double?, let denominator = row[name + "_of"] as Double? else { return nil }
    self.init(numerator, of: denominator)
  }
}
