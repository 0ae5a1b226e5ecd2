/// The judgement of one certificate under one MX name: a pure function of what was seen, a trust store and an instant.
public struct Verdict: Hashable, Sendable {
  /// The version of these rules; a database says which version judged it.
  public static let classifierVersion = 2

  /// The exclusive class.
  public let certificateClass: CertificateClass
  /// The chain by itself.
  public let chain: ChainStatus
  /// The name by itself.
  public let name: NameMatch
  /// Time by itself.
  public let time: TimeStatus

  /// Judges what a chain's verification found together with how its names match.
  public init(finding: ChainFinding, name: NameMatch) {
    chain = finding.status
    time = finding.time
    self.name = name
    certificateClass =
      switch finding.status {
      case .trusted where finding.time != .ok: .caExpired
      case .trusted: name == .mxSAN ? .caVerified : .caWrongName
      case .selfSigned: .selfSigned
      case .privateCA: .privateCA
      case .incomplete: .incompleteChain
      case .unknownIssuer: .unknownIssuer
      case .other: .otherInvalid
      }
  }
}
