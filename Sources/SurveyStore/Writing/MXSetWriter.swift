internal import GRDB
internal import SurveyCore

/// Stores an MX set once: equal sets of different domains, and of different waves, are one row.
struct MXSetWriter {
  let db: GRDB.Database
  let scanID: Int64

  init(_ db: GRDB.Database, _ scanID: Int64) {
    self.db = db
    self.scanID = scanID
  }

  func intern(_ set: MXSet, isExplicit: Bool) throws -> Int64 {
    let internHost = try db.cachedStatement(
      sql: "INSERT INTO mx_host (name, is_name) VALUES (?, ?) ON CONFLICT DO NOTHING")
    let findHost = try db.cachedStatement(sql: "SELECT host_id FROM mx_host WHERE name = ?")
    let queue = try db.cachedStatement(
      sql: """
        INSERT INTO scan_host (scan_id, host_id, is_explicit) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET is_explicit = max(is_explicit, excluded.is_explicit)
        """)
    var members: [(hostID: Int64, preference: UInt16)] = []
    for exchange in set.exchanges {
      let isName = if case .name = exchange.host { true } else { false }
      try internHost.execute(arguments: [exchange.host.text, isName])
      guard let hostID = try Int64.fetchOne(findHost, arguments: [exchange.host.text]) else {
        preconditionFailure("a host that was just inserted is there")
      }
      try queue.execute(arguments: [scanID, hostID, isExplicit])
      members.append((hostID, exchange.preference))
    }
    return try intern(members, count: set.count)
  }

  /// The row of a set whose hosts have rows already.
  func intern(_ members: [(hostID: Int64, preference: UInt16)], count: Int) throws -> Int64 {
    var key = MXSetWriter.leb128(UInt64(count))
    for member in members.sorted(by: { ($0.preference, $0.hostID) < ($1.preference, $1.hostID) }) {
      key += MXSetWriter.leb128(UInt64(member.preference)) + MXSetWriter.leb128(UInt64(member.hostID))
    }
    let find = try db.cachedStatement(sql: "SELECT mx_set_id FROM mx_set WHERE members = ?")
    if let known = try Int64.fetchOne(find, arguments: [key.data]) { return known }
    let insertSet = try db.cachedStatement(sql: "INSERT INTO mx_set (members, mx_count) VALUES (?, ?)")
    try insertSet.execute(arguments: [key.data, count])
    let setID = db.lastInsertedRowID
    let insert = try db.cachedStatement(sql: "INSERT INTO mx_set_member VALUES (?, ?, ?, ?)")
    let lowest = members.map(\.preference).min()
    for member in members {
      try insert.execute(arguments: [setID, member.hostID, Int(member.preference), member.preference == lowest])
    }
    return setID
  }

  /// Little-endian base 128 (DWARF §7.6): short numbers in few octets.
  static func leb128(_ value: UInt64) -> [UInt8] {
    var rest = value
    var octets: [UInt8] = []
    repeat {
      let low = UInt8(rest & 0x7f)
      rest >>= 7
      octets.append(rest == 0 ? low : low | 0x80)
    } while rest != 0
    return octets
  }
}
