internal import GRDB
internal import SurveyCore

/// The hosts of one MX set that have an address.
struct MXSetHosts {
  /// Hosts of some preferences.
  struct Group {
    /// Whether there is any; without one a domain is not silent but has nobody to ask.
    private(set) var hasAddress = false
    /// Of those that answered.
    private(set) var patterns: [PatternNumber] = []
    /// Of those that answered, in the same order.
    private var operators: [Int64] = []

    fileprivate mutating func append(_ host: HostKind) {
      hasAddress = true
      guard let pattern = host.pattern else { return }
      patterns.append(pattern)
      operators.append(host.operatorID)
    }

    fileprivate mutating func clear() {
      hasAddress = false
      patterns.removeAll(keepingCapacity: true)
      operators.removeAll(keepingCapacity: true)
    }

    /// Calls back for each operator of the hosts with a property, with these hosts' patterns and its share of them, 0–1.
    func forEachOperator(
      where isCounted: (PatternNumber) -> Bool, _ body: (Int64, [PatternNumber], Double) throws -> Void
    ) rethrows {
      guard let first = operators.first else { return }
      if patterns.allSatisfy(isCounted), operators.allSatisfy({ $0 == first }) { return try body(first, patterns, 1) }
      let places = patterns.indices.filter { isCounted(patterns[$0]) }
      for (operatorID, part) in Dictionary(grouping: places, by: { operators[$0] }) {
        try body(operatorID, part.map { patterns[$0] }, Double(part.count) / Double(places.count))
      }
    }
  }

  /// Where mail goes first.
  private(set) var lowest = Group()
  /// Hosts of any preference.
  private(set) var all = Group()

  mutating func append(_ host: HostKind, isLowest: Bool) {
    all.append(host)
    if isLowest { lowest.append(host) }
  }

  /// Forgets all hosts, and keeps the room.
  mutating func clear() {
    lowest.clear()
    all.clear()
  }
}

/// The hosts of MX sets in the order of the sets: one reading of all that lie between the first and the last of a wave.
final class MXSetHostReader {
  private let hosts: HostKinds
  private let rows: HotStatement
  private var isAhead: Bool

  init(_ db: GRDB.Database, _ range: ClosedRange<Int64>, _ hosts: HostKinds) throws {
    self.hosts = hosts
    rows = try HotStatement(
      db,
      """
      SELECT mx_set_id, host_id, is_lowest FROM mx_set_member WHERE mx_set_id BETWEEN ? AND ? ORDER BY mx_set_id, host_id
      """)
    rows.bind(range.lowerBound, at: 1)
    rows.bind(range.upperBound, at: 2)
    isAhead = try rows.next()
  }

  /// The hosts of a set; sets must be asked for in ascending order.
  /// - Parameter set: takes them in the place of what it holds.
  func read(_ setID: Int64, into set: inout MXSetHosts) throws {
    set.clear()
    while isAhead, rows.int64(0) < setID { isAhead = try rows.next() }
    while isAhead, rows.int64(0) == setID {
      if let host = try hosts.kind(of: rows.int64(1)) { set.append(host, isLowest: rows.int(2) != 0) }
      isAhead = try rows.next()
    }
  }
}
