internal import SurveyCore

/// What holds for distinguished names whatever their authors write.
enum DistinguishedNameLaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    let text = String(decoding: octets, as: UTF8.self)
    let name = DistinguishedName(text)
    try BrokenLaw.unless(name.text == text, "a name keeps its text")
    try BrokenLaw.unless(name.organisation.utf8.count <= 3 * text.utf8.count, "an organisation is part of its name")
    // A value, escaped in full and set in front, is what is found.
    let escaped = octets.map { "\\" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    guard octets.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), !octets.isEmpty else { return }
    let value = DistinguishedName("O=\(escaped),\(text)").value(of: "O")
    try BrokenLaw.unless(value == text, "a value is read as it was escaped")
  }
}
