internal import GRDB
internal import SurveyCore

/// What the look that counts saw at an address under one name.
struct NameSighting {
  /// In what names must agree: how it ended, but for the peer's words, the certificates, and what figures make of the
  /// session.
  struct Likeness: Hashable {
    let outcome: Outcome
    let reason: String
    let replyCode: Int
    let look: Int
    let chainID: Int64?
    let version: String?
    let traits: Int?
  }

  let name: DomainName
  let likeness: Likeness
  let endingID: Int64
  let sessionID: Int64?
  let observedAt: Int64
  /// Whether it was not dialled.
  let isPolicy: Bool

  /// The columns of `p`, the probe, `h`, the host, `e`, the ending, and `s`, the session.
  static let columns = """
    h.name, e.outcome, e.reason, e.reply_code, p.look, p.chain_id, s.tls_version, s.traits, p.ending_id, p.session_id,
    p.observed_at, e.stage = 'policy'
    """
  static let joins = """
    probe p JOIN ending e ON e.ending_id = p.ending_id JOIN mx_host h ON h.host_id = p.host_id
    LEFT JOIN session s ON s.session_id = p.session_id
    """

  init(_ row: Row) {
    guard let outcome = Outcome(rawValue: row[1]) else {
      preconditionFailure("the database holds an outcome that it can't hold")
    }
    name = DomainName(uncheckedCanonical: row[0])
    likeness = Likeness(
      outcome: outcome, reason: row[2], replyCode: row[3], look: row[4], chainID: row[5], version: row[6],
      traits: row[7])
    endingID = row[8]
    sessionID = row[9]
    observedAt = row[10]
    isPolicy = row[11]
  }

  /// Whether something is known of the peer.
  var isConclusive: Bool { likeness.outcome.isConclusive }

  /// Whether it says only that our own side failed, which another try may not; a missing route to IPv6 is of the place.
  var isOurFault: Bool { likeness.outcome == .inconclusive && likeness.reason != LocalFault.noIPv6.word }

  /// Whether it holds for the address, or its kind, whatever the name.
  var isOfTheAddress: Bool { isPolicy || likeness.reason == LocalFault.noIPv6.word }

  /// Whether it was left out only because the connections were used up.
  var isLimited: Bool { likeness.reason == Reason.policy(.addressLimit).word }
}
