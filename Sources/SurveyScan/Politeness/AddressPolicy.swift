public import SurveyCore

/// Which addresses are dialled at all.
public struct AddressPolicy: Sendable {
  /// Which part of the address space a survey is about.
  public enum Scope: Sendable, Hashable {
    /// All but the reserved addresses: the world.
    case publicAddresses
    /// Only the reserved addresses: a laboratory, by a surveyor who has not said who they are.
    case reservedAddresses
    /// Both.
    case all
  }

  private let blocklist: AddressSet
  private let allowlist: AddressSet?
  private let scope: Scope

  /// A policy.
  /// - Parameters:
  ///   - blocklist: addresses whose owners do not want to be surveyed.
  ///   - allowlist: where given, nothing else is dialled.
  ///   - scope: which part of the address space may be dialled.
  public init(blocklist: AddressSet, allowlist: AddressSet? = nil, scope: Scope) {
    self.blocklist = blocklist
    self.allowlist = allowlist
    self.scope = scope
  }

  /// Why an address is not to be dialled; `nil` where it is.
  public func refusal(of address: Address) -> Reason.Policy? {
    let isReserved = AddressSet.reserved.contains(address)
    if isReserved, scope == .publicAddresses { return .reserved }
    if !isReserved, scope == .reservedAddresses { return .blocklisted }
    if blocklist.contains(address) { return .blocklisted }
    if let allowlist, !allowlist.contains(address) { return .blocklisted }
    return nil
  }
}

/// The manners of a survey towards the hosts that it visits.
public struct Manners: Sendable {
  /// Pause between the end of a connection to an address and the start of the next.
  public var gap: Duration
  /// Most connections to one address in one wave.
  public var connectionsPerAddress: Int
  /// Most addresses of one /24 or /48 that are visited at the same time; 0 lifts the limit.
  public var perNetwork: Int
  /// New connections a second, over all; 0 lifts the limit.
  public var rate: Double

  /// Manners; the defaults are those of a polite survey.
  public init(
    gap: Duration = .seconds(1), connectionsPerAddress: Int = 8, perNetwork: Int = 4, rate: Double = 50
  ) {
    self.gap = gap
    self.connectionsPerAddress = connectionsPerAddress
    self.perNetwork = perNetwork
    self.rate = rate
  }
}
