internal import GRDB
internal import SurveyCore

/// What the hosts of a wave that an MX record names were, in the order of their rows.
final class HostStates {
  struct Host {
    let hostID: Int64
    /// Less than 0 for a host without an operator, which stands for itself.
    let operatorID: Int64
    let code: HostCode
  }

  private let rows: RowCursor

  init(_ db: GRDB.Database, _ wave: JudgedWave) throws {
    let stored = try WaveRows(db, wave)
    // Whether all addresses have forward secrecy is only asked of hosts that are CA-verified at all of them. CROSS JOIN
    // keeps to the order of the hosts, and to the addresses of each: SQLite would run through all probes for every host.
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT sh.host_id, coalesce(h.operator_id, -sh.host_id), sh.outcome, v.class,
          v.class = :verified AND NOT EXISTS (
            SELECT 1 FROM \(stored.of(.hostAddress)) ha
            CROSS JOIN \(stored.of(.probe)) p ON p.scan_id = ha.scan_id AND p.address_id = ha.address_id AND p.host_id = ha.host_id
              AND p.is_final = 1
            CROSS JOIN ending e ON e.ending_id = p.ending_id AND e.outcome = 'tls'
            LEFT JOIN session t ON t.session_id = p.session_id
            WHERE ha.scan_id = sh.scan_id AND ha.host_id = sh.host_id AND coalesce(t.traits, 0) & :secrecy = 0)
        FROM \(stored.of(.scanHost)) sh CROSS JOIN mx_host h ON h.host_id = sh.host_id
        LEFT JOIN \(stored.of(.hostVerdict)) v ON v.judgement_id = :judgement AND v.host_id = sh.host_id
        WHERE sh.scan_id = :scan AND sh.is_explicit = 1 ORDER BY sh.host_id
        """,
      arguments: [
        "scan": wave.scanID, "judgement": wave.judgementID, "verified": CertificateClass.caVerified.rawValue,
        "secrecy": Int(Sighting.Traits.forwardSecrecy.rawValue),
      ])
  }

  func next() throws -> Host? {
    guard let row = try rows.next() else { return nil }
    let (outcome, word): (String?, String?) = (row[2], row[3])
    let isStrict: Bool? = row[4]
    return Host(
      hostID: row[0], operatorID: row[1],
      code: HostCode(state: StateCode.code(of: word ?? outcome), hasForwardSecrecy: isStrict ?? false))
  }
}

/// A host's state, and whether it is strict with forward secrecy at all its addresses, as one number.
struct HostCode: Hashable {
  let number: Int

  static let count = 2 * StateCode.count
  static let absent = HostCode(state: StateCode.absent, hasForwardSecrecy: false)

  init(number: Int) { self.number = number }

  init(state: Int, hasForwardSecrecy: Bool) { number = 2 * state + (hasForwardSecrecy ? 1 : 0) }

  var state: Int { number / 2 }

  /// The shares of `Metric.followed` by number, all or nothing; `nil` for hosts in no base.
  static let followed: [[Double]?] = (0..<count).map { number in
    switch UnitState.all[number / 2] {
    case .result(let result):
      let profile = ShareProfile(result, strictForwardSecrecy: Double(number % 2))
      return Metric.followed.map(profile.share)
    case .silent, .dnsFailed, .absent: return nil
    }
  }
}
