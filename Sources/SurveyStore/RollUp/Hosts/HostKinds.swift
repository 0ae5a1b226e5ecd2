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
  let pattern: PatternNumber?
  /// What its reachable addresses are worth under its TLSA records; `nil` where it has no usable one.
  let dane: DANEStatus?
}

/// The hosts of a wave, read in the order of their rows and remembered for those who ask for one. MX sets and addresses
/// were discovered in about the same order, so the next that is asked for stands near the last.
final class HostKinds {
  private let reader: SightingReader
  private let numbers: PatternNumbers
  private let all: HotStatement
  private let one: HotStatement
  /// In the order of their rows, as many as may be remembered.
  private var first: [HostKind] = []
  /// Where the last that was asked for stands among the first.
  private var place = 0
  /// Others that were asked for.
  private var further: [Int64: HostKind] = [:]
  /// Whether every host that has an address is among the first.
  private var isComplete = false

  /// Hosts that are remembered at a time.
  private let capacity: Int

  init(
    _ db: GRDB.Database, scanID: Int64, judgementID: Int64, reader: SightingReader, numbers: PatternNumbers,
    capacity: Int
  ) throws {
    self.reader = reader
    self.numbers = numbers
    self.capacity = capacity
    all = try HotStatement(db, HostKinds.sql(where: "true"))
    one = try HotStatement(db, HostKinds.sql(where: "ha.host_id = ?3"))
    all.bind(scanID, at: 1)
    all.bind(judgementID, at: 2)
    one.bind(scanID, at: 1)
    one.bind(judgementID, at: 2)
  }

  /// Every host in the order of their rows.
  func forEach(_ body: (HostKind) throws -> Void) throws {
    first.removeAll(keepingCapacity: true)
    isComplete = true
    var isAhead = try all.next()
    while isAhead {
      let kind = try read(all, &isAhead)
      if first.count < capacity { first.append(kind) } else { isComplete = false }
      try body(kind)
    }
    place = 0
  }

  /// One host; `nil` where it has no address.
  func kind(of hostID: Int64) throws -> HostKind? {
    if let kind = remembered(hostID) { return kind }
    if isComplete { return nil }
    if let kind = further[hostID] { return kind }
    one.bind(hostID, at: 3)
    var isAhead = try one.next()
    guard isAhead else { return nil }
    let kind = try read(one, &isAhead)
    if further.count == capacity { further = [:] }
    further[hostID] = kind
    return kind
  }

  /// Looks in steps that double, away from where the last host was, and then between the last two.
  private func remembered(_ hostID: Int64) -> HostKind? {
    guard place < first.count else { return nil }
    var (low, high) = (place, place)
    var step = 1
    while first[low].hostID > hostID {
      if low == 0 { return nil }
      (low, high) = (max(0, low - step), low)
      step *= 2
    }
    while first[high].hostID < hostID {
      if high == first.count - 1 { return nil }
      (low, high) = (high, min(first.count - 1, high + step))
      step *= 2
    }
    while low < high {
      let middle = (low + high) / 2
      if first[middle].hostID < hostID { low = middle + 1 } else { high = middle }
    }
    place = low
    return first[low].hostID == hostID ? first[low] : nil
  }

  /// Reads the rows of one host, and goes on to the first of the next.
  private func read(_ rows: borrowing HotStatement, _ isAhead: inout Bool) throws -> HostKind {
    let hostID = rows.int64(0)
    let (isExplicit, domains) = (rows.int(1) != 0, rows.int(3))
    let addressID = rows.isNull(4) ? nil : rows.int64(4)
    let operatorID = rows.int64(5)
    let tlsa = TLSAState(code: rows.isNull(2) ? nil : rows.int(2))
    var codes: [UInt16] = []
    var dane: [DANECode?] = []
    repeat {
      let seen = try reader.seen(rows, from: 6)
      if let code = seen.code {
        codes.append(code)
        if tlsa == .usable { dane.append(seen.dane) }
      }
      isAhead = try rows.next()
    } while isAhead && rows.int64(0) == hostID
    return HostKind(
      hostID: hostID, operatorID: operatorID, isExplicit: isExplicit, domains: domains, addressID: addressID,
      pattern: numbers.number(ofCodes: codes), dane: tlsa == .usable ? HostKinds.status(dane) : nil)
  }

  private static func status(_ dane: [DANECode?]) -> DANEStatus {
    dane.contains(.unusable) ? .unusable : TLSAState.usable.status(matches: dane.map { $0 == .match })
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
    LEFT JOIN probe_verdict v ON v.judgement_id = ?2 AND v.host_id = ha.host_id
      AND v.address_id = ha.address_id
    WHERE ha.scan_id = ?1 AND \(condition)
    ORDER BY ha.host_id, ha.address_id
    """
  }
}
