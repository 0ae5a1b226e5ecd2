internal import GRDB
internal import SurveyCore

/// What a host that has an address comes to.
struct HostKind {
  let hostID: Int64
  let operatorID: Int64
  /// Whether an MX record names it.
  let isExplicit: Bool
  /// How many domains have it as lowest preference.
  let domains: Int
  /// The address that stands for it in `v_host`.
  let addressID: Int64?
  /// `nil` where none of its addresses was reachable.
  let pattern: SightingPattern?
  /// What the DNS says of its DANE.
  let tlsa: TLSAState
  /// What its reachable addresses are worth under its TLSA records.
  let dane: [DANECode?]
}

/// The hosts of a wave, read in the order of their rows and remembered for those who ask for one: MX sets and addresses
/// were discovered in about the same order.
final class HostKinds {
  private let reader: SightingReader
  private let one: Statement
  private let arguments: StatementArguments
  private let db: GRDB.Database
  private var known: [Int64: HostKind] = [:]
  /// Whether every host that has an address is remembered.
  private var isComplete = false

  /// Hosts that are remembered at a time.
  private let capacity: Int

  init(
    _ db: GRDB.Database, scanID: Int64, judgementID: Int64, reader: SightingReader, capacity: Int = 300_000
  ) throws {
    self.db = db
    self.reader = reader
    self.capacity = capacity
    arguments = ["scan": scanID, "judgement": judgementID]
    one = try db.makeStatement(sql: HostKinds.sql(where: "ha.host_id = :host"))
  }

  /// Every host in the order of their rows.
  func forEach(_ body: (HostKind) throws -> Void) throws {
    let rows = try Row.fetchCursor(db, sql: HostKinds.sql(where: "true"), arguments: arguments)
    known = [:]
    isComplete = true
    var ahead = try rows.next()
    while let row = ahead {
      let kind = try read(row) {
        ahead = try rows.next()
        return ahead
      }
      if known.count == capacity {
        known = [:]
        isComplete = false
      }
      known[kind.hostID] = kind
      try body(kind)
    }
  }

  /// One host; `nil` where it has no address.
  func kind(of hostID: Int64) throws -> HostKind? {
    if let kind = known[hostID] { return kind }
    if isComplete { return nil }
    let rows = try Row.fetchCursor(one, arguments: arguments + ["host": hostID])
    guard let row = try rows.next() else { return nil }
    let kind = try read(row) { try rows.next() }
    if known.count == capacity { known = [:] }
    known[hostID] = kind
    return kind
  }

  /// Reads the rows of one host.
  private func read(_ first: Row, _ next: () throws -> Row?) throws -> HostKind {
    let hostID: Int64 = first[0]
    let (isExplicit, tlsaCode, domains): (Bool, Int?, Int) = (first[1], first[2], first[3])
    let (addressID, operatorID): (Int64?, Int64) = (first[4], first[5])
    let tlsa = TLSAState(code: tlsaCode)
    var codes: [UInt16] = []
    var dane: [DANECode?] = []
    var row: Row? = first
    while let current = row, current[0] as Int64 == hostID {
      let seen = try reader.seen(current, from: 6)
      if let code = seen.code {
        codes.append(code)
        if tlsa == .usable { dane.append(seen.dane) }
      }
      row = try next()
    }
    return HostKind(
      hostID: hostID, operatorID: operatorID, isExplicit: isExplicit, domains: domains, addressID: addressID,
      pattern: SightingPattern(codes: codes), tlsa: tlsa, dane: dane)
  }

  /// `CROSS JOIN` keeps SQLite to this order of loops; the index has the hosts in order.
  private static func sql(where condition: String) -> String {
    """
    SELECT ha.host_id, sh.is_explicit, sh.tlsa, sh.domains, sh.address_id, h.operator_id, \(SightingReader.columns)
    FROM host_address ha INDEXED BY host_address_by_host
    CROSS JOIN probe p ON p.scan_id = ha.scan_id AND p.address_id = ha.address_id AND p.host_id = ha.host_id
      AND p.is_final = 1
    CROSS JOIN scan_host sh ON sh.scan_id = ha.scan_id AND sh.host_id = ha.host_id
    CROSS JOIN mx_host h ON h.host_id = ha.host_id
    LEFT JOIN probe_verdict v ON v.judgement_id = :judgement AND v.host_id = ha.host_id
      AND v.address_id = ha.address_id
    WHERE ha.scan_id = :scan AND \(condition)
    ORDER BY ha.host_id, ha.address_id
    """
  }
}
