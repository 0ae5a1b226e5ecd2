/// What was found when the TLSA RRset of one host was asked for.
///
/// The name below which the records are looked for is the TLSA base domain. Where the host name is an alias, it is the
/// fully expanded name and, where that has none, the host name itself (RFC 7671 §7, RFC 7672 §2.2.3).
public enum TLSALookup: Hashable, Sendable {
  /// Not asked for: the address RRsets are not secure (RFC 7672 §2.2.2), or the host has no address, which is
  /// `unknown` unless it is `bogus`. Never `secure`.
  case notAsked(DNSSECStatus)
  /// There is no TLSA record at the base domain: NODATA or NXDOMAIN, denied with this security.
  case none(baseDomain: DomainName, DNSSECStatus)
  /// Records at the base domain, with the security of the RRset and of every alias on the way to it.
  case records(TLSARRset, baseDomain: DomainName, DNSSECStatus)
  /// No usable answer at the base domain.
  case failed(DNSFailure, baseDomain: DomainName)

  /// What the DNS alone says. Malformed records count as unusable ones: the domain means to have DANE
  /// (RFC 7672 §2.1.1).
  public var state: TLSAState {
    switch self {
    case .notAsked(.insecure), .none(_, .insecure), .records(_, _, .insecure): .insecure
    case .notAsked(.bogus), .none(_, .bogus), .records(_, _, .bogus), .failed(.bogus, _): .bogus
    case .notAsked(.unknown), .notAsked(.secure), .none(_, .unknown), .records(_, _, .unknown): .unknown
    case .none(_, .secure): .none
    case .records(let set, _, .secure): set.usable.isEmpty ? .unusable : .usable
    case .failed: .error
    }
  }

  /// The name whose answer this is, `nil` where nothing was asked. DANE-TA wants it in the certificate, and a sender
  /// names it as server name (RFC 7672 §3.2.2, §8.1).
  public var baseDomain: DomainName? {
    switch self {
    case .notAsked: nil
    case .none(let name, _), .records(_, let name, _), .failed(_, let name): name
    }
  }

  /// The records found, secure or not; `nil` where there are none.
  public var rrset: TLSARRset? {
    guard case .records(let set, _, _) = self else { return nil }
    return set
  }

  /// Whether the answer at an alias's target leaves the host name itself to be tried: nothing secure was found there.
  /// A failure does not: behind it there may be records.
  public var leavesAliasToBeTried: Bool {
    switch self {
    case .none(_, .secure), .none(_, .insecure), .records(_, _, .insecure): true
    case .none, .records, .failed, .notAsked: false
    }
  }
}
