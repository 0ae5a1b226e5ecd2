internal import Foundation
internal import GRDB
internal import SurveyCore

/// Takes the mail hosts' addresses out of a copy.
///
/// Each address becomes another one, in order, from room that no host can have: 240.0.0.0/4 (RFC 1112 §4) and 100::/64
/// (RFC 6666). So an address is still one thing in all waves, of its family, and the lowest of a host stays the lowest;
/// what it was, or how far from the next, can't be told. Hosts' names stay, and with them what the DNS says today.
enum AddressStandIns {
  /// Replaces every address, and takes out the replies that peers wrote: many name the address that they refuse.
  static func replaceAddresses(_ db: GRDB.Database) throws {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT address_id, length(octets) FROM address ORDER BY length(octets), octets")
    try db.execute(
      sql: "CREATE TEMP TABLE stand_in (address_id INTEGER PRIMARY KEY, octets BLOB NOT NULL, text TEXT NOT NULL)")
    let insert = try db.makeStatement(sql: "INSERT INTO stand_in VALUES (?, ?, ?)")
    var counts: (v4: UInt32, v6: UInt128) = (0, 0)
    while let row = try rows.next() {
      let address: Address
      if row[1] as Int == 4 {
        counts.v4 += 1
        address = .v4(0xf000_0000 + counts.v4)
      } else {
        counts.v6 += 1
        address = .v6(0x0100 << 112 + counts.v6)
      }
      try insert.execute(arguments: [row[0] as Int64, address.octets.data, address.description])
    }
    // A stand-in may be an address that a laboratory has, and octets are unique: so all give up theirs first.
    try db.execute(
      sql: """
        UPDATE address SET octets = CAST('was ' || address_id AS BLOB);
        UPDATE address SET (octets, text) =
          (SELECT s.octets, s.text FROM stand_in s WHERE s.address_id = address.address_id);
        DROP TABLE stand_in
        """)
    try dropReplies(db)
  }

  /// Endings that differ by their text alone become one.
  private static func dropReplies(_ db: GRDB.Database) throws {
    let replacements = (["probe"] + (try Compacting.isPossible(db) ? ["probe_stretch"] : [])).map { table in
      """
      UPDATE \(table) SET ending_id = (SELECT k.kept FROM kept_ending k WHERE k.ending_id = \(table).ending_id)
      WHERE ending_id IN (SELECT ending_id FROM kept_ending WHERE kept <> ending_id);
      """
    }
    try db.execute(
      sql: """
        CREATE TEMP TABLE kept_ending AS
        SELECT ending_id, min(ending_id) OVER (PARTITION BY outcome, stage, reason, reply_code) AS kept FROM ending;
        CREATE UNIQUE INDEX temp.kept_ending_by_id ON kept_ending (ending_id);
        \(replacements.joined(separator: "\n"))
        DELETE FROM ending WHERE ending_id IN (SELECT ending_id FROM kept_ending WHERE kept <> ending_id);
        UPDATE ending SET text = x'';
        DROP TABLE kept_ending
        """)
  }
}
