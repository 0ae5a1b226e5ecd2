internal import GRDB
internal import SurveyCore

/// The MTA-STS policies of domains, by their rows; the last one is remembered, as domains come ordered by policy.
final class MailPolicies {
  struct Policy {
    let status: MTASTSStatus?
    /// `nil` where there is no sound policy.
    let patterns: [MXPattern]?
  }

  private let statement: Statement
  private var last: (id: Int64, policy: Policy)?

  init(_ db: GRDB.Database) throws {
    statement = try db.makeStatement(sql: "SELECT mta_sts, mx FROM mail_policy WHERE mail_policy_id = ?")
  }

  /// The policy of a row; `nil` for 0, where policies were not asked for.
  func policy(_ id: Int64) throws -> Policy? {
    guard id != 0 else { return nil }
    if let last, last.id == id { return last.policy }
    guard let row = try Row.fetchOne(statement, arguments: [id]) else {
      preconditionFailure("a domain's policy is there")
    }
    let status = MTASTSStatus(rawValue: row[0])
    let patterns = JSONText.plainStrings(row[1]).compactMap { MXPattern($0) }
    let isSound = status == .enforce || status == .testing || status == .modeNone
    let policy = Policy(status: status, patterns: isSound ? patterns : nil)
    last = (id, policy)
    return policy
  }
}
