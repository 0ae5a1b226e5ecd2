internal import GRDB
internal import SurveyCore

/// Decides what becomes of the names of an address that were not probed, in the transaction in which the last that it
/// depends on is recorded: so a wave that is stopped anywhere goes on with all it takes.
///
/// ```
/// three names ─▶ alike ─▶ the others inferred ─▶ one of them probed all the same, now and then
///       ▲          └────▶ differ, or too few say something ─▶ further names ─▶ … ─▶ the others left out
///       └── tries to come are waited for
/// ```
final class NameInference {
  private let db: GRDB.Database
  private let scanID: Int64
  private let rule: InferenceRule
  private let names: AddressNames
  private let dictionary: ObservationDictionary
  private let spent: SpentConnections
  /// Has a row where an address has more names than are probed at first.
  private let further: HotStatement

  /// Names at which our own side may fail before nothing more is tried at an address.
  private static let patience = 5

  init(db: GRDB.Database, scanID: Int64, rule: InferenceRule, dictionary: ObservationDictionary) throws {
    self.db = db
    self.scanID = scanID
    self.rule = rule
    self.dictionary = dictionary
    names = AddressNames(db: db, scanID: scanID, rule: rule)
    spent = try SpentConnections(db: db, scanID: scanID)
    further = try HotStatement(
      db,
      "SELECT 1 FROM host_address WHERE scan_id = ? AND address_id = ? LIMIT 1 OFFSET \(InferenceRule.names)")
    further.bind(scanID, at: 1)
  }

  /// Sees what is to be done about an address at which names were recorded.
  func settle(_ addressID: Int64) throws -> RowsWithoutProbe {
    guard try hasFurtherNames(addressID) else { return RowsWithoutProbe() }
    if try count("inference", addressID, atMost: 1) > 0 { return try settleCheck(addressID) }
    guard try count("retry", addressID, atMost: 1) == 0, try hasNamesLeft(addressID) else { return RowsWithoutProbe() }
    let seen = try sightings(addressID)
    guard seen.count >= InferenceRule.names else { return RowsWithoutProbe() }
    return try decide(addressID, seen)
  }

  private func decide(_ addressID: Int64, _ seen: [NameSighting]) throws -> RowsWithoutProbe {
    // What stood for names because our own side had failed.
    try db.execute(
      sql: "DELETE FROM probe WHERE scan_id = ? AND address_id = ? AND inferred = 1", arguments: [scanID, addressID])
    var rows = RowsWithoutProbe()
    rows.inferred -= db.changesCount
    let conclusive = seen.filter(\.isConclusive)
    let areAlike = Set(conclusive.map(\.likeness)).count <= 1
    // By a list that was read again, it may be, when some had been probed; or for lack of a route.
    let refused = seen.filter { $0.isOfTheAddress && !$0.isLimited && !names.isOptedOut($0.name) }
    let faults = seen.filter(\.isOurFault)
    let left = max(0, rule.connections - (try spent.count(of: addressID)))
    if areAlike, conclusive.count >= InferenceRule.names {
      rows += try infer(addressID, from: conclusive, connectionsLeft: left)
    } else if refused.count >= InferenceRule.names, Set(refused.map(\.endingID)).count == 1 {
      rows += try leaveOut(addressID, as: refused[0].endingID, seen, isOfTheAddress: true)
    } else if faults.count >= NameInference.patience {
      let fault = faults[0]
      let row = FurtherRow(
        look: fault.likeness.look, isInferred: true, endingID: fault.endingID, observedAt: fault.observedAt)
      rows += try fill(addressID, as: row)
    } else if try left == 0
      || !plan(addressID, areAlike ? min(left, InferenceRule.names - conclusive.count) : left)
    {
      let ending = try dictionary.endingID(ProbeEnding(stage: .policy, reason: .policy(.addressLimit)))
      rows += try leaveOut(addressID, as: ending, seen, isOfTheAddress: false)
    }
    return rows
  }

  /// The other names have what the first by rank has; now and then one of them is to be probed all the same.
  private func infer(
    _ addressID: Int64, from seen: [NameSighting], connectionsLeft: Int
  ) throws -> RowsWithoutProbe {
    let address = try address(addressID)
    guard
      let first = seen.min(by: { rule.rank.rank(of: $0.name, at: address) < rule.rank.rank(of: $1.name, at: address) }),
      let observedAt = seen.map(\.observedAt).max()
    else { preconditionFailure("something is inferred from something") }
    let row = FurtherRow(
      look: first.likeness.look, isInferred: true, endingID: first.endingID, sessionID: first.sessionID,
      chainID: first.likeness.chainID, observedAt: observedAt)
    let rows = try fill(addressID, as: row)
    guard rows.inferred > 0 else { return rows }
    try db.execute(sql: "INSERT INTO inference VALUES (?, ?, ?)", arguments: [scanID, addressID, rows.inferred])
    let chance = min(1, rule.checkShare * Double(rows.inferred))
    if connectionsLeft > 0, rule.rank.draw(at: address) < chance,
      let checked = try names.first(1, .inferred, of: addressID, at: address).first
    {
      try db.execute(
        sql: "INSERT INTO inference_check VALUES (?, ?, ?, ?, NULL)",
        arguments: [scanID, addressID, checked.hostID, Double(rows.inferred) / chance])
      try plan(addressID, hostID: checked.hostID)
    }
    return rows
  }

  /// Whether the name that was probed all the same saw what was inferred, once its last try is made.
  private func settleCheck(_ addressID: Int64) throws -> RowsWithoutProbe {
    var rows = RowsWithoutProbe()
    let key: StatementArguments = [scanID, addressID]
    let hostID = try Int64.fetchOne(
      db, sql: "SELECT host_id FROM inference_check WHERE scan_id = ? AND address_id = ? AND is_wrong IS NULL",
      arguments: key)
    guard let hostID, try count("retry", addressID, atMost: 1) == 0 else { return rows }
    let own = try sighting(addressID, "p.host_id = ? AND p.inferred = 0", hostID)
    let outcomes = Outcome.allCases.filter(\.isConclusive).map { "'\($0.rawValue)'" }.joined(separator: ", ")
    guard let own, let other = try sighting(addressID, "p.host_id <> ? AND e.outcome IN (\(outcomes))", hostID) else {
      // It came to nothing, and the row stays that was inferred.
      try db.execute(sql: "DELETE FROM inference_check WHERE scan_id = ? AND address_id = ?", arguments: key)
      return rows
    }
    try db.execute(
      sql: "UPDATE inference_check SET is_wrong = ? WHERE scan_id = ? AND address_id = ?",
      arguments: [own.likeness != other.likeness] + key)
    try db.execute(
      sql: "UPDATE inference SET names = names - 1 WHERE scan_id = ? AND address_id = ?", arguments: key)
    rows.inferred -= 1
    return rows
  }

  private func fill(_ addressID: Int64, as row: FurtherRow) throws -> RowsWithoutProbe {
    let blocklisted = try dictionary.endingID(ProbeEnding(stage: .policy, reason: .policy(.blocklisted)))
    let filled = try names.fill(addressID, as: row, optedOut: blocklisted, firstLook: rule.firstLook)
    var rows = RowsWithoutProbe()
    rows.notProbed = filled.optedOut
    if row.isInferred { rows.inferred = filled.rows } else { rows.notProbed += filled.rows }
    return rows
  }

  /// The names that are left are not dialled.
  /// - Parameter isOfTheAddress: whether that is because of the address, whatever the name.
  private func leaveOut(
    _ addressID: Int64, as endingID: Int64, _ seen: [NameSighting], isOfTheAddress: Bool
  ) throws -> RowsWithoutProbe {
    let row = FurtherRow(
      look: LookCode.code(rule.firstLook), isInferred: false, endingID: endingID,
      observedAt: seen.map(\.observedAt).max() ?? 0)
    guard isOfTheAddress else { return try fill(addressID, as: row) }
    var rows = RowsWithoutProbe()
    rows.notProbed = try names.fill(addressID, as: row, optedOut: nil, firstLook: rule.firstLook).rows
    return rows
  }

  /// Further names are to be probed.
  /// - Returns: whether there are any.
  private func plan(_ addressID: Int64, _ limit: Int) throws -> Bool {
    let further = try names.first(limit, .unprobed, of: addressID, at: try address(addressID))
    for name in further { try plan(addressID, hostID: name.hostID) }
    return !further.isEmpty
  }

  private func plan(_ addressID: Int64, hostID: Int64) throws {
    try db.cachedStatement(sql: "INSERT INTO retry VALUES (?, ?, ?, ?, 0)")
      .execute(arguments: [scanID, addressID, hostID, RetryTask.firstIsToCome])
  }

  /// Whether an address has more names than are probed at first; nearly none has.
  private func hasFurtherNames(_ addressID: Int64) throws -> Bool {
    further.bind(addressID, at: 2)
    defer { further.reset() }
    return try further.next()
  }

  private func count(_ table: String, _ addressID: Int64, atMost limit: Int) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(
        sql: "SELECT count(*) FROM (SELECT 1 FROM \(table) WHERE scan_id = ? AND address_id = ? LIMIT \(limit))"),
      arguments: [scanID, addressID]) ?? 0
  }

  private func hasNamesLeft(_ addressID: Int64) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT EXISTS (SELECT 1 FROM host_address ha WHERE ha.scan_id = ? AND ha.address_id = ?
            AND NOT EXISTS (SELECT 1 FROM probe p WHERE p.scan_id = ha.scan_id AND p.address_id = ha.address_id
              AND p.host_id = ha.host_id AND p.inferred = 0))
          """), arguments: [scanID, addressID]) ?? false
  }

  private func sightings(_ addressID: Int64) throws -> [NameSighting] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT \(NameSighting.columns) FROM \(NameSighting.joins)
          WHERE p.scan_id = ? AND p.address_id = ? AND p.is_final = 1 AND p.inferred = 0
          """), arguments: [scanID, addressID]
    ).map(NameSighting.init)
  }

  private func sighting(_ addressID: Int64, _ condition: String, _ hostID: Int64) throws -> NameSighting? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT \(NameSighting.columns) FROM \(NameSighting.joins)
        WHERE p.scan_id = ? AND p.address_id = ? AND p.is_final = 1 AND \(condition) LIMIT 1
        """, arguments: [scanID, addressID, hostID]
    ).map(NameSighting.init)
  }

  private func address(_ addressID: Int64) throws -> Address {
    let octets = try Data.fetchOne(
      db, sql: "SELECT octets FROM address WHERE address_id = ?", arguments: [addressID])
    guard let address = octets.flatMap({ Address(octets: $0) }) else {
      preconditionFailure("an address that has probes is there")
    }
    return address
  }
}
