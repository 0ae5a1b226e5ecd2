internal import GRDB
internal import SurveyCore

/// TLSA RDATA of one RRset as one BLOB: each with its length before it, in ascending order.
enum TLSARecords {
  static func encode(_ records: [[UInt8]]) -> [UInt8] {
    records.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { MXSetWriter.leb128(UInt64($0.count)) + $0 }
  }

  /// The row of an RRset, `nil` for none.
  static func intern(_ db: GRDB.Database, _ records: [[UInt8]]) throws -> Int64? {
    guard !records.isEmpty else { return nil }
    let key = encode(records).data
    let find = try db.cachedStatement(sql: "SELECT tlsa_rrset_id FROM tlsa_rrset WHERE records = ?")
    if let known = try Int64.fetchOne(find, arguments: [key]) { return known }
    try db.cachedStatement(sql: "INSERT INTO tlsa_rrset (records) VALUES (?)").execute(arguments: [key])
    return db.lastInsertedRowID
  }

  static func decode(_ data: Data) -> [[UInt8]] {
    var rest = Array(data)[...]
    var records: [[UInt8]] = []
    while !rest.isEmpty {
      var length = 0
      var shift = 0
      while let octet = rest.popFirst() {
        length |= Int(octet & 0x7f) << shift
        shift += 7
        if octet & 0x80 == 0 { break }
      }
      records.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return records
  }
}
