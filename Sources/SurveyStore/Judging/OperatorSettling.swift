internal import GRDB
internal import SurveyCore

/// Gives every MX host of a wave its operator: once for all waves, so that an operator is the same through time whatever
/// becomes of the public suffix list.
enum OperatorSettling {
  /// Hosts that are named at a time.
  private static let block = 4_096

  static func settle(_ db: GRDB.Database, scanID: Int64, _ naming: OperatorNaming) throws {
    try db.execute(
      sql: "UPDATE scan SET public_suffix_sha256 = coalesce(public_suffix_sha256, ?) WHERE scan_id = ?",
      arguments: [naming.sha256?.data, scanID])
    let update = try db.makeStatement(sql: "UPDATE mx_host SET operator_id = ? WHERE host_id = ?")
    let unnamed = try db.makeStatement(
      sql: """
        SELECT sh.host_id, h.name, h.is_name FROM scan_host sh JOIN mx_host h ON h.host_id = sh.host_id
        WHERE sh.scan_id = ? AND sh.host_id > ? AND h.operator_id IS NULL ORDER BY sh.host_id LIMIT ?
        """)
    let operators = try OperatorDictionary(db)
    var last = Int64.min
    while true {
      let hosts = try Row.fetchAll(unnamed, arguments: [scanID, last, block])
      for row in hosts {
        last = row[0]
        let host = DomainName(uncheckedCanonical: row[1])
        // What is no host name has no registrable domain.
        let name = row[2] ? naming.name(of: host) : host
        try update.execute(arguments: [try operators.intern(name.text), last])
      }
      if hosts.count < block { return }
    }
  }
}

/// The rows of operators, the last ones remembered.
private final class OperatorDictionary {
  private let insert: Statement
  private let find: Statement
  private var known: [String: Int64] = [:]

  /// Names that are remembered at a time.
  private static let capacity = 50_000

  init(_ db: GRDB.Database) throws {
    insert = try db.makeStatement(sql: "INSERT INTO operator (name) VALUES (?) ON CONFLICT DO NOTHING")
    find = try db.makeStatement(sql: "SELECT operator_id FROM operator WHERE name = ?")
  }

  func intern(_ name: String) throws -> Int64 {
    if let operatorID = known[name] { return operatorID }
    try insert.execute(arguments: [name])
    guard let operatorID = try Int64.fetchOne(find, arguments: [name]) else {
      preconditionFailure("an operator that was just inserted is there")
    }
    if known.count == OperatorDictionary.capacity { known = [:] }
    known[name] = operatorID
    return operatorID
  }
}
