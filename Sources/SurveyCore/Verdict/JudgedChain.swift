/// One chain judged against one trust store at one instant, with the span of time in which the finding holds.
public struct JudgedChain: Hashable, Sendable {
  /// What the verification found.
  public let finding: ChainFinding
  /// The finding holds from here …
  public let from: Instant
  /// … until before here: between two validity boundaries of the certificates involved.
  public let until: Instant
  /// The leaf's DNS-IDs.
  public let dnsNames: [[UInt8]]
  /// The leaf's common names.
  public let commonNames: [[UInt8]]

  /// A judged chain.
  public init(
    finding: ChainFinding, from: Instant, until: Instant, dnsNames: [[UInt8]], commonNames: [[UInt8]]
  ) {
    self.finding = finding
    self.from = from
    self.until = until
    self.dnsNames = dnsNames
    self.commonNames = commonNames
  }

  /// The verdict under one MX name.
  public func verdict(for host: DomainName) -> Verdict {
    Verdict(finding: finding, name: host.match(dnsNames: dnsNames, commonNames: commonNames))
  }
}
