public import SurveyCore

/// How an MX host's name tells its operator.
public struct OperatorNaming: Sendable {
  /// SHA-256 of the public suffix list behind it; `nil` where there is none.
  public let sha256: Fingerprint?
  private let name: @Sendable (DomainName) -> DomainName

  /// A naming.
  /// - Parameters:
  ///   - sha256: SHA-256 of the public suffix list behind it.
  ///   - naming: the ICANN registrable domain of a host's name, or the name itself where it has none.
  public init(sha256: Fingerprint?, naming: @escaping @Sendable (DomainName) -> DomainName) {
    self.sha256 = sha256
    name = naming
  }

  /// The operator of a host.
  func name(of host: DomainName) -> DomainName { name(host) }
}
