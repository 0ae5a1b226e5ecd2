/// What changed between two waves: the same units in both, those that came and those that went.
///
/// ```
/// wave A ─┬─ stayers (reachable in both) ──┬─ wave B
///         └─ leavers          entrants ────┘
/// ```
public struct WaveChange: Hashable, Sendable {
  /// The label of the earlier wave.
  public var from: String
  /// The label of the later wave.
  public var to: String
  /// By unit, then by state; states without a unit are left out.
  public var transitions: [Transition]
  /// By unit and metric, in base `reachable`.
  public var shifts: [Shift]
  /// By unit and metric, in base `reachable`; empty where it was not asked for.
  public var decompositions: [Decomposition]
  /// What became of the leaf certificates of hosts that were CA-verified in both waves.
  public var renewals: [Renewal: Int]
  /// Hosts that were self-signed and are CA-verified now, by issuer, most first. That they moved is seen, not why.
  public var movedToCA: [IssuerCount]

  /// A change.
  public init(
    from: String, to: String, transitions: [Transition] = [], shifts: [Shift] = [],
    decompositions: [Decomposition] = [], renewals: [Renewal: Int] = [:], movedToCA: [IssuerCount] = []
  ) {
    self.from = from
    self.to = to
    self.transitions = transitions
    self.shifts = shifts
    self.decompositions = decompositions
    self.renewals = renewals
    self.movedToCA = movedToCA
  }
}

/// What became of a leaf certificate between two waves.
public enum Renewal: String, Sendable, Hashable, CaseIterable {
  /// The same certificate.
  case sameCertificate = "same-certificate"
  /// Another certificate for the same key.
  case sameKey = "same-key"
  /// Another certificate for another key.
  case newKey = "new-key"
}

/// How many hosts have a certificate of an issuer.
public struct IssuerCount: Hashable, Sendable {
  /// As `Breakdown` names it.
  public let issuer: String
  /// How many MX hosts.
  public let hosts: Int
  /// A count.
  public init(issuer: String, hosts: Int) {
    self.issuer = issuer
    self.hosts = hosts
  }
}

/// A change of one figure, by who was there: the change of those that stayed, and what those that came and went add.
///
/// With *s* for the stayers' share of a wave's denominator: `after − before = s₂·p₂(S) + (1−s₂)·p₂(E) − s₁·p₁(S) −
/// (1−s₁)·p₁(L)`.
public struct Shift: Hashable, Sendable {
  /// What is counted once.
  public var unit: TrendUnit
  /// What is counted.
  public var metric: Metric
  /// Units that were reachable in both waves, as they were in the earlier one.
  public var stayersBefore: Ratio
  /// The same units in the later wave.
  public var stayersAfter: Ratio
  /// Units that are reachable in the later wave alone.
  public var entrants: Ratio
  /// Units that were reachable in the earlier wave alone.
  public var leavers: Ratio
  /// What of the stayers had not the property and has it now; the weight of the earlier wave.
  public var gained: Double
  /// What of the stayers had it and has it no more.
  public var lost: Double
  /// The stayers' change with the operators as clusters; `nil` where there are fewer than two operators, or all were
  /// taken whole but one.
  public var paired: PairedInterval?

  /// A shift.
  public init(
    unit: TrendUnit, metric: Metric, stayersBefore: Ratio, stayersAfter: Ratio, entrants: Ratio, leavers: Ratio,
    gained: Double, lost: Double, paired: PairedInterval?
  ) {
    self.unit = unit
    self.metric = metric
    self.stayersBefore = stayersBefore
    self.stayersAfter = stayersAfter
    self.entrants = entrants
    self.leavers = leavers
    self.gained = gained
    self.lost = lost
    self.paired = paired
  }

  /// The figure of the earlier wave.
  public var before: Ratio { stayersBefore + leavers }
  /// The figure of the later wave.
  public var after: Ratio { stayersAfter + entrants }
}

/// How sure a paired change is if operators, not hosts, act.
public struct PairedInterval: Hashable, Sendable {
  /// The change of the share, −1 to 1.
  public var estimate: Double
  /// Its bounds at 95 %.
  public var low: Double
  /// Its bounds at 95 %.
  public var high: Double
  /// How many times the variance is that of units that act on their own.
  public var designEffect: Double
  /// How many operators the stayers have.
  public var operators: Int
  /// Operators whose stayers improved on balance.
  public var improved: Int
  /// Operators whose stayers got worse on balance.
  public var worsened: Int
  /// McNemar's exact two-sided probability with operators as units.
  public var probability: Double

  /// An interval.
  public init(
    estimate: Double, low: Double, high: Double, designEffect: Double, operators: Int, improved: Int, worsened: Int,
    probability: Double
  ) {
    self.estimate = estimate
    self.low = low
    self.high = high
    self.designEffect = designEffect
    self.operators = operators
    self.improved = improved
    self.worsened = worsened
    self.probability = probability
  }
}
