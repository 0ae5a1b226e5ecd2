/// A domain that is in one state in a wave and in another in a later one: what stands behind a number of transitions.
public struct MovedDomain: Hashable, Sendable {
  /// The domain.
  public var domain: DomainName
  /// In the earlier wave.
  public var from: UnitState
  /// In the later wave.
  public var to: UnitState
  /// Its weight in the earlier wave's first list; `nil` where it was absent.
  public var weightBefore: Double?
  /// Its weight in the later wave's first list; `nil` where it is absent.
  public var weightAfter: Double?
  /// The first by name of its lowest-preference MX hosts in the earlier wave; `nil` where it had none.
  public var mxBefore: String?
  /// The first by name of its lowest-preference MX hosts in the later wave; `nil` where it has none.
  public var mxAfter: String?
  /// That host's operator in the earlier wave; `nil` without a host or where operators were not told apart.
  public var operatorBefore: String?
  /// That host's operator in the later wave; `nil` without a host or where operators were not told apart.
  public var operatorAfter: String?

  /// A domain that moved.
  public init(
    domain: DomainName, from: UnitState, to: UnitState, weightBefore: Double?, weightAfter: Double?,
    mxBefore: String?, mxAfter: String?, operatorBefore: String?, operatorAfter: String?
  ) {
    self.domain = domain
    self.from = from
    self.to = to
    self.weightBefore = weightBefore
    self.weightAfter = weightAfter
    self.mxBefore = mxBefore
    self.mxAfter = mxAfter
    self.operatorBefore = operatorBefore
    self.operatorAfter = operatorAfter
  }
}
