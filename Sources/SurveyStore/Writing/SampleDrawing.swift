internal import GRDB
internal import SurveyCore

/// Draws a simple random sample of the domains of a wave's lists, and forgets the others.
///
/// The sample are the domains that rank first (`SampleRank`). Where it ends is found by counting ranks in ranges and then
/// sorting the one range in which the end lies, so that nothing whole is in memory.
struct SampleDrawing {
  let db: GRDB.Database
  let scanID: Int64
  let seed: UInt64

  /// Draws, and gives the drawn domains the places 0, 1, 2, … in the order of the lists. Weights stay.
  /// - Returns: how many domains the lists have.
  func draw(_ size: SampleSize) throws -> Int {
    let counts = try rangeCounts()
    let listed = counts.reduce(0, +)
    let wanted = size.count(of: listed)
    guard wanted < listed else { return listed }
    try keep(through: try last(of: wanted, counts))
    return listed
  }

  private static let rangeBits = 16
  private static func range(_ rank: SampleRank) -> Int { Int(rank.number >> (64 - UInt64(rangeBits))) }

  /// Every domain's rank, in no particular order.
  private func forEachRank(_ body: (SampleRank) -> Void) throws {
    let names = try String.fetchCursor(
      db,
      sql: "SELECT d.name FROM scan_domain sd JOIN domain d ON d.domain_id = sd.domain_id WHERE sd.scan_id = ?",
      arguments: [scanID])
    while let name = try names.next() { body(SampleRank(of: DomainName(uncheckedCanonical: name), seed: seed)) }
  }

  private func rangeCounts() throws -> [Int] {
    var counts = [Int](repeating: 0, count: 1 << SampleDrawing.rangeBits)
    try forEachRank { counts[SampleDrawing.range($0)] += 1 }
    return counts
  }

  /// The rank of the last domain of a sample.
  private func last(of wanted: Int, _ counts: [Int]) throws -> SampleRank {
    var before = 0
    var range = 0
    while before + counts[range] < wanted {
      before += counts[range]
      range += 1
    }
    var inRange: [SampleRank] = []
    try forEachRank { if SampleDrawing.range($0) == range { inRange.append($0) } }
    return inRange.sorted()[wanted - before - 1]
  }

  private func keep(through last: SampleRank) throws {
    try db.execute(
      sql: """
        CREATE TEMP TABLE drawn_domain (
          place INTEGER PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, domain_id INTEGER NOT NULL, weight REAL NOT NULL)
        """)
    let insert = try db.makeStatement(sql: "INSERT INTO drawn_domain VALUES (?, ?, ?, ?)")
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT d.name, sd.ordinal, sd.domain_id, sd.weight FROM scan_domain sd JOIN domain d ON d.domain_id = sd.domain_id
        WHERE sd.scan_id = ? ORDER BY sd.ordinal
        """, arguments: [scanID])
    var place = 0
    while let row = try rows.next() {
      guard SampleRank(of: DomainName(uncheckedCanonical: row[0]), seed: seed) <= last else { continue }
      try insert.execute(arguments: [place, row[1] as Int64, row[2] as Int64, row[3] as Double])
      place += 1
    }
    // Rows that refer go first: while they are there, each row that is referred to costs a search for them.
    try db.execute(
      sql: """
        CREATE TEMP TABLE drawn_weight AS
          SELECT f.list_number, d.place, f.weight FROM further_weight f JOIN drawn_domain d ON d.ordinal = f.ordinal
          WHERE f.scan_id = :scan;
        DELETE FROM further_weight WHERE scan_id = :scan;
        DELETE FROM scan_domain WHERE scan_id = :scan;
        INSERT INTO scan_domain (scan_id, ordinal, domain_id, weight)
          SELECT :scan, place, domain_id, weight FROM drawn_domain ORDER BY place;
        INSERT INTO further_weight (scan_id, list_number, ordinal, weight)
          SELECT :scan, list_number, place, weight FROM drawn_weight;
        DROP TABLE drawn_weight;
        DROP TABLE drawn_domain;
        """, arguments: ["scan": scanID])
    try forgetOthers()
  }

  /// Domains of the lists that are in no wave, a range at a time: SQLite notes in memory which rows it is about to delete.
  private func forgetOthers() throws {
    let delete = try db.makeStatement(
      sql: """
        DELETE FROM domain WHERE domain_id BETWEEN ? AND ?
          AND NOT EXISTS (SELECT 1 FROM scan_domain sd WHERE sd.domain_id = domain.domain_id)
          AND NOT EXISTS (SELECT 1 FROM scan_domain_stretch sd WHERE sd.domain_id = domain.domain_id)
        """)
    let last = try Int.fetchOne(db, sql: "SELECT max(domain_id) FROM domain") ?? 0
    for first in stride(from: 0, through: last, by: SampleDrawing.deletedAtOnce) {
      try delete.execute(arguments: [first, first + SampleDrawing.deletedAtOnce - 1])
    }
  }

  private static let deletedAtOnce = 50_000
}
