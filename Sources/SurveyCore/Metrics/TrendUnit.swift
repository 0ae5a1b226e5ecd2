/// What is counted once: a host, an address, a domain. An open set, as every further list is a unit.
public struct TrendUnit: RawRepresentable, Hashable, Sendable {
  /// The word of the `unit` column.
  public let rawValue: String
  /// The unit with that word.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// An MX host by name, whatever its addresses.
  public static let mxHost = TrendUnit(rawValue: "mx_host")
  /// An MX host, counted as often as domains have it as lowest preference.
  public static let mxHostByDomains = TrendUnit(rawValue: "mx_host_by_domains")
  /// An address, whatever its names.
  public static let address = TrendUnit(rawValue: "address")
  /// An operator: the ICANN registrable domain of its MX hosts' names; the mean of its hosts, each the mean of its
  /// addresses.
  public static let mxOperator = TrendUnit(rawValue: "operator")
  /// A leaf certificate, whoever presents it; only in base `tls`.
  public static let certificate = TrendUnit(rawValue: "certificate")
  /// A leaf's public key by the digest of its SubjectPublicKeyInfo, whatever the certificates around it; only in base
  /// `tls`.
  public static let key = TrendUnit(rawValue: "key")
  /// A domain, by expected delivery over its lowest-preference MXs.
  public static let domain = TrendUnit(rawValue: "domain")
  /// A domain as a whole: what every reachable MX of its lowest preference has at all its addresses.
  public static let domainEveryPrimary = TrendUnit(rawValue: "domain_every_primary")
  /// A domain as a whole: what every reachable MX of any preference has at all its addresses.
  public static let domainEvery = TrendUnit(rawValue: "domain_every")
  /// A domain at its best: what any reachable MX of any preference has; a domain may be of several classes.
  public static let domainAny = TrendUnit(rawValue: "domain_any")
  /// A domain by expected delivery, weighted by the list.
  public static let domainWeighted = TrendUnit(rawValue: "domain_weighted")
  /// The same, weighted by another list of the same wave.
  public static func domainWeighted(list: String) -> TrendUnit {
    TrendUnit(rawValue: "domain_weighted:\(list)")
  }

  /// How a unit counts.
  public enum Counting: Hashable, Sendable, CaseIterable {
    /// All or nothing, so that it can be `mixed`.
    case whole
    /// Shared out among what it consists of: a domain may be a third self-signed.
    case sharedOut
    /// Whatever any part of it has: classes overlap and sum to no whole.
    case any
  }

  /// How the unit counts.
  public var counting: Counting {
    switch self {
    case .domainEvery, .domainEveryPrimary: .whole
    case .domainAny: .any
    case .mxOperator: .sharedOut
    case _ where countsDomains: .sharedOut
    default: .whole
    }
  }

  /// Whether a unit is all or nothing, so that it can be `mixed`.
  public var isWhole: Bool { counting == .whole }

  /// Whether domains are counted, each once or by its weight, so that it can have what only a domain has.
  public var countsDomains: Bool { rawValue.hasPrefix("domain") }

  /// The bases that the unit has: a certificate is only seen where a handshake completed.
  public var bases: [Base] { self == .certificate || self == .key ? [.tls] : Base.allCases }
}
