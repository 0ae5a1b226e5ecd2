internal import GRDB
internal import SurveyCore

/// What a domain was in a wave.
struct DomainState: Hashable {
  /// By `StateCode`.
  let code: Int
  /// By `ShareProfiles`; `ShareProfiles.none` where it is not reachable.
  let profile: Int

  static let absent = DomainState(code: StateCode.absent, profile: ShareProfiles.none)
}

/// What the domains of an MX set were in one wave. What takes a look-up is kept while it is likely to be asked for again:
/// a provider's sets serve millions of domains.
final class SetStates {
  private let wave: JudgedWave
  private let profiles: ShareProfiles
  private let shares: Statement
  private let outcomes: Statement
  /// Sets whose hosts differ, or of which none was reachable.
  private var known: [Int64: DomainState] = [:]

  /// Sets that are held at a time.
  private static let capacity = 200_000

  init(_ db: GRDB.Database, _ wave: JudgedWave, profiles: ShareProfiles) throws {
    self.wave = wave
    self.profiles = profiles
    let stored = try WaveRows(db, wave)
    shares = try db.makeStatement(
      sql: """
        SELECT m.word, s.share FROM \(stored.of(.mxSetShare)) s CROSS JOIN metric_word m ON m.code = s.metric
        WHERE s.judgement_id = ? AND s.mx_set_id = ?
        """)
    outcomes = try db.makeStatement(
      sql: """
        SELECT sh.outcome FROM mx_set_member m
        CROSS JOIN \(stored.of(.scanHost)) sh ON sh.scan_id = ? AND sh.host_id = m.host_id
        WHERE m.mx_set_id = ? AND m.is_lowest = 1
        """)
  }

  /// What a domain of this MX status and set was. One that takes no mail by MX records is absent, as it is from the
  /// trend; one whose lookup failed has no address as far as anyone can tell.
  func state(_ listing: DomainListing) throws -> DomainState {
    switch listing.status {
    case .mx, .nullMixed, .invalid:
      guard let setID = listing.setID else { return unreachable(StateCode.dnsFailed) }
      return try state(ofSet: setID, listing.result)
    case .servfail, .timeout, .bogus, .malformed: return unreachable(StateCode.dnsFailed)
    case .null, .nodata, .nxdomain, .implicit: return .absent
    case .inconclusive, nil: return unreachable(StateCode.inconclusive)
    }
  }

  private func unreachable(_ code: Int) -> DomainState { DomainState(code: code, profile: ShareProfiles.none) }

  private func state(ofSet setID: Int64, _ found: SetResult?) throws -> DomainState {
    if let found, let number = profiles.number(uniform: found) { return DomainState(code: found.code, profile: number) }
    if let state = known[setID] { return state }
    if known.count >= SetStates.capacity { known.removeAll(keepingCapacity: true) }
    let state =
      if let found {
        DomainState(
          code: found.code,
          profile: profiles.number(
            of: try mixed(setID, strict: found.strictShare, strictForwardSecrecy: found.strictForwardSecrecy)))
      } else {
        unreachable(try silence(ofSet: setID))
      }
    known[setID] = state
    return state
  }

  private func mixed(_ setID: Int64, strict: Double, strictForwardSecrecy: Double) throws -> ShareProfile {
    var found: [String: Double] = [:]
    let rows = try Row.fetchCursor(shares, arguments: [wave.judgementID, setID])
    while let row = try rows.next() { found[row[0]] = row[1] }
    let classes = CertificateClass.allCases.map { $0 == .caVerified ? strict : found[$0.metric] ?? 0 }
    return ShareProfile(
      classes: classes, noTLS: found[Metric.noTLS.word] ?? 0, strictForwardSecrecy: strictForwardSecrecy)
  }

  /// The first outcome, in the order of outcomes, of the lowest-preference hosts, of which none was reachable.
  private func silence(ofSet setID: Int64) throws -> Int {
    var first = StateCode.dnsFailed
    let rows = try Row.fetchCursor(outcomes, arguments: [wave.scanID, setID])
    // Codes of silent outcomes are in the order of outcomes, before that of hosts without an address.
    while let row = try rows.next() { first = min(first, StateCode.code(of: row[0] as String?)) }
    return first
  }
}

/// The operator that a domain's mail is expected to go to: that of the first lowest-preference host by name.
final class SetOperators {
  private let statement: Statement
  private var known: [Int64: Int64] = [:]

  /// Sets that are held at a time.
  private static let capacity = 400_000

  init(_ db: GRDB.Database) throws {
    // CROSS JOIN: SQLite would rather run through all hosts by name than sort the few of a set.
    statement = try db.makeStatement(
      sql: """
        SELECT coalesce(h.operator_id, -h.host_id) FROM mx_set_member m CROSS JOIN mx_host h ON h.host_id = m.host_id
        WHERE m.mx_set_id = ? AND m.is_lowest = 1 ORDER BY h.name LIMIT 1
        """)
  }

  /// Less than 0 for a host without an operator, which stands for itself.
  func operatorID(ofSet setID: Int64) throws -> Int64 {
    if let known = known[setID] { return known }
    if known.count >= SetOperators.capacity { known.removeAll(keepingCapacity: true) }
    guard let found = try Int64.fetchOne(statement, arguments: [setID]) else {
      preconditionFailure("an MX set has a host of lowest preference")
    }
    known[setID] = found
    return found
  }
}
