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
  /// What the domain publishes of MTA-STS.
  public let mtaSTS: MTASTS
  /// Whether the domain asks for TLS reports.
  public let hasTLSRPT: Bool

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

  /// What a domain publishes of MTA-STS, where no policy can be fetched.
  public enum MTASTS: String, Hashable, Sendable, CaseIterable {
    /// Nothing, or texts that are none of MTA-STS (RFC 8461 §3.1).
    case none
    /// A record that is malformed, or there twice, or whose policy host does not exist.
    case invalid
  }
}
