import SurveyCore
import SurveyStore

/// An MX host of a line of output of `resolve`, read again.
struct HostRow {
  let exchange: MXExchange
  let finding: HostFinding
  /// As it came.
  let octets: [UInt8]

  init(_ element: JSONDocument.Element) throws(JSONRecord.Fault) {
    let record = try JSONRecord(element, as: "an element of mx")
    let text = try record.text("host")
    let status = try HostRow.failure(record, "status")
    guard let preference = UInt16(exactly: try record.integer("preference")) else {
      throw JSONRecord.Fault(words: "preference is not 0 to 65535")
    }
    let host: MXExchange.Host =
      status == .invalidName && HostRow.isPrintable(text)
      ? .invalid(text) : .name(try JSONRecord.name(text, of: "host"))
    var addresses: [Address] = []
    for text in try record.texts("addresses") {
      guard let address = Address(text) else {
        throw JSONRecord.Fault(words: "addresses holds \(text.debugDescription), which is none")
      }
      addresses.append(address)
    }
    guard addresses.isEmpty == (status != nil) else {
      throw JSONRecord.Fault(words: "status \(status?.rawValue ?? "ok") does not go with these addresses")
    }
    exchange = MXExchange(preference: preference, host: host)
    finding = HostFinding(
      lookup: HostLookup(
        restoring: addresses, failure: status ?? .nodata, partialFailure: try HostRow.failure(record, "dns_failure"),
        dnssec: try record.word("dnssec", as: DNSSECStatus.self), isAlias: try record.flagIfAny("alias")),
      tlsa: try HostRow.tlsa(record))
    octets = Array(element.octets)
  }

  /// Whether a later answer may say more.
  var isOpen: Bool {
    switch finding.lookup.failure {
    case .servfail, .timeout: true
    case nil, .nxdomain, .nodata, .bogus, .malformed, .invalidName: false
    }
  }

  /// RFC 1035 §5.1: what is no printable octet is escaped.
  private static func isPrintable(_ text: String) -> Bool {
    (1...1_100).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
  }

  private static func failure(_ record: JSONRecord, _ name: String) throws(JSONRecord.Fault) -> DNSFailure? {
    try record.textIfAny(name) == "ok" ? nil : record.wordIfAny(name, as: DNSFailure.self)
  }

  private static func tlsa(_ record: JSONRecord) throws(JSONRecord.Fault) -> TLSAFinding? {
    guard let state = try record.wordIfAny("tlsa_status", as: TLSAState.self) else { return nil }
    var records: [[UInt8]] = []
    for text in try record.texts("tlsa") {
      guard let rdata = TLSAText.rdata(of: text) else {
        throw JSONRecord.Fault(words: "tlsa holds what is no TLSA record: \(text.debugDescription)")
      }
      records.append(rdata)
    }
    let base = try record.textIfAny("tlsa_base")
    return TLSAFinding(
      state: state, records: records,
      base: try base.map { text throws(JSONRecord.Fault) in
        try JSONRecord.name(text, of: "tlsa_base")
      })
  }
}
