/// How many hosts and certificates have a property, by one topic: a row of the report's tables of issuers, protocol
/// versions and expiry.
public struct BreakdownRow: Hashable, Sendable {
  /// By what.
  public var topic: BreakdownTopic
  /// The value: `Let's Encrypt`, `TLS 1.3`, `0-6`.
  public var key: String
  /// How many MX hosts that an MX record names, by the address that stands for the host in `v_host`.
  public var hosts: Int
  /// How many different leaf certificates these present.
  public var certificates: Int

  /// The key of all values that have no row of their own.
  public static let others = "(others)"

  /// A row.
  public init(topic: BreakdownTopic, key: String, hosts: Int, certificates: Int) {
    self.topic = topic
    self.key = key
    self.hosts = hosts
    self.certificates = certificates
  }
}

/// By what hosts with TLS are broken down.
public enum BreakdownTopic: String, Sendable, Hashable, CaseIterable {
  /// Issuers of CA-verified certificates: the organisation of the issuer's name, else its common name, else the whole.
  case issuer
  /// Days of validity of CA-verified certificates, in ranges: `0-10`, `11-50`, `51-100`, `101-200`, `201-398`, `399+`.
  case lifetime
  /// Days left at the time of the probe, of certificates that are CA-verified or were but for time, in ranges:
  /// `expired`, `not-yet-valid`, `0-6`, `7-13`, `14-29`, `30-59`, `60-89`, `90-179`, `180+`.
  case daysLeft = "days_left"
  /// TLS versions.
  case tlsVersion = "tls_version"
  /// Key-exchange groups.
  case keyExchangeGroup = "kx_group"
  /// Kinds and sizes of the leaf's public key: `RSA 2048`, `EC 256`.
  case keyType = "key_type"
}

/// What a wave is of: the whole list, or a part of it.
public enum Frame: String, Sendable, Hashable, CaseIterable {
  /// Every domain of the lists; no sampling error.
  case census
  /// A simple random sample of the domains of the lists.
  case sample
  /// The lists are themselves a sample in which whole operators were drawn.
  case cluster
}
