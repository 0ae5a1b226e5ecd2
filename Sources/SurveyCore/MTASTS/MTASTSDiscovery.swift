/// Policy discovery (RFC 8461 §3) without the doing: the answer to the TXT question leads to a result, or to a fetch
/// whose end leads to one.
///
/// ```
/// _mta-sts.<domain> TXT ──▶ finished
///                       └─▶ announced ──▶ mta-sts.<domain> A, AAAA ──▶ HTTPS ──▶ result(of:)
/// ```
public enum MTASTSDiscovery: Hashable, Sendable {
  /// The record alone decides.
  case finished(MTASTS)
  /// A policy is announced and is to be fetched.
  case announced(Announcement)

  /// What the answer for `_mta-sts.<domain>` leads to.
  ///
  /// A failed lookup says nothing of the domain: MTA-STS does not rest on DNSSEC (RFC 8461 §1), so that a bogus record
  /// is seen by senders that do not validate, and is as if it were not there for those that do.
  public init(_ lookup: TXTLookup) {
    switch lookup {
    case .failed(.nxdomain), .failed(.nodata): self = .finished(.absent)
    case .failed(let failure): self = .finished(.unknown(.dns(failure), recordID: nil))
    case .inconclusive(let fault): self = .finished(.unknown(.local(fault), recordID: nil))
    case .records(let rdata):
      guard let record = try? MTASTSRecord(rdata: rdata) else {
        self = .finished(.unknown(.dns(.malformed), recordID: nil))
        return
      }
      switch record {
      case .none: self = .finished(.absent)
      case .valid(let id): self = .announced(Announcement(recordID: id))
      case .invalid(let defect): self = .finished(.invalid(.defect(defect), recordID: nil, body: []))
      }
    }
  }

  /// The name of the policy host, `mta-sts.<domain>`; `nil` where that is too long for a name, so that a policy can't
  /// be had: `PolicyFetch.failed(.noAddress)`.
  public static func policyHost(of domain: DomainName) -> DomainName? { try? DomainName("mta-sts.\(domain.text)") }

  /// A policy that is to be fetched.
  public struct Announcement: Hashable, Sendable {
    /// The record's `id`.
    public let recordID: String

    /// What the fetch leads to.
    ///
    /// A policy host at a reserved address makes the policy invalid, as no sender can fetch it there; one on our
    /// blocklist leaves the question open.
    public func result(of fetch: PolicyFetch) -> MTASTS {
      switch fetch {
      case .body(let octets):
        do {
          return .sound(try MTASTSPolicy(body: octets), recordID: recordID, body: octets)
        } catch {
          return .invalid(.defect(error), recordID: recordID, body: octets)
        }
      case .failed(let defect): return .invalid(.defect(defect), recordID: recordID, body: [])
      case .noAddress(let failure): return .invalid(Self.reason(failure), recordID: recordID, body: [])
      case .refused(.reserved): return .invalid(.policy(.reserved), recordID: recordID, body: [])
      case .refused(let policy): return .unknown(.policy(policy), recordID: recordID)
      case .inconclusive(let fault): return .unknown(.local(fault), recordID: recordID)
      }
    }

    private static func reason(_ failure: DNSFailure) -> MTASTSReason {
      switch failure {
      case .nxdomain, .nodata, .invalidName: .defect(.noAddress)
      case .servfail, .timeout, .bogus, .malformed: .dns(failure)
      }
    }
  }
}
