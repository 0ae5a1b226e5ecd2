/// What a host, an operator or a domain was in a wave: where it came from or went to in a transition.
public enum UnitState: Hashable, Sendable {
  /// Reachable: its class, `mixed` or `no-tls`.
  case result(SightingGroup.Result)
  /// It has an address and none was reachable: `smtp-rejected` or `unreachable`, or, where the fault or the choice was
  /// ours, `not-probed` or `inconclusive`.
  case silent(Outcome)
  /// It has no address.
  case dnsFailed
  /// It was not in the wave.
  case absent

  /// Every state, from the best to the worst.
  public static let all: [UnitState] =
    AddressResult.worstToBest.reversed().map { .result(.uniform($0)) } + [.result(.mixed)]
    + Outcome.allCases.filter { !$0.isReachable }.map(UnitState.silent) + [.dnsFailed, .absent]

  /// The word of `from_class` and `to_class`.
  public var word: String {
    switch self {
    case .result(let result): result.word
    case .silent(let outcome): outcome.rawValue
    case .dnsFailed: "dns-failed"
    case .absent: "absent"
    }
  }

  /// From a word; `nil` where it is none.
  public init?(word: String) {
    guard let state = UnitState.all.first(where: { $0.word == word }) else { return nil }
    self = state
  }

  /// Whether the unit is in base `reachable`.
  public var isReachable: Bool {
    switch self {
    case .result: true
    case .silent, .dnsFailed, .absent: false
    }
  }
}

/// How many units went from one state to another between two waves.
public struct Transition: Hashable, Sendable {
  /// `mx_host`, `operator` or `domain`. An operator counts once, shared out among its hosts.
  public let unit: TrendUnit
  /// In the earlier wave.
  public let from: UnitState
  /// In the later wave.
  public let to: UnitState
  /// How many.
  public let count: Double
  /// Their share of all that were in `from`, 0–1, at 95 %, with the operators as clusters; `nil` between two censuses, and
  /// where there are fewer than two operators, or all were taken whole but one.
  public let interval: ClosedRange<Double>?

  /// A transition.
  public init(
    unit: TrendUnit, from: UnitState, to: UnitState, count: Double, interval: ClosedRange<Double>? = nil
  ) {
    self.unit = unit
    self.from = from
    self.to = to
    self.count = count
    self.interval = interval
  }

  /// Whether a CA-verified unit lost that: its certificate expired, or made way for a self-signed one, for another class
  /// or for no TLS at all.
  public var isRegression: Bool { from == .result(.uniform(.tls(.caVerified))) && to.isReachable && to != from }
}
