internal import GRDB
public import SurveyCore

extension SurveyDatabase {
  /// The domains behind the transitions between two finished waves, in order of name, one at a time.
  /// - Parameters:
  ///   - unchangedToo: also those that are what they were.
  ///   - body: is called with each; what it throws ends the reading.
  /// - Throws: `MissingWave` where either label is that of no finished wave, or of one without this judgement.
  public func movedDomains(
    from: String, to: String, judgement: String = "as-observed", unchangedToo: Bool = false,
    _ body: (MovedDomain) throws -> Void
  ) throws {
    try pool.read { db in
      let waves = try JudgedWave.fetch(db, judgement: judgement)
      func wave(_ label: String) throws -> JudgedWave {
        guard let wave = waves.first(where: { $0.label == label }) else {
          throw MissingWave(label: label, judgement: judgement)
        }
        return wave
      }
      let pair = WavePair(from: try wave(from), to: try wave(to))
      try MovedDomainReading(db, pair).forEach(unchangedToo: unchangedToo, body)
    }
  }

  /// No finished wave has this label and a judgement of that one.
  public struct MissingWave: Error, Hashable, Sendable {
    /// The wave's label.
    public let label: String
    /// The judgement's label.
    public let judgement: String
  }
}

/// Reads domains of two waves by name: the names' index is in order, so nothing has to be sorted.
private struct MovedDomainReading {
  private let db: GRDB.Database
  private let pair: WavePair
  private let before: SetStates
  private let after: SetStates
  private let hosts: FirstHosts

  init(_ db: GRDB.Database, _ pair: WavePair) throws {
    self.db = db
    self.pair = pair
    let profiles = ShareProfiles()
    before = try SetStates(db, pair.from, profiles: profiles)
    after = try SetStates(db, pair.to, profiles: profiles)
    hosts = try FirstHosts(db)
  }

  func forEach(unchangedToo: Bool, _ body: (MovedDomain) throws -> Void) throws {
    let (from, to) = (try WaveRows(db, pair.from), try WaveRows(db, pair.to))
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT d.name, a.domain_id, a.mx_status, a.mx_set_id, a.weight, \(SetResult.columns("va")),
          b.domain_id, b.mx_status, b.mx_set_id, b.weight, \(SetResult.columns("vb"))
        FROM domain d
        LEFT JOIN \(from.of(.scanDomain)) a ON a.domain_id = d.domain_id AND a.scan_id = ?
        LEFT JOIN \(from.of(.mxSetVerdict)) va ON va.judgement_id = ? AND va.mx_set_id = a.mx_set_id
        LEFT JOIN \(to.of(.scanDomain)) b ON b.domain_id = d.domain_id AND b.scan_id = ?
        LEFT JOIN \(to.of(.mxSetVerdict)) vb ON vb.judgement_id = ? AND vb.mx_set_id = b.mx_set_id
        WHERE a.domain_id IS NOT NULL OR b.domain_id IS NOT NULL ORDER BY d.name
        """, arguments: [pair.from.scanID, pair.from.judgementID, pair.to.scanID, pair.to.judgementID])
    while let row = try rows.next() {
      let (old, new) = (DomainListing(row, from: 1), DomainListing(row, from: 8))
      let (from, to) = (try old.map(before.state) ?? .absent, try new.map(after.state) ?? .absent)
      guard from.code != StateCode.absent || to.code != StateCode.absent, unchangedToo || from.code != to.code
      else { continue }
      let (oldEnd, newEnd) = (try end(old, from), try end(new, to))
      try body(
        MovedDomain(
          domain: DomainName(uncheckedCanonical: row[0]), from: UnitState.all[from.code], to: UnitState.all[to.code],
          weightBefore: oldEnd.weight, weightAfter: newEnd.weight, mxBefore: oldEnd.host?.name,
          mxAfter: newEnd.host?.name, operatorBefore: oldEnd.host?.operatorName,
          operatorAfter: newEnd.host?.operatorName))
    }
  }

  private func end(
    _ listing: DomainListing?, _ state: DomainState
  ) throws -> (weight: Double?, host: FirstHosts.Host?) {
    guard let listing, state.code != StateCode.absent else { return (nil, nil) }
    return (listing.weight, try listing.setID.flatMap(hosts.host))
  }
}

extension DomainListing {
  /// From the columns domain, status, set, weight and those of the result; `nil` where the wave does not list the domain.
  fileprivate init?(_ row: Row, from place: Int) {
    guard row[place] as Int64? != nil, let weight = row[place + 3] as Double? else { return nil }
    let status: Int? = row[place + 1]
    self.init(
      status: status.map { MXStatus(code: $0) }, setID: row[place + 2], weight: weight,
      result: SetResult(row, from: place + 4))
  }
}

/// The first lowest-preference host of MX sets by name, with its operator.
private final class FirstHosts {
  struct Host {
    let name: String
    let operatorName: String?
  }

  private let statement: Statement
  private var known: [Int64: Host] = [:]

  /// Hosts that are held at a time.
  private static let capacity = 100_000

  init(_ db: GRDB.Database) throws {
    // CROSS JOIN: SQLite would rather run through all hosts by name than sort the few of a set.
    statement = try db.makeStatement(
      sql: """
        SELECT h.name, o.name FROM mx_set_member m CROSS JOIN mx_host h ON h.host_id = m.host_id
        LEFT JOIN operator o ON o.operator_id = h.operator_id
        WHERE m.mx_set_id = ? AND m.is_lowest = 1 ORDER BY h.name LIMIT 1
        """)
  }

  func host(ofSet setID: Int64) throws -> Host? {
    if let host = known[setID] { return host }
    guard let row = try Row.fetchOne(statement, arguments: [setID]) else { return nil }
    if known.count >= FirstHosts.capacity { known.removeAll(keepingCapacity: true) }
    let host = Host(name: row[0], operatorName: row[1])
    known[setID] = host
    return host
  }
}
