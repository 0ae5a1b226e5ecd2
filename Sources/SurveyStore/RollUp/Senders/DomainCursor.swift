internal import GRDB
internal import SurveyCore

/// What domains of one MX set have in common.
struct DomainGroupKey: Hashable {
  /// 0 where policies were not asked for.
  let policyID: Int64
  /// The code of the MX RRset's security, -1 where there is none.
  let dnssecCode: Int
  let status: MXStatus

  var dnssec: DNSSECStatus {
    dnssecCode < 0 ? .unknown : DNSSECStatus(rawValue: DNSSECWords.version1[dnssecCode]) ?? .unknown
  }
}

/// The domains of each MX set, in the order of the sets, then by policy, security and status.
final class DomainCursor {
  private let rows: RowCursor
  private var ahead: Row?
  private let scanID: Int64
  private let nameStatement: Statement

  init(_ db: GRDB.Database, scanID: Int64) throws {
    self.scanID = scanID
    nameStatement = try db.makeStatement(
      sql: """
        SELECT d.name FROM scan_domain sd JOIN domain d ON d.domain_id = sd.domain_id
        WHERE sd.scan_id = ? AND sd.ordinal = ?
        """)
    // No names here: they would make the sort of a large wave several times as large.
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT sd.mx_set_id, coalesce(sd.mail_policy_id, 0), coalesce(sd.mx_dnssec, -1), sd.mx_status, sd.ordinal
        FROM scan_domain sd WHERE sd.scan_id = ? AND sd.mx_set_id IS NOT NULL
        ORDER BY 1, 2, 3, 4
        """, arguments: [scanID])
    ahead = try rows.next()?.copy()
  }

  /// Calls back for each group of a set's domains; sets must be asked for in ascending order.
  /// - Parameter body: takes the places of the group's domains from its second argument until that gives none.
  func forEachGroup(ofSet setID: Int64, _ body: (DomainGroupKey, () throws -> Int64?) throws -> Void) throws {
    while let row = ahead, (row[0] as Int64) < setID { ahead = try rows.next()?.copy() }
    while let key = key(ofSet: setID) {
      try body(key) {
        guard self.key(ofSet: setID) == key, let row = ahead else { return nil }
        let ordinal: Int64 = row[4]
        ahead = try rows.next()?.copy()
        return ordinal
      }
    }
  }

  /// The name of a domain.
  func name(at ordinal: Int64) throws -> DomainName {
    guard let name = try String.fetchOne(nameStatement, arguments: [scanID, ordinal]) else {
      preconditionFailure("a domain of a wave has a name")
    }
    return DomainName(uncheckedCanonical: name)
  }

  private func key(ofSet setID: Int64) -> DomainGroupKey? {
    guard let row = ahead, row[0] as Int64 == setID else { return nil }
    return DomainGroupKey(policyID: row[1], dnssecCode: row[2], status: MXStatus(code: row[3]))
  }
}
