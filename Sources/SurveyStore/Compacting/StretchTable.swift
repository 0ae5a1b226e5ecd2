/// A table of rows of waves, or of judgements, with its twin, where rows that follow each other unchanged are one.
struct StretchTable: Sendable {
  /// What the plain table's first column counts.
  enum Owner {
    case wave
    case judgement

    /// The plain table's first column.
    var column: String {
      switch self {
      case .wave: "scan_id"
      case .judgement: "judgement_id"
      }
    }

    /// The table that numbers what is compacted.
    var numbers: String {
      switch self {
      case .wave: "compacted_wave"
      case .judgement: "compacted_judgement"
      }
    }
  }

  /// The plain table.
  let name: String
  let owner: Owner
  /// The columns that tell a row from the others of its wave, in the twin's order.
  let key: [String]
  /// The others, but for what is given up.
  let values: [String]
  /// The rows of `:owner` as the twin keeps them, key and values.
  private let source: String
  /// Puts the rows of `:number` back into the plain table, as those of `:owner`.
  let restoring: String

  /// A table that is kept as it is.
  init(_ name: String, of owner: Owner, key: [String], values: [String] = []) {
    let columns = (key + values).joined(separator: ", ")
    self.init(
      name, of: owner, key: key, values: values,
      source: "SELECT \(columns) FROM \(name) WHERE \(owner.column) = :owner",
      restoring: """
        INSERT INTO \(name) (\(owner.column), \(columns)) SELECT :owner, \(columns) FROM \(name)_stretch
        WHERE :number BETWEEN first AND last
        """)
  }

  /// A table of which something is told in another way.
  init(_ name: String, of owner: Owner, key: [String], values: [String], source: String, restoring: String) {
    self.name = name
    self.owner = owner
    self.key = key
    self.values = values
    self.source = source
    self.restoring = restoring
  }

  /// The twin.
  var stretches: String { "\(name)_stretch" }

  private var columns: String { (key + values).joined(separator: ", ") }

  private func same(_ columns: [String], _ left: String, _ right: String) -> String {
    columns.map { "\(left).\($0) IS \(right).\($0)" }.joined(separator: " AND ")
  }

  /// Lets the stretches that end one before `:number` go on where `:owner` has the very same row.
  var extending: String {
    """
    UPDATE \(stretches) AS t SET last = :number WHERE t.last = :number - 1 AND EXISTS (
      SELECT 1 FROM (\(source)) s WHERE \(key.map { "s.\($0) = t.\($0)" }.joined(separator: " AND "))
        \(values.isEmpty ? "" : "AND \(same(values, "s", "t"))"))
    """
  }

  /// Begins a stretch for every row of `:owner` that none goes on with.
  var beginning: String {
    """
    INSERT INTO \(stretches) (\(columns), first, last) SELECT \(columns), :number, :number FROM (\(source)) s
    WHERE NOT EXISTS (
      SELECT 1 FROM \(stretches) t
      WHERE \(key.map { "t.\($0) = s.\($0)" }.joined(separator: " AND ")) AND t.last = :number)
    """
  }

  /// How many rows stretches have for `:number`.
  var counting: String { "SELECT count(*) FROM \(stretches) WHERE :number BETWEEN first AND last" }

  /// How many rows `:owner` has in the plain table.
  var countingPlain: String { "SELECT count(*) FROM \(name) WHERE \(owner.column) = :owner" }

  var deletingPlain: String { "DELETE FROM \(name) WHERE \(owner.column) = :owner" }

  /// Deletes stretches of which no number is that of a wave any more.
  var deletingUnread: String {
    """
    DELETE FROM \(stretches) WHERE NOT EXISTS (
      SELECT 1 FROM \(owner.numbers) n WHERE n.number BETWEEN first AND last AND n.\(owner.column) IS NOT NULL)
    """
  }

  /// Rows of one compacted wave or judgement in the place of the plain table.
  func subquery(owner: Int64, number: Int64) -> String {
    """
    (SELECT \(owner) AS \(self.owner.column), \(columns) FROM \(stretches) WHERE \(number) BETWEEN first AND last)
    """
  }
}
