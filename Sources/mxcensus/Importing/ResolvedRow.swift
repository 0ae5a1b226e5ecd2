import SurveyCore
import SurveyStore
import SurveyTLS

/// A line of output of `resolve`, read again.
struct ResolvedRow {
  /// The wave that it is of, as far as it says.
  let scan: String?
  let domain: ImportedDomain
  let hosts: [HostRow]
  let observedAt: Instant

  init(_ record: JSONRecord) throws(JSONRecord.Fault) {
    try record.checkVersion()
    scan = try record.textIfAny("scan")
    let name = try JSONRecord.name(try record.text("domain"), of: "domain")
    let status = try record.word("mx_status", as: MXStatus.self)
    var hosts: [HostRow] = []
    for element in try record.list("mx") { hosts.append(try HostRow(element)) }
    guard hosts.count <= MXSet.maximumExchanges, Set(hosts.map(\.exchange.host)).count == hosts.count else {
      throw JSONRecord.Fault(words: "mx has more than \(MXSet.maximumExchanges) hosts, or one twice")
    }
    guard hosts.isEmpty != ResolvedRow.hasHosts(status),
      status != .implicit || hosts.first?.exchange.host == .name(name)
    else { throw JSONRecord.Fault(words: "mx_status \(status.rawValue) does not go with these hosts") }
    let weight = try record.numberIfAny("weight") ?? 1
    guard weight >= 0 else { throw JSONRecord.Fault(words: "weight is less than 0") }
    self.hosts = hosts
    observedAt = try record.instant("observed_at")
    domain = ImportedDomain(
      name: name, weight: weight, status: status,
      dnssec: try record.wordIfAny("mx_dnssec", as: DNSSECStatus.self),
      set: hosts.isEmpty
        ? nil
        : MXSet(
          restoring: hosts.map(\.exchange), count: try record.integerIfAny("mx_count") ?? hosts.count, status: status),
      policy: try ResolvedRow.policy(record))
  }

  private static func hasHosts(_ status: MXStatus) -> Bool {
    switch status {
    case .mx, .implicit, .nullMixed, .invalid: true
    case .null, .nodata, .nxdomain, .servfail, .timeout, .bogus, .malformed, .inconclusive: false
    }
  }

  /// What the domain publishes; `nil` where it was not asked: then neither a status nor a reason is there.
  private static func policy(_ record: JSONRecord) throws(JSONRecord.Fault) -> PolicyWords? {
    let status = try record.wordIfAny("mta_sts", as: MTASTSStatus.self)
    let reason = try record.textIfAny("mta_sts_reason")
    guard status != nil || reason != nil else { return nil }
    guard (reason ?? "").utf8.allSatisfy(isWordOctet) else {
      throw JSONRecord.Fault(words: "mta_sts_reason can't be \((reason ?? "").debugDescription)")
    }
    let recordID = try record.textIfAny("mta_sts_id")
    guard
      recordID.map({ (1...32).contains($0.utf8.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } })
        ?? true
    else {
      throw JSONRecord.Fault(words: "mta_sts_id is not 1 to 32 letters and digits")
    }
    let text = try record.textIfAny("mta_sts_policy") ?? ""
    return PolicyWords(
      mtaSTS: status, reason: reason, recordID: recordID,
      body: try JSONRecord.octets(base64: text, of: "mta_sts_policy"),
      tlsrpt: try record.wordIfAny("tlsrpt", as: TLSRPTStatus.self))
  }

  private static func isWordOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }
}

extension ResolvedRow {
  /// The rows that it is kept as: one of the domain, and one of each host, as other domains may have the same.
  func imports(from line: [UInt8]) -> [ImportedRow] {
    let own = ImportedRow(
      kind: .domain, key: domain.name.text, isOpen: ResolvedRow.isOpen(domain.status), observedAt: observedAt,
      sha256: SHA256.digest(line), row: line)
    return [own]
      + hosts.map { host in
        ImportedRow(
          kind: .host, key: host.exchange.host.text, isOpen: host.isOpen, observedAt: observedAt,
          sha256: SHA256.digest(host.octets), row: host.octets)
      }
  }

  /// Whether a later answer may say more.
  private static func isOpen(_ status: MXStatus) -> Bool {
    switch status {
    case .servfail, .timeout, .inconclusive: true
    case .mx, .implicit, .null, .nullMixed, .nodata, .nxdomain, .bogus, .malformed, .invalid: false
    }
  }
}
