/// What the MX lookup of one domain found.
public enum MXLookup: Hashable, Sendable {
  /// An MX RRset, a null MX included.
  case records(MXSet, DNSSECStatus)
  /// NODATA: the domain is its own MX if it has an address (RFC 5321 §5.1), which its address lookup will tell.
  case none(DNSSECStatus)
  /// No usable answer.
  case failed(DNSFailure)

  /// Reads the RDATA of an MX answer; one unreadable record makes the whole RRset malformed, as a sender that drops
  /// such records silently would deliver elsewhere than the domain's owner wrote.
  public init(rdata: [[UInt8]], dnssec: DNSSECStatus) {
    guard !rdata.isEmpty else {
      self = .none(dnssec)
      return
    }
    do {
      self = .records(MXSet(try rdata.map { octets throws(MalformedRDATA) in try MXRecord(rdata: octets) }), dnssec)
    } catch {
      self = .failed(.malformed)
    }
  }
}

/// What the A and AAAA lookups of one MX host found.
public struct HostLookup: Hashable, Sendable {
  /// The addresses, lowest first, each once.
  public let addresses: [Address]
  /// Why there are none, or `nil` where there are some.
  public let failure: DNSFailure?
  /// Why one type has no answer where the other has addresses, for example a AAAA lookup that timed out beside an A
  /// RRset; NODATA is an answer. Senders go on with what was found, and so does DANE (only `bogus` spoils `dnssec`).
  public let partialFailure: DNSFailure?
  /// Security of the address RRsets: secure only where every one that was found is, bogus where any is. Aliases on the
  /// way to them are counted in.
  public let dnssec: DNSSECStatus
  /// Where the addresses stand if the host name is an alias (RFC 1034 §3.6.2); `nil` where it is none, where there is
  /// no address, or where the alias leads to what is no host name.
  public let canonicalName: DomainName?
  /// Whether the host name is an alias, which the name of an MX must not be (RFC 5321 §5.1); `nil` where there is no address,
  /// or it was not kept.
  public let isAlias: Bool?

  /// One type's answer.
  public enum Answer: Hashable, Sendable {
    /// Addresses; empty stands for NODATA.
    case addresses([Address], DNSSECStatus)
    /// No usable answer.
    case failed(DNSFailure)
  }

  /// Both types' answers as one; `failure` is set only where neither has an address.
  public init(_ ipv4: Answer, _ ipv6: Answer, canonicalName: DomainName? = nil) {
    var addresses: Set<Address> = []
    var failures: [DNSFailure] = []
    var statuses: Set<DNSSECStatus> = []
    for answer in [ipv4, ipv6] {
      switch answer {
      case .addresses(let found, let status):
        if found.isEmpty { failures.append(.nodata) }
        addresses.formUnion(found)
        statuses.insert(status)
      case .failed(let failure):
        failures.append(failure)
        if failure == .bogus { statuses.insert(.bogus) }
      }
    }
    self.addresses = addresses.sorted()
    let worst = failures.reduce(.nodata, DNSFailure.worse)
    failure = addresses.isEmpty ? worst : nil
    partialFailure = addresses.isEmpty || worst == .nodata ? nil : worst
    self.canonicalName = addresses.isEmpty ? nil : canonicalName
    isAlias = addresses.isEmpty ? nil : canonicalName != nil
    let order: [DNSSECStatus] = [.bogus, .unknown, .insecure, .secure]
    dnssec = order.first(where: statuses.contains) ?? .unknown
  }

  /// A host whose name can't be looked up.
  public static let invalidName = HostLookup(.failed(.invalidName), .failed(.invalidName))
}
