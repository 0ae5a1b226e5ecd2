import SurveyCore
import SurveyDNS

/// A line of input of `resolve`.
struct ResolveRequest: Sendable, Hashable {
  /// The wave, as the caller calls it.
  let scan: String?
  let domain: DomainName
  let weight: Double
  /// JSON as it came.
  let tag: [UInt8]?

  init(_ record: JSONRecord) throws(JSONRecord.Fault) {
    try record.checkVersion()
    scan = try record.textIfAny("scan")
    domain = try ResolveRequest.domain(try record.text("domain"))
    weight = try record.numberIfAny("weight") ?? 1
    guard weight >= 0 else { throw JSONRecord.Fault(words: "weight is less than 0") }
    tag = record.octets("tag")
  }

  /// A name of a list: ASCII or with U-labels.
  private static func domain(_ text: String) throws(JSONRecord.Fault) -> DomainName {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return try JSONRecord.name(text, of: "domain") }
    do {
      return try IDNA.toASCII(text)
    } catch {
      throw JSONRecord.Fault(words: "domain is no domain name: \(text.debugDescription) (\(error))")
    }
  }
}
