/// What is counted: a line of the trend.
public enum Metric: Hashable, Sendable {
  /// The certificate class.
  case certificateClass(CertificateClass)
  /// Addresses, names or hosts that do not share one result; only where units are whole (not for domains).
  case mixed
  /// No completed handshake; only in base `reachable`.
  case noTLS
  /// A completed handshake: 100 − `no_tls`; only in base `reachable`.
  case startTLS
  /// STARTTLS was offered, whatever became of it; only in base `reachable`.
  case startTLSOffered
  /// A trusted chain in date, whatever its names: what a sender sees that does not check the name.
  case caTrustedAnyName
  /// A trusted chain in date whose leaf names the MX host by a subjectAltName or, where those do not, by its common name:
  /// what was strict before RFC 9525.
  case caVerifiedOrCommonName
  /// Forward secrecy: (EC)DHE or TLS 1.3.
  case forwardSecrecy
  /// CA-verified with forward secrecy: what Facebook's post of August 2014 counts.
  case strictForwardSecrecy
  /// TLS 1.3 was agreed.
  case tls13
  /// A post-quantum hybrid group was agreed.
  case postQuantumGroup
  /// Only the tolerant look completed the handshake.
  case legacyOnly
  /// A usable TLSA record matches (RFC 7672).
  case daneMatch
  /// The domain publishes an MTA-STS policy of mode `enforce`; only where domains are counted.
  case mtaSTSEnforce
  /// Every reachable MX withstands an active attacker, by DANE or by MTA-STS; only where domains are counted.
  case authenticated

  /// Every metric, classes first.
  public static let all: [Metric] =
    CertificateClass.allCases.map(Metric.certificateClass) + [
      .mixed, .noTLS, .startTLS, .startTLSOffered, .caTrustedAnyName, .caVerifiedOrCommonName, .forwardSecrecy,
      .strictForwardSecrecy, .tls13,
      .postQuantumGroup, .legacyOnly, .daneMatch, .mtaSTSEnforce, .authenticated,
    ]

  /// The metrics that sum to 100 %; empty for a unit whose classes overlap, and in a base that the unit does not have.
  public static func partition(base: Base, unit: TrendUnit) -> [Metric] {
    guard unit.counting != .any, unit.bases.contains(base) else { return [] }
    return CertificateClass.allCases.map(Metric.certificateClass)
      + (unit.isWhole ? [.mixed] : []) + (base == .reachable ? [.noTLS] : [])
  }

  /// The metrics that are followed through time: how they shift between waves and by operator, and in the panel.
  public static let followed: [Metric] = [
    .startTLS, .certificateClass(.caVerified), .strictForwardSecrecy, .certificateClass(.caWrongName),
    .certificateClass(.selfSigned),
  ]

  /// The word of the `metric` column.
  public var word: String {
    switch self {
    case .certificateClass(let certificateClass): certificateClass.metric
    case .mixed: "mixed"
    case .noTLS: "no_tls"
    case .startTLS: "starttls"
    case .startTLSOffered: "starttls_offered"
    case .caTrustedAnyName: "ca_trusted_any_name"
    case .caVerifiedOrCommonName: "ca_verified_or_cn"
    case .forwardSecrecy: "pfs"
    case .strictForwardSecrecy: "strict_pfs"
    case .tls13: "tls13"
    case .postQuantumGroup: "pq_group"
    case .legacyOnly: "legacy_only"
    case .daneMatch: "dane_match"
    case .mtaSTSEnforce: "mta_sts_enforce"
    case .authenticated: "authenticated"
    }
  }

  /// From the word of the `metric` column.
  public init?(word: String) {
    guard let metric = Metric.all.first(where: { $0.word == word }) else { return nil }
    self = metric
  }

  /// Whether the metric says anything in this base and unit.
  public func applies(base: Base, unit: TrendUnit) -> Bool {
    guard unit.bases.contains(base) else { return false }
    return switch self {
    case .mixed: unit.isWhole
    case .noTLS, .startTLS, .startTLSOffered: base == .reachable
    case .mtaSTSEnforce, .authenticated: unit.countsDomains
    case .certificateClass, .caTrustedAnyName, .caVerifiedOrCommonName, .forwardSecrecy, .strictForwardSecrecy, .tls13,
      .postQuantumGroup,
      .legacyOnly, .daneMatch:
      true
    }
  }

  /// Whether one address under one name has the property; what belongs to many addresses, or to a domain, is never one
  /// address's.
  func holds(for sighting: Sighting) -> Bool {
    switch (self, sighting.result) {
    case (.mixed, _), (.mtaSTSEnforce, _), (.authenticated, _): false
    case (.noTLS, let result): result == .noTLS
    case (.startTLSOffered, .noTLS): sighting.traits.contains(.offersSTARTTLS)
    case (_, .noTLS): false
    case (.startTLS, .tls), (.startTLSOffered, .tls): true
    case (.certificateClass(let wanted), .tls(let found)): wanted == found
    case (.caTrustedAnyName, .tls(let found)): found == .caVerified || found == .caWrongName
    case (.caVerifiedOrCommonName, .tls(let found)):
      found == .caVerified || found == .caWrongName && sighting.traits.contains(.namedByCommonName)
    case (.forwardSecrecy, .tls): sighting.traits.contains(.forwardSecrecy)
    case (.strictForwardSecrecy, .tls(let found)):
      found == .caVerified && sighting.traits.contains(.forwardSecrecy)
    case (.tls13, .tls): sighting.traits.contains(.tls13)
    case (.postQuantumGroup, .tls): sighting.traits.contains(.postQuantumGroup)
    case (.legacyOnly, .tls): sighting.traits.contains(.legacyOnly)
    case (.daneMatch, .tls): sighting.traits.contains(.daneMatch)
    }
  }
}
