internal import GRDB

/// The operator of the first of several hosts by name. Names are looked up only where it matters: most addresses, and
/// most certificates, have one operator.
struct FirstOperator {
  /// A host by its name.
  struct Host {
    let name: String
    let operatorID: Int64
  }

  private let names: HostNames
  /// The first host so far among those whose names were looked up.
  private var first: Host?
  /// Hosts whose names were not looked up yet, all of one operator.
  private var waiting: [Int64] = []
  private var waitingOperatorID: Int64?

  /// Hosts that wait at a time.
  private static let capacity = 64

  init(_ db: GRDB.Database) throws { names = try HostNames(db) }

  mutating func reset() {
    first = nil
    waiting.removeAll(keepingCapacity: true)
    waitingOperatorID = nil
  }

  mutating func add(_ hostID: Int64, operatorID: Int64) throws {
    if let waitingOperatorID, waitingOperatorID != operatorID || waiting.count == FirstOperator.capacity {
      try lookUp()
    }
    waitingOperatorID = operatorID
    waiting.append(hostID)
  }

  /// `nil` where there was no host.
  mutating func operatorID() throws -> Int64? {
    guard let found = first else { return waitingOperatorID }
    if found.operatorID == waitingOperatorID { return found.operatorID }
    try lookUp()
    return first?.operatorID
  }

  private mutating func lookUp() throws {
    guard let operatorID = waitingOperatorID else { return }
    for hostID in waiting {
      let name = try names.name(of: hostID)
      if let first, first.name <= name { continue }
      first = Host(name: name, operatorID: operatorID)
    }
    waiting.removeAll(keepingCapacity: true)
    waitingOperatorID = nil
  }
}
