internal import GRDB
public import SurveyCore

/// One address with those of its server names that have no result yet: the unit of politeness.
public struct AddressTask: Sendable, Hashable {
  /// A name at the address.
  public struct Name: Sendable, Hashable {
    /// The host's row.
    public let hostID: Int64
    /// The server name.
    public let name: DomainName
  }

  /// The address's row.
  public let addressID: Int64
  /// The address.
  public let address: Address
  /// Names without a result, or the first of them.
  public let names: [Name]
  /// Connections that were made to the address in this wave so far.
  public let connections: Int
}

/// The probe stage.
extension Wave {
  /// How many addresses the wave has.
  public func targetCount() async throws -> UInt64 {
    try await database.pool.read { [scanID] db in
      let count = try Int64.fetchOne(db, sql: "SELECT addresses FROM scan WHERE scan_id = ?", arguments: [scanID])
      return UInt64(count ?? 0)
    }
  }

  /// How many probes the wave will have, and how many it has.
  public func probeCounts() async throws -> (total: Int, done: Int) {
    try await database.pool.read { [scanID] db in
      let total = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM host_address WHERE scan_id = ?", arguments: [scanID])
      let done = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM probe WHERE scan_id = ? AND is_final = 1", arguments: [scanID])
      return (total ?? 0, done ?? 0)
    }
  }

  /// Those of the given targets that have names without a result. A result that says only that our own side failed is
  /// none, but for a missing route to IPv6, which is a property of the place.
  /// - Parameter rule: how few names of an address are handed out where it has many; `nil`: all are.
  public func pendingAddresses(
    at ordinals: [UInt64], inferring rule: InferenceRule? = nil
  ) async throws -> [AddressTask] {
    try await database.pool.read { [scanID] db in
      let pending = try PendingNames(db: db, scanID: scanID, rule: rule)
      return try ordinals.compactMap { try pending.task(at: $0) }
    }
  }

  /// Connections that were made to an address in this wave.
  public func connections(of addressID: Int64) async throws -> Int {
    try await database.pool.read { [scanID] db in
      try SpentConnections(db: db, scanID: scanID).count(of: addressID)
    }
  }

  /// Takes notice of a connection that leaves no row.
  public func addConnection(to addressID: Int64) async throws {
    try await write { [scanID] db in try SpentConnections(db: db, scanID: scanID).add(1, to: addressID) }
  }

  /// Records what names came to, each as a whole: its rows take the place of all earlier ones, in one transaction.
  /// - Parameters:
  ///   - rule: what becomes of names that `pendingAddresses` did not hand out; the same as there.
  ///   - describe: reads a certificate's fields; called once for each certificate that is new to the database.
  /// - Returns: how many other names got rows by that.
  @discardableResult
  public func record(
    _ names: [ProbedName], inferring rule: InferenceRule? = nil,
    describe: @Sendable @escaping ([UInt8]) -> CertificateFields?
  ) async throws -> RowsWithoutProbe {
    try await write { [scanID] db in
      let dictionary = try ObservationDictionary(db: db, describe: describe)
      let recorder = try NameRecorder(db: db, scanID: scanID, dictionary: dictionary)
      for name in names { try recorder.record(name) }
      var rows = RowsWithoutProbe()
      guard let rule else { return rows }
      let inference = try NameInference(db: db, scanID: scanID, rule: rule, dictionary: dictionary)
      for addressID in Set(names.map(\.addressID)).sorted() { rows += try inference.settle(addressID) }
      return rows
    }
  }
}
