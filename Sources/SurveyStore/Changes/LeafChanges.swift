internal import GRDB
internal import SurveyCore

/// What became of hosts' leaf certificates between two waves, by the address that stands for the host in `v_host`.
struct LeafChanges {
  let db: GRDB.Database
  let pair: WavePair

  /// Rows of `movedToCA`; the rest is one more.
  private static let maximumIssuers = 50

  /// The leaf of a host of one class, by the tables' suffix. CROSS JOIN keeps to the order of the hosts, and asks for
  /// certificates only where both classes fit.
  private func leaf(_ end: String, of wave: JudgedWave) throws -> String {
    """
    CROSS JOIN \(try WaveRows(db, wave).of(.probe)) p\(end) ON p\(end).scan_id = s\(end).scan_id AND p\(end).address_id = s\(end).address_id
      AND p\(end).host_id = s\(end).host_id AND p\(end).is_final = 1
    CROSS JOIN chain_certificate cc\(end) ON cc\(end).chain_id = p\(end).chain_id AND cc\(end).position = 0
    CROSS JOIN certificate l\(end) ON l\(end).certificate_id = cc\(end).certificate_id
    """
  }

  private var hosts: String {
    get throws {
      let (from, to) = (try WaveRows(db, pair.from), try WaveRows(db, pair.to))
      return """
        FROM \(from.of(.hostVerdict)) va
        CROSS JOIN \(to.of(.hostVerdict)) vb ON vb.judgement_id = :to AND vb.host_id = va.host_id AND vb.class = :after
        CROSS JOIN \(from.of(.scanHost)) sa ON sa.scan_id = :from_scan AND sa.host_id = va.host_id AND sa.is_explicit = 1
        CROSS JOIN \(to.of(.scanHost)) sb ON sb.scan_id = :to_scan AND sb.host_id = va.host_id AND sb.is_explicit = 1
        """
    }
  }

  private func rows(_ columns: String, joins: String, before: CertificateClass) throws -> [Row] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns), count(*) \(try hosts) \(joins)
        WHERE va.judgement_id = :from AND va.class = :before GROUP BY 1
        """,
      arguments: [
        "from": pair.from.judgementID, "to": pair.to.judgementID, "from_scan": pair.from.scanID,
        "to_scan": pair.to.scanID, "before": before.rawValue, "after": CertificateClass.caVerified.rawValue,
      ])
  }

  /// Of hosts that were CA-verified in both waves.
  func renewals() throws -> [Renewal: Int] {
    let kind = """
      CASE WHEN la.certificate_id = lb.certificate_id THEN '\(Renewal.sameCertificate.rawValue)'
        WHEN la.spki_sha256 = lb.spki_sha256 THEN '\(Renewal.sameKey.rawValue)' ELSE '\(Renewal.newKey.rawValue)' END
      """
    let joins = try leaf("a", of: pair.from) + "\n" + leaf("b", of: pair.to)
    return try rows(kind, joins: joins, before: .caVerified).reduce(into: [:]) { counts, row in
      Renewal(rawValue: row[0]).map { counts[$0] = row[1] }
    }
  }

  /// Hosts that were self-signed and are CA-verified, by the issuer of the new certificate, most first.
  func movedToCA() throws -> [IssuerCount] {
    var counts: [String: Int] = [:]
    for row in try rows("lb.issuer", joins: leaf("b", of: pair.to), before: .selfSigned) {
      counts[DistinguishedName(row[0] ?? "").organisation, default: 0] += row[1]
    }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { IssuerCount(issuer: $0.key, hosts: $0.value) }
    let rest = sorted.dropFirst(LeafChanges.maximumIssuers).map(\.hosts).reduce(0, +)
    return sorted.prefix(LeafChanges.maximumIssuers)
      + (rest > 0 ? [IssuerCount(issuer: BreakdownRow.others, hosts: rest)] : [])
  }
}
