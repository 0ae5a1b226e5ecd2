internal import Dispatch
internal import GRDB
internal import SurveyCore
internal import Synchronization

/// Walks through the chains of a wave in order, judging each only where its last judgement does not hold any more.
final class ChainJudging {
  private let judgementID: Int64
  private let judge: any WaveJudge
  private let insert: Statement
  private let ahead: ChainsAhead
  private var chainID: Int64?
  private(set) var chain: [[UInt8]] = []
  /// The chain at its first probe, judged ahead.
  private var first: JudgedChain?
  private var current: JudgedChain?
  private var trusts: [FurtherTrust?]

  init(db: GRDB.Database, scanID: Int64, judgementID: Int64, judge: any WaveJudge, asOf: Instant?) throws {
    self.judgementID = judgementID
    self.judge = judge
    trusts = Array(repeating: nil, count: judge.senders.count)
    ahead = try ChainsAhead(db, scanID: scanID, judge: judge, asOf: asOf)
    insert = try db.makeStatement(sql: "INSERT OR IGNORE INTO chain_verdict VALUES (?, ?, ?, ?, ?, ?, ?)")
  }

  /// Goes on to a probe of a chain, which may be the same as the last.
  func move(to chainID: Int64) throws {
    guard self.chainID != chainID else { return }
    self.chainID = chainID
    (chain, first) = try ahead.chain(chainID)
    current = nil
    trusts = Array(repeating: nil, count: trusts.count)
  }

  /// The current chain at an instant.
  func judged(at instant: Instant) throws -> JudgedChain {
    if let current, current.holds(at: instant) { return current }
    let judged: JudgedChain
    if let first, first.holds(at: instant) { judged = first } else { judged = judge.judge(chain, at: instant) }
    first = nil
    current = judged
    try insert.execute(arguments: [
      judgementID, chainID, judged.from.epoch, judged.until.epoch, judged.finding.status.rawValue,
      judged.finding.time.rawValue, judged.finding.errorText,
    ])
    return judged
  }

  /// Which further senders accept the current chain from a host, a bit for each.
  func furtherTrust(of host: DomainName, at instant: Instant) -> Int64 {
    var bits: Int64 = 0
    for number in trusts.indices {
      let trust: FurtherTrust
      if let known = trusts[number], known.chain.holds(at: instant) {
        trust = known
      } else {
        trust = judge.judge(chain, as: number, at: instant)
        trusts[number] = trust
      }
      if trust.accepts(host) { bits |= 1 << number }
    }
    return bits
  }
}

/// The chains of a wave's final probes in order, judged some hundreds at a time on all processors: judging is the larger
/// part of the work, and knows nothing of the database.
private final class ChainsAhead {
  private let rows: RowCursor
  private let certificates: Statement
  private let judge: any WaveJudge
  private let asOf: Instant?
  private var waiting: [Int64: (chain: [[UInt8]], judged: JudgedChain)] = [:]
  private var underWay: ChainBlock?

  /// Chains that are judged at a time.
  private static let block = 256

  init(_ db: GRDB.Database, scanID: Int64, judge: any WaveJudge, asOf: Instant?) throws {
    self.judge = judge
    self.asOf = asOf
    certificates = try db.makeStatement(
      sql: """
        SELECT c.der FROM chain_certificate cc JOIN certificate c ON c.certificate_id = cc.certificate_id
        WHERE cc.chain_id = ? ORDER BY cc.position
        """)
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.chain_id, min(p.observed_at) FROM probe p JOIN ending e ON e.ending_id = p.ending_id
        WHERE p.scan_id = ? AND p.is_final = 1 AND p.chain_id IS NOT NULL AND e.outcome = 'tls'
        GROUP BY p.chain_id ORDER BY p.chain_id
        """, arguments: [scanID])
  }

  /// A chain and what it was worth at its first probe; chains must be asked for in ascending order, each once.
  func chain(_ chainID: Int64) throws -> ([[UInt8]], JudgedChain) {
    if waiting[chainID] == nil { try judgeNext() }
    guard let found = waiting.removeValue(forKey: chainID) else {
      preconditionFailure("chains are asked for in the order of their probes")
    }
    return found
  }

  /// Takes the block that was judged meanwhile, and has the next one judged while this one is stored.
  private func judgeNext() throws {
    let block = try underWay ?? start()
    underWay = try start()
    for (entry, judged) in zip(block.entries, block.judged) { waiting[entry.chainID] = (entry.chain, judged) }
  }

  private func start() throws -> ChainBlock {
    var entries: [ChainBlock.Entry] = []
    while entries.count < ChainsAhead.block, let row = try rows.next() {
      let chain = try Data.fetchAll(certificates, arguments: [row[0] as Int64]).map { Array($0) }
      entries.append((row[0], asOf ?? Instant(epoch: row[1]), chain))
    }
    return ChainBlock(entries, judge)
  }
}

/// Chains that are being judged away from the database.
private final class ChainBlock: Sendable {
  typealias Entry = (chainID: Int64, instant: Instant, chain: [[UInt8]])

  let entries: [Entry]
  private let results = Mutex<[Int: JudgedChain]>([:])
  private let done = DispatchGroup()

  /// Begins judging.
  init(_ entries: [Entry], _ judge: any WaveJudge) {
    self.entries = entries
    DispatchQueue.global().async(group: done) { [self] in
      DispatchQueue.concurrentPerform(iterations: self.entries.count) { place in
        let result = judge.judge(self.entries[place].chain, at: self.entries[place].instant)
        results.withLock { $0[place] = result }
      }
    }
  }

  /// What each chain is worth, in the order of the entries; waits for the last.
  var judged: [JudgedChain] {
    done.wait()
    return results.withLock { results in entries.indices.compactMap { results[$0] } }
  }
}

extension JudgedChain {
  /// Whether the finding holds at an instant.
  fileprivate func holds(at instant: Instant) -> Bool { from <= instant && instant < until }
}
