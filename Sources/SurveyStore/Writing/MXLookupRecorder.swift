internal import GRDB
internal import SurveyCore

/// Records the MX look-ups of domains in one transaction.
final class MXLookupRecorder {
  private let scanID: Int64
  private let known: KnownMXSets
  private let sets: MXSetWriter
  private let update: HotStatement

  init(_ db: GRDB.Database, scanID: Int64, known: KnownMXSets) throws {
    self.scanID = scanID
    self.known = known
    sets = MXSetWriter(db, scanID)
    update = try HotStatement(
      db, "UPDATE scan_domain SET mx_status = ?, mx_dnssec = ?, mx_set_id = ? WHERE scan_id = ? AND ordinal = ?")
    update.bind(scanID, at: 4)
  }

  /// - Parameter interned: the sets that this transaction met and that were not known before.
  func record(_ lookup: MXLookup, of task: DomainTask, _ interned: inout [MXSet: Int64]) throws {
    let status: MXStatus
    var dnssec: DNSSECStatus?
    var setID: Int64?
    switch lookup {
    case .records(let set, let security):
      status = set.status
      dnssec = security
      if !set.exchanges.isEmpty { setID = try rowOfExplicit(set, &interned) }
    case .none(let security):
      status = .implicit
      dnssec = security
      // No other domain has this set, so it is not remembered.
      setID = try sets.intern(MXSet(implicit: task.name), isExplicit: false)
    case .failed(let failure): status = MXStatus(failure)
    }
    update.bind(Int64(status.code(in: MXStatusWords.version1)), at: 1)
    update.bind((dnssec?.code(in: DNSSECWords.version1)).map { Int64($0) }, at: 2)
    update.bind(setID, at: 3)
    update.bind(task.ordinal, at: 5)
    try update.run()
  }

  private func rowOfExplicit(_ set: MXSet, _ interned: inout [MXSet: Int64]) throws -> Int64 {
    if let row = known.row(of: set) ?? interned[set] { return row }
    let row = try sets.intern(set, isExplicit: true)
    interned[set] = row
    return row
  }
}
