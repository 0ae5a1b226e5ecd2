public import SurveyCore

/// A chain that was judged without a network: what `classify` writes.
public struct ClassifiedChain: Hashable, Sendable {
  /// The chain, judged.
  public let judged: JudgedChain
  /// The name that it was judged for; `nil`: none was given.
  public let name: DomainName?
  /// The instant at which it was judged.
  public let instant: Instant
  /// The leaf; `nil` where it can't be read.
  public let leaf: CertificateFields?
  /// Digest of the leaf's DER.
  public let leafSHA256: Fingerprint
  /// How many certificates were given.
  public let count: Int
  /// Digest of the trust store.
  public let trustStoreSHA256: Fingerprint

  /// A classified chain.
  public init(
    judged: JudgedChain, name: DomainName?, instant: Instant, leaf: CertificateFields?, leafSHA256: Fingerprint,
    count: Int, trustStoreSHA256: Fingerprint
  ) {
    self.judged = judged
    self.name = name
    self.instant = instant
    self.leaf = leaf
    self.leafSHA256 = leafSHA256
    self.count = count
    self.trustStoreSHA256 = trustStoreSHA256
  }

  /// The class; `nil` where it depends on a name and none was given: for a trusted chain that is in date.
  public var certificateClass: CertificateClass? {
    let verdict = Verdict(finding: judged.finding, name: nameMatch ?? .none)
    let dependsOnName = verdict.chain == .trusted && verdict.time == .ok
    return name == nil && dependsOnName ? nil : verdict.certificateClass
  }

  /// How the leaf's names match; `nil` without a name.
  public var nameMatch: NameMatch? {
    name.map { $0.match(dnsNames: judged.dnsNames, commonNames: judged.commonNames) }
  }

  /// The JSON object; its keys stand in the help of `classify`.
  public var json: JSONValue {
    let errors = judged.finding.errors
    return [
      "class": JSONValue(certificateClass?.rawValue), "chain": .string(judged.finding.status.rawValue),
      "name": JSONValue(nameMatch?.rawValue), "time": .string(judged.finding.time.rawValue),
      "errors": .array(errors.map(\.json)), "weak_key": .bool(errors.contains { $0.code == 66 || $0.code == 67 }),
      "weak_signature": .bool(errors.contains { $0.code == 68 }), "reference_name": JSONValue(name?.text),
      "judged_at": .string(instant.iso8601), "holds_from": ClassifiedChain.boundary(judged.from),
      "holds_until": ClassifiedChain.boundary(judged.until), "certificates": .integer(Int64(count)),
      "leaf": leaf?.json(sha256: leafSHA256) ?? .null, "trust_store_sha256": .string(trustStoreSHA256.description),
    ]
  }

  /// An end of the span in which the finding holds; `null` where it has none.
  private static func boundary(_ instant: Instant) -> JSONValue {
    instant.epoch == .min || instant.epoch == .max ? .null : .string(instant.iso8601)
  }
}
