public import SurveyCore

/// A domain as another process found it.
public struct ImportedDomain: Sendable, Hashable {
  /// Its name.
  public var name: DomainName
  /// Its weight.
  public var weight: Double
  /// How it receives mail.
  public var status: MXStatus
  /// Security of the MX RRset, or of its denial; `nil` where there was no usable answer.
  public var dnssec: DNSSECStatus?
  /// The MX set, the implicit one included; `nil` where there is none.
  public var set: MXSet?
  /// What it publishes about the transport of its mail; `nil` where it was not asked.
  public var policy: PolicyWords?

  /// A domain.
  public init(
    name: DomainName, weight: Double, status: MXStatus, dnssec: DNSSECStatus?, set: MXSet?, policy: PolicyWords?
  ) {
    self.name = name
    self.weight = weight
    self.status = status
    self.dnssec = dnssec
    self.set = set
    self.policy = policy
  }
}
