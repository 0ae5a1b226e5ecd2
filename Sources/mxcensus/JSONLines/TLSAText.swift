import SurveyCore

/// RDATA of TLSA records as text: the presentation form of RFC 6698 §2.2, or, for what is too short to be one, that of
/// unknown RDATA (RFC 3597 §5), `\# 2 0301`.
enum TLSAText {
  static func text(of rdata: [UInt8]) -> String {
    if let record = TLSARecord(rdata: rdata) { return record.description }
    let digits = rdata.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return "\\# \(rdata.count)\(digits.isEmpty ? "" : " \(digits)")"
  }

  /// The RDATA; `nil` where the text is neither form.
  static func rdata(of text: String) -> [UInt8]? {
    let fields = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if fields.first == "\\#" {
      let octets = fields.count == 2 ? [] : fields.count == 3 ? octets(fields[2]) : nil
      return octets.flatMap { fields[1] == String($0.count) ? $0 : nil }
    }
    guard fields.count == 4, let usage = UInt8(fields[0]), let selector = UInt8(fields[1]),
      let type = UInt8(fields[2]), let association = octets(fields[3]), !association.isEmpty
    else { return nil }
    return [usage, selector, type] + association
  }

  private static func octets(_ digits: String) -> [UInt8]? {
    let digits = Array(digits.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var octets: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[place..<place + 2], as: UTF8.self)
      guard pair.utf8.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }), let octet = UInt8(pair, radix: 16)
      else { return nil }
      octets.append(octet)
    }
    return octets
  }
}
