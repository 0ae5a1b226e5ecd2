internal import SurveyCore
internal import SurveyTLS

/// What holds for the judging of chains whatever a server presents.
enum ChainLaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    let chain = chain(octets)
    let fields = chain.map { CertificateFields(der: $0) }
    for (der, fields) in zip(chain, fields) { if let fields { try CertificateLaws.check(fields, der) } }
    let judged = judge.judge(chain, at: instant)
    let isParsable = fields[0] != nil
    try BrokenLaw.unless(judged.finding.leafIsParsable == isParsable, "a leaf that can be read can be judged")
    try BrokenLaw.unless(judged.from <= instant && instant < judged.until, "a finding holds when it was found")
    try BrokenLaw.unless(
      judged.dnsNames == fields[0]?.dnsNames ?? [] && judged.commonNames == fields[0]?.commonNames ?? [],
      "names are matched as they were read")
    let verdict = judged.verdict(for: host)
    try BrokenLaw.unless(verdict == Verdict(finding: judged.finding, name: verdict.name), "a verdict is a function")
    // What asks for more verifications is looked at for one input of eight.
    guard Segments.seed(of: octets) % 8 == 0 else { return }
    try BrokenLaw.unless(CertificateFields(der: chain[0]) == fields[0], "a certificate always reads alike")
    try checkSpan(chain, judged)
    try checkDANE(chain, fields[0])
  }

  private static let host = DomainName(uncheckedCanonical: "mx1.example.org")
  private static let instant = Instant(epoch: 1_800_000_000)
  private static let daneJudge = DANEJudge()

  private static let judge: ChainJudge = {
    guard let trustStore = try? TrustStore(pem: Array(FuzzAnchor.anchor.utf8)),
      let intermediates = PEM.certificates(Array(FuzzAnchor.intermediate.utf8))
    else { preconditionFailure("the anchor can be read") }
    return ChainJudge(trustStore: trustStore, intermediates: IntermediatePool(intermediates))
  }()

  /// Cuts octets into certificates by the length that each one's outermost SEQUENCE says (X.690 §8.1.3); what is left
  /// is one more. Never empty.
  private static func chain(_ octets: [UInt8]) -> [[UInt8]] {
    var chain: [[UInt8]] = []
    var rest = octets[...]
    while rest.starts(with: [0x30, 0x82]), rest.count > 4, chain.count < 8 {
      let length = 4 + rest.dropFirst(2).prefix(2).reduce(0) { $0 << 8 | Int($1) }
      guard length < rest.count else { break }
      chain.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return chain + (chain.isEmpty || !rest.isEmpty ? [Array(rest)] : [])
  }

  /// A finding is the same over the whole span that it is said to hold for.
  private static func checkSpan(_ chain: [[UInt8]], _ judged: JudgedChain) throws(BrokenLaw) {
    let last = Instant(epoch: judged.until.epoch - 1)
    for end in [judged.from, last] where end.epoch > .min && end.epoch < .max - 1 {
      let finding = judge.judge(chain, at: end).finding
      try BrokenLaw.unless(finding == judged.finding, "a finding holds between two boundaries")
    }
  }

  private static func checkDANE(_ chain: [[UInt8]], _ leaf: CertificateFields?) throws(BrokenLaw) {
    var records = [TLSARecord(usage: 2, selector: 0, matchingType: 0, association: chain[chain.count - 1])]
    if let digest = leaf?.spkiSHA256 {
      records.append(TLSARecord(usage: 3, selector: 1, matchingType: 1, association: digest.octets))
    }
    let judged = daneJudge.judge(chain: chain, records: records, names: [host], at: instant)
    try BrokenLaw.unless(judged.from <= instant && instant < judged.until, "a finding holds when it was found")
    let usable = daneJudge.usable(records)
    try BrokenLaw.unless((judged.finding == .unusable) == usable.isEmpty, "records that can be used are used")
    let last = Instant(epoch: judged.until.epoch - 1)
    for end in [judged.from, last] where end.epoch > .min && end.epoch < .max - 1 {
      let again = daneJudge.judge(chain: chain, records: records, names: [host], at: end)
      try BrokenLaw.unless(again.finding == judged.finding, "a finding holds between two boundaries")
    }
  }
}
