/// Why a lookup gave no usable RRset, as the domain's or host's own state; our resolver's faults are `LocalFault`.
public enum DNSFailure: String, Sendable, Hashable, CaseIterable {
  /// The name does not exist (RCODE 3, RFC 1035 §4.1.1; RFC 9499 §3).
  case nxdomain
  /// The name exists without this type (RFC 9499 §3, NODATA).
  case nodata
  /// The servers failed or refused (RCODE 2 or 5) while our resolver was well.
  case servfail
  /// No answer in time while our resolver was well.
  case timeout
  /// DNSSEC validation failed (RFC 4035 §4.3).
  case bogus
  /// RDATA that breaks its own format.
  case malformed
  /// An MX target that is no host name: an address literal, an underscore, too long.
  case invalidName = "invalid_name"

  /// The word in `reason` columns, for example `dns.nxdomain`.
  public var word: String { "dns.\(rawValue)" }

  /// Which of two failures tells more of a host that has neither A nor AAAA records: one that leaves the
  /// question open, else the stronger denial.
  public static func worse(_ left: DNSFailure, _ right: DNSFailure) -> DNSFailure {
    let order: [DNSFailure] = [.bogus, .servfail, .timeout, .malformed, .invalidName, .nxdomain, .nodata]
    return order.first { $0 == left || $0 == right } ?? left
  }
}
