internal import GRDB

/// Moves the rows of a finished wave, and of its judgements, into stretches, and back.
///
/// ```
/// probe, scan_host, …  ──compact──▶  probe_stretch, scan_host_stretch, …
///                      ◀──lay out──
/// ```
///
/// What is added up of waves stays where it is. Every row is worked on in the order of its key and by SQLite alone, so a wave
/// may be of any size; each call belongs into one transaction.
struct Compacting {
  let db: GRDB.Database
  let scanID: Int64

  /// What a wave's rows became.
  struct Counts {
    /// Rows that the wave had, all tables together.
    var rows = 0
    /// Rows that were added to stretches.
    var added = 0
  }

  private struct Owner {
    let id: Int64
    let number: Int64

    var arguments: StatementArguments { ["owner": id, "number": number] }
  }

  /// Whether the schema has stretches: a file that is only read may be of an older one.
  static func isPossible(_ db: GRDB.Database) throws -> Bool { try db.tableExists("compacted_wave") }

  /// Whether the wave is compacted.
  var isCompacted: Bool {
    get throws {
      guard try Compacting.isPossible(db) else { return false }
      return try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM compacted_wave WHERE scan_id = ?)", arguments: [scanID]) == true
    }
  }

  /// The judgements of the wave.
  private var judgements: [Row] {
    get throws {
      try Row.fetchAll(
        db, sql: "SELECT judgement_id, label FROM judgement WHERE scan_id = ? ORDER BY judgement_id",
        arguments: [scanID])
    }
  }

  /// How many rows the wave has in the plain tables.
  func countPlainRows() throws -> Int {
    var rows = try Int.fetchOne(db, sql: "SELECT count(*) FROM target WHERE scan_id = ?", arguments: [scanID]) ?? 0
    for table in StretchTable.all {
      let owners =
        switch table.owner {
        case .wave: [scanID]
        case .judgement: try judgements.map { $0[0] as Int64 }
        }
      for owner in owners { rows += try count(table.countingPlain, Owner(id: owner, number: 0)) }
    }
    return rows
  }

  // MARK: Into stretches

  /// Compacts a plain wave.
  func compact() throws -> Counts {
    let wave = Owner(id: scanID, number: try numberWave())
    let judgements = try judgements.map { row in
      Owner(id: row[0], number: try numberJudgement(row[0], label: row[1]))
    }
    var counts = Counts()
    let owned = StretchTable.all.flatMap { table in
      switch table.owner {
      case .wave: [(table, wave)]
      case .judgement: judgements.map { (table, $0) }
      }
    }
    for (table, owner) in owned {
      let rows = try count(table.countingPlain, owner)
      try execute(table.extending, owner)
      try execute(table.beginning, owner)
      counts.added += db.changesCount
      counts.rows += rows
      guard try count(table.counting, owner) == rows else {
        preconditionFailure("every row of \(table.name) is kept, and once")
      }
    }
    // What refers to others goes before them.
    for (table, owner) in owned.reversed() { try execute(table.deletingPlain, owner) }
    // The order of probing is given up; the addresses are those of the hosts and of the probes.
    try db.execute(sql: "DELETE FROM target WHERE scan_id = ?", arguments: [scanID])
    counts.rows += db.changesCount
    return counts
  }

  private func numberWave() throws -> Int64 {
    try db.execute(
      sql: "INSERT INTO compacted_wave SELECT coalesce(max(number), 0) + 1, ? FROM compacted_wave", arguments: [scanID])
    return db.lastInsertedRowID
  }

  /// Room for the judgements of one label.
  private static let range = 1 << 20

  private func numberJudgement(_ judgementID: Int64, label: String) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO compacted_judgement (number, judgement_id, label)
        SELECT 1 + coalesce(
          (SELECT max(number) FROM compacted_judgement WHERE label = :label),
          (SELECT (max(number) / :range + 1) * :range FROM compacted_judgement), 0), :judgement, :label
        """, arguments: ["label": label, "judgement": judgementID, "range": Compacting.range])
    return db.lastInsertedRowID
  }

  // MARK: And back

  /// Makes a compacted wave plain again; does nothing for a plain one.
  func layOut() throws {
    guard
      let number = try Int64.fetchOne(
        db, sql: "SELECT number FROM compacted_wave WHERE scan_id = ?", arguments: [scanID])
    else { return }
    let wave = Owner(id: scanID, number: number)
    let judgements = try Row.fetchAll(
      db,
      sql: """
        SELECT c.judgement_id, c.number FROM compacted_judgement c JOIN judgement j ON j.judgement_id = c.judgement_id
        WHERE j.scan_id = ? ORDER BY c.judgement_id
        """, arguments: [scanID]
    ).map { Owner(id: $0[0], number: $0[1]) }
    for table in StretchTable.all {
      switch table.owner {
      case .wave: try execute(table.restoring, wave)
      case .judgement: for judgement in judgements { try execute(table.restoring, judgement) }
      }
    }
    try db.execute(
      sql: """
        INSERT INTO target (scan_id, ordinal, address_id)
        SELECT :scan, row_number() OVER (ORDER BY address_id) - 1, address_id FROM (
          SELECT address_id FROM host_address WHERE scan_id = :scan
          UNION SELECT address_id FROM probe WHERE scan_id = :scan)
        """, arguments: ["scan": scanID])
    try db.execute(sql: "UPDATE compacted_wave SET scan_id = NULL WHERE scan_id = ?", arguments: [scanID])
    for judgement in judgements {
      try db.execute(
        sql: "UPDATE compacted_judgement SET judgement_id = NULL WHERE judgement_id = ?", arguments: [judgement.id])
    }
    for table in StretchTable.all { try db.execute(sql: table.deletingUnread) }
  }

  /// Does something that needs the wave's rows in the plain tables; a compacted wave is compacted again behind it.
  func whilePlain(_ body: () throws -> Void) throws {
    let wasCompacted = try isCompacted
    if wasCompacted { try layOut() }
    try body()
    if wasCompacted { _ = try compact() }
  }

  private func execute(_ sql: String, _ owner: Owner) throws {
    try db.execute(sql: sql, arguments: owner.arguments)
  }

  private func count(_ sql: String, _ owner: Owner) throws -> Int {
    try Int.fetchOne(db, sql: sql, arguments: owner.arguments) ?? 0
  }
}
