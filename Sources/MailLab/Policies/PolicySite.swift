/// The policy host of a domain, `mta-sts.<domain>` (RFC 8461 §3.3): what it shows and what it answers.
public struct PolicySite: Hashable, Sendable, Codable {
  /// The mail domain.
  public var domain: String
  /// Where the policy host listens, in 127.0.0.0/8.
  public var address: IPv4Address
  /// The certificate it presents.
  public var certificate: CertificateProfile
  /// What it speaks once TLS starts.
  public var tls: TLSLimits
  /// What it answers.
  public var answer: PolicyAnswer

  /// A policy host; by default with a good certificate of its own name.
  public init(
    domain: String, address: IPv4Address, certificate: CertificateProfile? = nil, tls: TLSLimits = .any,
    answer: PolicyAnswer
  ) {
    self.domain = domain
    self.address = address
    self.certificate = certificate ?? CertificateProfile(.caSigned, names: ["mta-sts.\(domain)"])
    self.tls = tls
    self.answer = answer
  }

  /// The policy host's name.
  public var host: String { "mta-sts.\(domain)" }
}
