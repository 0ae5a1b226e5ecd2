import SurveyCore
import SurveyTLS

/// The looks at one name of an address that were made one after the other, as far as they are there.
///
/// ```
/// modern 19:58:25   legacy 19:58:27, final   │   modern 20:41:02, final
/// ```
struct LookVisit {
  /// A look with the line that it was read from.
  struct Entry {
    let row: LookRow
    let line: [UInt8]
  }

  private(set) var entries: [Entry]

  private init(_ first: Entry) { entries = [first] }

  /// The look that counts; `nil` where its line is missing, and then nobody knows what the visit came to.
  var final: LookRow? { entries.first { $0.row.isFinal }?.row }

  /// What was seen, in the order of the connections.
  var observations: [Observation] { entries.map(\.row.observation) }

  /// Puts the looks at a name together. Lines don't say where a visit begins: but its looks are made in a fixed order, each
  /// once, and one of them is final.
  static func visits(of lines: [[UInt8]]) throws(JSONRecord.Fault) -> [LookVisit] {
    var entries: [Entry] = []
    for line in lines { entries.append(Entry(row: try LookRow(JSONRecord(line: line)), line: line)) }
    entries.sort { ($0.row.observation.observedAt, $0.place) < ($1.row.observation.observedAt, $1.place) }
    var visits: [LookVisit] = []
    for entry in entries {
      if let last = visits.indices.last, visits[last].goesOn(with: entry) {
        visits[last].entries.append(entry)
      } else {
        visits.append(LookVisit(entry))
      }
    }
    return visits
  }

  /// Of whole visits the one that stays: a conclusive one, then the earliest, then the one with the smallest digest; as
  /// where databases are merged.
  static func best(of visits: [LookVisit]) -> LookVisit? {
    visits.filter { $0.final != nil }.min { left, right in
      guard let first = left.final, let second = right.final else { return false }
      let (rank, other) = (first.rank, second.rank)
      return rank != other ? rank < other : left.digests.lexicographicallyPrecedes(right.digests)
    }
  }

  /// Whether what it came to may be the own trouble of who looked.
  func isDoubted(by doubts: [VantageLine]) -> Bool {
    guard let final, final.observation.ending.outcome.isConclusive else { return false }
    // A handshake stands for itself, whatever the looks before it came to; a failure needs them all.
    let decisive = final.observation.ending.outcome == .tls ? [final.observation] : observations
    return doubts.contains { doubt in decisive.contains(where: doubt.doubts) }
  }

  private func goesOn(with entry: Entry) -> Bool {
    guard let last = entries.last, last.place < entry.place else { return false }
    return !(entry.row.isFinal && final != nil)
  }

  /// Of the final look, then of the others.
  private var digests: [Fingerprint] {
    (entries.filter(\.row.isFinal) + entries.filter { !$0.row.isFinal }).map { SHA256.digest($0.line) }
  }
}

extension LookVisit.Entry {
  /// The place of its look in the order in which looks are made.
  fileprivate var place: Int {
    switch row.observation.look {
    case .modern: 0
    case .legacy: 1
    case .anull: 2
    }
  }
}

extension LookRow {
  /// Smaller: better.
  fileprivate var rank: (Int, Instant) { (isOpen ? 1 : 0, observation.observedAt) }
}
