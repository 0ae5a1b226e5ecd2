import SurveyCore

extension Metric {
  /// The metric in a reader's words.
  var title: String {
    switch self {
    case .certificateClass(let certificateClass): certificateClass.title
    case .mixed: "mixed"
    case .noTLS: "no TLS"
    case .startTLS: "STARTTLS"
    case .startTLSOffered: "STARTTLS offered"
    case .caTrustedAnyName: "CA-trusted, any name"
    case .caVerifiedOrCommonName: "CA-verified, common name too"
    case .forwardSecrecy: "forward secrecy"
    case .strictForwardSecrecy: "CA-verified with forward secrecy"
    case .tls13: "TLS 1.3"
    case .postQuantumGroup: "post-quantum group"
    case .legacyOnly: "only by the tolerant look"
    case .daneMatch: "DANE match"
    case .mtaSTSEnforce: "MTA-STS enforced"
    case .authenticated: "authenticated"
    }
  }

  /// The metric in one line, for those who read the report.
  var definition: String {
    switch self {
    case .certificateClass(let certificateClass): certificateClass.definition
    case .mixed: "the addresses of one host, or the names of one address, do not agree"
    case .noTLS: "reachable, and no handshake was completed on any address"
    case .startTLS: "a handshake was completed: 100 % less no TLS"
    case .startTLSOffered: "STARTTLS was among the EHLO keywords, whatever became of it"
    case .caTrustedAnyName:
      "chain trusted and in date, whatever its names: CA-verified and wrong name together"
    case .caVerifiedOrCommonName:
      "CA-verified, or trusted and in date with the MX name as common name only: what was strict before RFC 9525"
    case .forwardSecrecy: "(EC)DHE or TLS 1.3 was agreed"
    case .strictForwardSecrecy: "CA-verified, and (EC)DHE or TLS 1.3 was agreed"
    case .tls13: "TLS 1.3 was agreed"
    case .postQuantumGroup: "a post-quantum hybrid group was agreed"
    case .legacyOnly:
      "a client with a modern TLS library completes no handshake; one that still speaks old suites and takes small keys does"
    case .daneMatch: "a usable TLSA record of the MX host matches what it presents (RFC 7672)"
    case .mtaSTSEnforce: "the domain publishes a sound MTA-STS policy of mode enforce (RFC 8461)"
    case .authenticated:
      """
      every reachable MX proves itself against an active attacker: MX records secure by DNSSEC and DANE matches at all, \
      or all are CA-verified and listed by an enforced MTA-STS policy
      """
    }
  }

  /// The metrics of a headline: the classes that are told apart in words, and no TLS where the base has it.
  static func headline(base: Base) -> [Metric] {
    let classes: [CertificateClass] = [.caVerified, .selfSigned, .caWrongName]
    return classes.map(Metric.certificateClass) + (base == .reachable ? [.noTLS] : [])
  }

  /// The metrics that add up to the base, from the best to the worst, then what is no class.
  static func bestToWorst(base: Base, unit: TrendUnit) -> [Metric] {
    let partition = Set(Metric.partition(base: base, unit: unit))
    let classes = AddressResult.worstToBest.reversed().compactMap { result -> Metric? in
      switch result {
      case .tls(let certificateClass): .certificateClass(certificateClass)
      case .noTLS: nil
      }
    }
    return (classes + [.mixed, .noTLS]).filter(partition.contains)
  }

  /// The classes of a unit that may be of several, from the best to the worst, then no TLS.
  static func overlapping(base: Base, unit: TrendUnit) -> [Metric] {
    AddressResult.worstToBest.reversed().map { result in
      switch result {
      case .tls(let certificateClass): .certificateClass(certificateClass)
      case .noTLS: .noTLS
      }
    }.filter { $0.applies(base: base, unit: unit) }
  }

  /// The metrics that stand beside the classes and are part of no sum.
  static func besideClasses(base: Base, unit: TrendUnit) -> [Metric] {
    let beside: [Metric] = [
      .startTLS, .startTLSOffered, .forwardSecrecy, .strictForwardSecrecy, .caTrustedAnyName, .caVerifiedOrCommonName,
      .tls13, .postQuantumGroup,
      .legacyOnly, .daneMatch, .mtaSTSEnforce, .authenticated,
    ]
    return beside.filter { $0.applies(base: base, unit: unit) }
  }
}

extension CertificateClass {
  /// The class in a reader's words.
  var title: String {
    switch self {
    case .anonymous: "anonymous"
    case .caVerified: "CA-verified"
    case .caWrongName: "wrong name"
    case .caExpired: "expired"
    case .selfSigned: "self-signed"
    case .privateCA: "private CA"
    case .incompleteChain: "incomplete chain"
    case .unknownIssuer: "unknown issuer"
    case .otherInvalid: "other invalid"
    }
  }

  /// The class in one line.
  var definition: String {
    switch self {
    case .anonymous: "TLS, and the server has no certificate to show"
    case .caVerified: "chain trusted, in date, and a subjectAltName DNS-ID matches the MX name (RFC 9525)"
    case .caWrongName: "chain trusted and in date, but no DNS-ID matches the MX name"
    case .caExpired: "chain trusted but for time: expired, or not yet valid"
    case .selfSigned:
      "the certificate is its own issuer, its own signature verifies, and no trust store holds it"
    case .privateCA: "the chain ends in a self-signed root outside the trust store"
    case .incompleteChain: "no root reached, but intermediates seen elsewhere in the wave complete the chain"
    case .unknownIssuer: "no root reached, and nothing seen completes the chain"
    case .otherInvalid: "anything else: bad signature, purpose, constraint, weak key or digest, unparsable"
    }
  }
}
