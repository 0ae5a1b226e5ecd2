public import SurveyCore

/// Which addresses are dialled at all, and under which names.
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

  private let blocklist: Blocklist
  private let allowlist: AddressSet?
  private let scope: Scope

  /// A policy.
  /// - Parameters:
  ///   - blocklist: addresses and domains whose owners do not want to be surveyed.
  ///   - allowlist: where given, no other address is dialled.
  ///   - scope: which part of the address space may be dialled.
  public init(blocklist: Blocklist, allowlist: AddressSet? = nil, scope: Scope) {
    self.blocklist = blocklist
    self.allowlist = allowlist
    self.scope = scope
  }

  /// Why an address is not to be dialled; `nil` where it is.
  public func refusal(of address: Address) -> Reason.Policy? {
    let isReserved = address.isReserved
    if isReserved, scope == .publicAddresses { return .reserved }
    if !isReserved, scope == .reservedAddresses { return .blocklisted }
    if ([address] + address.wrappedIPv4).contains(where: blocklist.addresses.contains) { return .blocklisted }
    if let allowlist, !allowlist.contains(address) { return .blocklisted }
    return nil
  }

  /// Why a target is not to be dialled: for its address, or for the name of its host; `nil` where it is.
  public func refusal(of target: ProbeTarget) -> Reason.Policy? {
    refusal(of: target.address) ?? (isOptedOut(target.serverName) ? .blocklisted : nil)
  }

  /// Whether any name is opted out.
  public var knowsOptOuts: Bool { !blocklist.domains.isEmpty }

  /// Whether the owner of a name, or of a domain above it, does not want to be surveyed.
  public func isOptedOut(_ name: DomainName) -> Bool { blocklist.domains.contains(name) }
}
