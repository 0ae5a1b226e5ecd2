internal import SurveyCore

/// The hosts of one MX set that have an address.
struct MXSetHosts {
  /// Hosts of some preferences.
  struct Group {
    /// Whether there is any; without one a domain is not silent but has nobody to ask.
    private(set) var hasAddress = false
    /// Those that answered.
    private(set) var seen: [(operatorID: Int64, pattern: SightingPattern)] = []

    mutating func append(_ host: HostKind) {
      hasAddress = true
      if let pattern = host.pattern { seen.append((host.operatorID, pattern)) }
    }

    /// The hosts one by one; `nil` where none answered.
    var pattern: SightingPattern? { SightingPattern(hosts: seen.map(\.pattern)) }
    /// All that they show; `nil` where none answered.
    var union: SightingPattern? { SightingPattern(union: seen.map(\.pattern)) }
  }

  /// Where mail goes first.
  private(set) var lowest = Group()
  /// Hosts of any preference.
  private(set) var all = Group()

  mutating func append(_ host: HostKind, isLowest: Bool) {
    all.append(host)
    if isLowest { lowest.append(host) }
  }

  /// One operator's part of some hosts.
  struct OperatorShare {
    let operatorID: Int64
    let patterns: [SightingPattern]
    /// 0–1.
    let share: Double
  }

  /// Hosts by operator, each operator with its share of them.
  static func byOperator(_ hosts: [(operatorID: Int64, pattern: SightingPattern)]) -> [OperatorShare] {
    guard let first = hosts.first else { return [] }
    if hosts.count == 1 || hosts.allSatisfy({ $0.operatorID == first.operatorID }) {
      return [OperatorShare(operatorID: first.operatorID, patterns: hosts.map(\.pattern), share: 1)]
    }
    return Dictionary(grouping: hosts, by: \.operatorID).map { operatorID, part in
      OperatorShare(
        operatorID: operatorID, patterns: part.map(\.pattern), share: Double(part.count) / Double(hosts.count))
    }
  }
}
