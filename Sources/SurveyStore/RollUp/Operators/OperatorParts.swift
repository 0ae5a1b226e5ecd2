internal import GRDB
internal import SurveyCore

/// What an operator has many of that look alike: hosts, addresses or domains of one pattern.
struct OperatorPart: Hashable {
  /// What is counted.
  enum Kind: Int64, CaseIterable {
    /// MX hosts, and the domains that use them.
    case host
    /// MX hosts that have an address and did not answer.
    case silentHost
    /// Addresses.
    case address
    /// Domains by expected delivery, and their weight by the first list.
    case domain
    /// The weight of domains by a further list.
    case furtherDomain
    /// Domains as a whole, by all their hosts.
    case wholeDomain
    /// Domains as a whole, by their lowest-preference hosts.
    case primaryDomain
    /// Leaf certificates.
    case certificate
    /// Public keys.
    case key
  }

  let operatorID: Int64
  /// Kind, base, traits and list in one number.
  let slot: Int64
  let pattern: SightingPattern

  init(operatorID: Int64, slot: Int64, pattern: SightingPattern) {
    self.operatorID = operatorID
    self.slot = slot
    self.pattern = pattern
  }

  init(
    _ operatorID: Int64, _ kind: Kind, _ pattern: SightingPattern, base: Base = .reachable, traits: DomainTraits = [],
    list: Int = 0
  ) {
    self.operatorID = operatorID
    self.pattern = pattern
    slot = Int64(list) << 16 | Int64(traits.rawValue) << 8 | (base == .tls ? 1 << 7 : 0) | kind.rawValue
  }

  var kind: Kind {
    guard let kind = Kind(rawValue: slot & 0x7f) else { preconditionFailure("a slot has a kind") }
    return kind
  }
  var base: Base { slot & 0x80 == 0 ? .reachable : .tls }
  var traits: DomainTraits { DomainTraits(rawValue: UInt8(truncatingIfNeeded: slot >> 8)) }
  var list: Int { Int(slot >> 16) }

  /// How many there are, and what these weigh.
  struct Amount {
    var number = ExactSum()
    var weight = ExactSum()

    static func += (left: inout Amount, right: Amount) {
      left.number += right.number
      left.weight += right.weight
    }
  }
}

/// What the operators of a wave have, as the number of their hosts, addresses and domains of each pattern.
///
/// A wave may have tens of millions of operators. So there are only so many parts in memory; the others wait in a
/// temporary table as exact sums, and all are merged in the order of the operators when they are asked for: neither the
/// order in which parts come nor what is in memory meanwhile changes a figure.
final class OperatorParts {
  typealias Amount = OperatorPart.Amount

  private let db: GRDB.Database
  private let capacity: Int
  private var parts: [OperatorPart: Amount] = [:]
  private var hasSpilled = false

  init(_ db: GRDB.Database, capacity: Int = 250_000) {
    self.db = db
    self.capacity = capacity
  }

  func addHost(_ operatorID: Int64, _ pattern: SightingPattern, domains: Int) throws {
    try add(OperatorPart(operatorID, .host, pattern), 1, Double(domains))
  }

  func addSilentHost(_ operatorID: Int64) throws {
    try add(OperatorPart(operatorID, .silentHost, SightingPattern(Sighting(result: .noTLS))), 1)
  }

  func addAddress(_ operatorID: Int64, _ pattern: SightingPattern) throws {
    try add(OperatorPart(operatorID, .address, pattern), 1)
  }

  func addCertificate(_ operatorID: Int64, _ pattern: SightingPattern) throws {
    try add(OperatorPart(operatorID, .certificate, pattern, base: .tls), 1)
  }

  func addKey(_ operatorID: Int64, _ pattern: SightingPattern) throws {
    try add(OperatorPart(operatorID, .key, pattern, base: .tls), 1)
  }

  /// Adds an operator's share of domains by expected delivery.
  /// - Parameter weights: those of each list, the first list first.
  func addDomains(
    _ operatorID: Int64, _ pattern: SightingPattern, base: Base, traits: DomainTraits, share: Double, number: Int,
    weights: [Double]
  ) throws {
    try add(
      OperatorPart(operatorID, .domain, pattern, base: base, traits: traits), Double(number) * share,
      weights[0] * share)
    for (list, weight) in weights.enumerated().dropFirst() where weight > 0 {
      try add(
        OperatorPart(operatorID, .furtherDomain, pattern, base: base, traits: traits, list: list), 0, weight * share)
    }
  }

  /// Adds an operator's share of domains that are counted as a whole.
  func addWholeDomains(
    _ operatorID: Int64, _ kind: OperatorPart.Kind, _ pattern: SightingPattern, base: Base, traits: DomainTraits,
    share: Double, number: Int
  ) throws {
    try add(
      OperatorPart(operatorID, kind, pattern, base: base, traits: traits), Double(number) * share)
  }

  private func add(_ part: OperatorPart, _ number: Double, _ weight: Double = 0) throws {
    parts[part, default: Amount()].number.add(number)
    if weight != 0 { parts[part]?.weight.add(weight) }
    if parts.count >= capacity { try spill() }
  }

  private func spill() throws {
    if !hasSpilled {
      try db.execute(
        sql: """
          DROP TABLE IF EXISTS temp.operator_part;
          CREATE TEMP TABLE operator_part (operator_id INTEGER, slot INTEGER, pattern BLOB, number_high INTEGER,
            number_low INTEGER, weight_high INTEGER, weight_low INTEGER)
          """)
      hasSpilled = true
    }
    let insert = try db.cachedStatement(sql: "INSERT INTO temp.operator_part VALUES (?, ?, ?, ?, ?, ?, ?)")
    for (part, amount) in parts {
      let (number, weight) = (amount.number.words, amount.weight.words)
      try insert.execute(arguments: [
        part.operatorID, part.slot, part.pattern.octets.data, number.high, number.low, weight.high, weight.low,
      ])
    }
    parts.removeAll(keepingCapacity: true)
  }

  /// Every operator with its parts, in the order of the operators' rows; may be asked for again.
  func forEachOperator(_ body: (Int64, ArraySlice<(OperatorPart, Amount)>) throws -> Void) throws {
    if hasSpilled { try forEachSpilled(body) } else { try forEachInMemory(body) }
  }

  private func forEachInMemory(_ body: (Int64, ArraySlice<(OperatorPart, Amount)>) throws -> Void) throws {
    let sorted = parts.map { ($0.key, $0.value) }.sorted { $0.0.operatorID < $1.0.operatorID }
    var start = 0
    while start < sorted.count {
      let operatorID = sorted[start].0.operatorID
      var end = start
      while end < sorted.count, sorted[end].0.operatorID == operatorID { end += 1 }
      try body(operatorID, sorted[start..<end])
      start = end
    }
  }

  private func forEachSpilled(_ body: (Int64, ArraySlice<(OperatorPart, Amount)>) throws -> Void) throws {
    try spill()
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM temp.operator_part ORDER BY operator_id")
    var ahead = try rows.next()
    while let first = ahead {
      let operatorID: Int64 = first[0]
      var merged: [OperatorPart: Amount] = [:]
      while let row = ahead, row[0] as Int64 == operatorID {
        let part = OperatorPart(
          operatorID: operatorID, slot: row[1], pattern: SightingPattern(octets: row[2] as Data))
        merged[part, default: Amount()] += Amount(
          number: ExactSum(high: row[3], low: row[4]), weight: ExactSum(high: row[5], low: row[6]))
        ahead = try rows.next()
      }
      try body(operatorID, merged.map { ($0.key, $0.value) }[...])
    }
  }

  /// Forgets everything.
  func close() throws {
    parts = [:]
    if hasSpilled { try db.execute(sql: "DROP TABLE temp.operator_part") }
    hasSpilled = false
  }
}
