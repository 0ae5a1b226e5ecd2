/// What a domain has beside what its MX hosts present.
public struct DomainTraits: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8
  /// A set with the given bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// A sound MTA-STS policy of mode `enforce`. A policy that can't be found is none to a sender either (RFC 8461 §3.1).
  public static let enforcesMTASTS = DomainTraits(rawValue: 1)
  /// `DeliveryDomain.isAuthenticated` holds.
  public static let authenticated = DomainTraits(rawValue: 2)
}
