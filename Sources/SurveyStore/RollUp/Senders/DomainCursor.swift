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
  private struct Entry {
    let setID: Int64
    let policyID: Int64
    let dnssecCode: Int
    let statusCode: Int
    let ordinal: Int64
  }

  private let rows: HotStatement
  private var ahead: Entry?
  private let nameStatement: HotStatement

  init(_ db: GRDB.Database, scanID: Int64) throws {
    nameStatement = try HotStatement(
      db,
      """
      SELECT d.name FROM scan_domain sd JOIN domain d ON d.domain_id = sd.domain_id
      WHERE sd.scan_id = ? AND sd.ordinal = ?
      """)
    nameStatement.bind(scanID, at: 1)
    // No names here: they would make the sort of a large wave several times as large.
    rows = try HotStatement(
      db,
      """
      SELECT sd.mx_set_id, coalesce(sd.mail_policy_id, 0), coalesce(sd.mx_dnssec, -1), sd.mx_status, sd.ordinal
      FROM scan_domain sd WHERE sd.scan_id = ? AND sd.mx_set_id IS NOT NULL
      ORDER BY 1, 2, 3, 4
      """)
    rows.bind(scanID, at: 1)
    try advance()
  }

  /// Calls back for each group of a set's domains; sets must be asked for in ascending order.
  /// - Parameter body: takes the places of the group's domains from its second argument until that gives none.
  func forEachGroup(ofSet setID: Int64, _ body: (DomainGroupKey, () throws -> Int64?) throws -> Void) throws {
    while let entry = ahead, entry.setID < setID { try advance() }
    while let key = key(ofSet: setID) {
      try body(key) {
        guard self.key(ofSet: setID) == key, let entry = ahead else { return nil }
        try advance()
        return entry.ordinal
      }
    }
  }

  /// The name of a domain.
  func name(at ordinal: Int64) throws -> DomainName {
    nameStatement.bind(ordinal, at: 2)
    defer { nameStatement.reset() }
    guard try nameStatement.next(), let name = nameStatement.text(0) else {
      preconditionFailure("a domain of a wave has a name")
    }
    return DomainName(uncheckedCanonical: name)
  }

  /// Reads the next domain; after the last nothing more is read, as that would begin anew.
  private func advance() throws {
    ahead =
      try rows.next()
      ? Entry(
        setID: rows.int64(0), policyID: rows.int64(1), dnssecCode: rows.int(2), statusCode: rows.int(3),
        ordinal: rows.int64(4)) : nil
  }

  private func key(ofSet setID: Int64) -> DomainGroupKey? {
    guard let entry = ahead, entry.setID == setID else { return nil }
    return DomainGroupKey(
      policyID: entry.policyID, dnssecCode: entry.dnssecCode, status: MXStatus(code: entry.statusCode))
  }
}
