/// What a survey must find at a domain of the population `verdicts`, by the rules of the RFCs and by what its
/// certificate's maker intended, in the words of the survey's report.
public struct ExpectedVerdict: Hashable, Sendable {
  /// The domain.
  public let domain: String
  /// The exchange of its MX record; `nil`: none can be looked up.
  public let host: String?
  /// The class of what its servers present.
  public let result: Result
  /// Whom the certificate names; `nil`: there is none, or its name is not what matters.
  public let name: Name?
  /// What DANE makes of the host; `nil`: nothing can be said, as the host has no address.
  public let dane: DANE?
  /// The client whose handshake completes; `nil`: none's does.
  public let look: Look?
  /// What the domain publishes of MTA-STS; `nil`: nobody asks, as no MX host has an address.
  public let mtaSTS: MTASTS?
  /// Why an announced policy is none; `nil`: there is nothing to explain.
  public let mtaSTSReason: String?
  /// How many of its MX hosts a sound policy lists, of whatever mode; `nil`: there is no such policy.
  public let listedMX: Int?
  /// Whether the domain asks for TLS reports.
  public let hasTLSRPT: Bool
  /// Whether mail to the domain withstands an active attacker: every MX that answers matches DANE under a secure MX
  /// RRset (RFC 7672 §2.2), or is trusted, named, in date and listed by an enforced policy (RFC 8461 §5); `nil`: no MX
  /// can be looked up.
  public let isAuthenticated: Bool?

  /// A certificate class, or why there is none.
  public enum Result: String, Hashable, Sendable, CaseIterable {
    /// The server has no certificate to show.
    case anonymous
    /// Trusted, named, in date.
    case caVerified = "ca-verified"
    /// Trusted and in date; another name.
    case caWrongName = "ca-wrong-name"
    /// Trusted but for the time, of the leaf or of an intermediate.
    case caExpired = "ca-expired"
    /// The leaf signs itself.
    case selfSigned = "self-signed"
    /// The chain ends in a root that nobody trusts.
    case privateCA = "private-ca"
    /// No root is reached, but another host's intermediate leads to a trusted one.
    case incompleteChain = "incomplete-chain"
    /// No root is reached.
    case unknownIssuer = "unknown-issuer"
    /// Anything else.
    case otherInvalid = "other-invalid"
    /// The server offers no STARTTLS.
    case noTLS = "no-tls"
    /// The host's address can't be looked up.
    case dnsFailed = "dns-failed"
    /// The domain's MX can't be looked up.
    case noMX = "no-mx"
  }

  /// Whom a certificate names.
  public enum Name: String, Hashable, Sendable, CaseIterable {
    /// A subjectAltName matches the MX name (RFC 9525 §6.3).
    case mxSAN = "mx-san"
    /// No subjectAltName matches, and the common name is the MX name.
    case mxCommonNameOnly = "mx-cn-only"
    /// Neither.
    case nobody = "none"
  }

  /// What DANE (RFC 7672) makes of a host.
  public enum DANE: String, Hashable, Sendable, CaseIterable {
    /// Securely no TLSA record.
    case absent = "none"
    /// What is presented matches at every address.
    case match
    /// It does not at some address.
    case mismatch
    /// No record can be used.
    case unusable
    /// Address or TLSA RRset is not secure.
    case insecure
    /// Address or TLSA RRset is bogus.
    case bogus
    /// The TLSA lookup fails.
    case error
  }

  /// Which client completes the handshake first.
  public enum Look: String, Hashable, Sendable, CaseIterable {
    /// One of today: forward secrecy and AEAD, or what all clients have kept, such as AES in CBC mode with SHA-1.
    case modern
    /// One that still knows what others dropped: DHE, CBC mode with SHA-256, Camellia, odd keys.
    case legacy
    /// One that offers suites without a certificate, and no others.
    case anonymous = "anull"
  }

  /// What a domain publishes of MTA-STS.
  public enum MTASTS: String, Hashable, Sendable, CaseIterable {
    /// Nothing, or texts that are none of MTA-STS (RFC 8461 §3.1).
    case absent = "none"
    /// A sound policy of mode `testing`.
    case testing
    /// A sound policy of mode `enforce`.
    case enforce
    /// A sound policy of mode `none`.
    case modeNone = "mode-none"
    /// A record that is malformed, or there twice, or whose policy can't be fetched or read.
    case invalid
  }
}
