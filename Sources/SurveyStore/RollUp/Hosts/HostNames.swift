internal import GRDB

/// The names of hosts.
struct HostNames {
  private let statement: Statement

  init(_ db: GRDB.Database) throws {
    statement = try db.makeStatement(sql: "SELECT name FROM mx_host WHERE host_id = ?")
  }

  func name(of hostID: Int64) throws -> String {
    guard let name = try String.fetchOne(statement, arguments: [hostID]) else {
      preconditionFailure("a host that was probed has a name")
    }
    return name
  }
}
