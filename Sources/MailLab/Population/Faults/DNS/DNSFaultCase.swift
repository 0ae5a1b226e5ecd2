/// A domain whose DNS has a fault, and what a survey must record of it, in the words of the survey's database.
public struct DNSFaultCase: Hashable, Sendable {
  /// The row of the catalogue of faults.
  public let row: Int
  /// What is odd, in a few words.
  public let title: String
  /// The domain.
  public let domain: String
  /// How the domain receives mail.
  public let status: Status
  /// How many distinct exchanges its MX records name, the null MX not counted.
  public let count: Int
  /// Its mail hosts as far as they are kept, in the order of their names; none where none is looked up.
  public let hosts: [HostFinding]

  /// The words of `mx_status`.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// MX records with a host name.
    case mx
    /// No MX record, but an address.
    case implicit
    /// A null MX alone.
    case null
    /// A null MX beside others.
    case nullMixed = "null-mixed"
    /// Neither MX nor address.
    case nodata
    /// No such name.
    case nxdomain
    /// The domain's servers fail.
    case servfail
    /// The domain's servers don't answer.
    case timeout
    /// The signatures don't hold.
    case bogus
    /// An MX record that breaks its format.
    case malformed
    /// MX records of which none names a host.
    case invalid
  }

  /// What must be recorded of one mail host.
  public struct HostFinding: Hashable, Sendable {
    /// The host as it is recorded.
    public let name: String
    /// What came of it.
    public let outcome: Outcome
    /// Why it was not reached; `nil`: it was.
    public let reason: String?

    /// What came of a host.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
      /// It was probed, and TLS was up.
      case tls
      /// It has no address that can be looked up.
      case dnsFailed = "dns-failed"
      /// Its address is none to be dialled.
      case notProbed = "not-probed"
    }

    /// A host that is reached.
    static func reached(_ name: String) -> HostFinding { HostFinding(name: name, outcome: .tls, reason: nil) }

    /// A host without an address, for a reason without its prefix `dns.`.
    static func failed(_ name: String, _ reason: String) -> HostFinding {
      HostFinding(name: name, outcome: .dnsFailed, reason: "dns.\(reason)")
    }

    /// A host at an address that is not for the public.
    static func reserved(_ name: String) -> HostFinding {
      HostFinding(name: name, outcome: .notProbed, reason: "policy.reserved")
    }
  }
}
