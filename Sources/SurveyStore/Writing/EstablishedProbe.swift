internal import GRDB
public import SurveyCore

/// A host that completed a handshake, as far as it takes to ask it again.
public struct EstablishedProbe: Sendable, Hashable {
  /// The address's row.
  public let addressID: Int64
  /// Its address.
  public let address: Address
  /// The name that was asked for.
  public let serverName: DomainName
  /// The look that completed.
  public let look: Look
  /// SHA-256 of the leaf; `nil`: TLS without a certificate.
  public let leaf: Fingerprint?
}

extension Wave {
  /// Hosts that completed a handshake in this wave so far, none of them inferred.
  /// - Parameter limit: how many at most.
  public func establishedProbes(limit: Int) async throws -> [EstablishedProbe] {
    try await database.pool.read { [scanID] db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT p.address_id, a.octets, h.name, p.look, c.sha256 FROM probe p
          JOIN ending e ON e.ending_id = p.ending_id AND e.outcome = ?
          JOIN address a ON a.address_id = p.address_id
          JOIN mx_host h ON h.host_id = p.host_id
          LEFT JOIN chain_certificate l ON l.chain_id = p.chain_id AND l.position = 0
          LEFT JOIN certificate c ON c.certificate_id = l.certificate_id
          WHERE p.scan_id = ? AND p.is_final = 1 AND p.inferred = 0 LIMIT ?
          """, arguments: [Outcome.tls.rawValue, scanID, limit]
      ).compactMap { row in
        guard let address = Address(octets: row[1] as Data), let look = LookCode.look(row[3]) else { return nil }
        return EstablishedProbe(
          addressID: row[0], address: address, serverName: DomainName(uncheckedCanonical: row[2]), look: look,
          leaf: (row[4] as Data?).flatMap { Fingerprint(octets: $0) })
      }
    }
  }
}
