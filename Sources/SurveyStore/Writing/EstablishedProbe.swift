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
  /// Hosts that completed a handshake in this wave so far, none of them inferred, each in a network of its own.
  /// - Parameters:
  ///   - limit: how many networks at most.
  ///   - isWanted: of which networks, a /24 or a /48 each.
  public func establishedProbes(
    networks limit: Int, where isWanted: @Sendable @escaping (Network) -> Bool
  ) async throws -> [EstablishedProbe] {
    try await database.pool.read { [scanID] db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT p.address_id, a.octets, h.name, p.look, c.sha256 FROM probe p
          JOIN ending e ON e.ending_id = p.ending_id AND e.outcome = ?
          JOIN address a ON a.address_id = p.address_id
          JOIN mx_host h ON h.host_id = p.host_id
          LEFT JOIN chain_certificate l ON l.chain_id = p.chain_id AND l.position = 0
          LEFT JOIN certificate c ON c.certificate_id = l.certificate_id
          WHERE p.scan_id = ? AND p.is_final = 1 AND p.inferred = 0
          """, arguments: [Outcome.tls.rawValue, scanID])
      var found: [Network: EstablishedProbe] = [:]
      var order: [Network] = []
      while order.count < limit, let row = try rows.next() {
        guard let address = Address(octets: row[1] as Data), let look = LookCode.look(row[3]) else { continue }
        let network = address.network
        guard found[network] == nil, isWanted(network) else { continue }
        order.append(network)
        found[network] = EstablishedProbe(
          addressID: row[0], address: address, serverName: DomainName(uncheckedCanonical: row[2]), look: look,
          leaf: (row[4] as Data?).flatMap { Fingerprint(octets: $0) })
      }
      return order.compactMap { found[$0] }
    }
  }

  /// When a host answered for the last time; `nil`: none has.
  public func lastAnswer() async throws -> Instant? {
    let silent = [Outcome.unreachable, .notProbed, .inconclusive].map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try await database.pool.read { [scanID] db in
      try Int64.fetchOne(
        db,
        sql: """
          SELECT max(p.observed_at) FROM probe p JOIN ending e ON e.ending_id = p.ending_id
          WHERE p.scan_id = ? AND p.inferred = 0 AND e.outcome NOT IN (\(silent))
          """, arguments: [scanID])
    }.map { Instant(epoch: $0) }
  }

  /// When the wave began.
  public func startedAt() async throws -> Instant {
    let epoch = try await database.pool.read { [scanID] db in
      try Int64.fetchOne(db, sql: "SELECT started_at FROM scan WHERE scan_id = ?", arguments: [scanID])
    }
    guard let epoch else { preconditionFailure("a wave has its row") }
    return Instant(epoch: epoch)
  }
}
