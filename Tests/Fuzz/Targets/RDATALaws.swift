internal import SurveyCore

/// What holds for RDATA whatever a zone has.
enum RDATALaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    try checkMX(octets)
    try checkTLSA(octets)
    if let address = Address(octets: octets) {
      try BrokenLaw.unless(address.octets == octets, "an address has the octets that it was read from")
      try BrokenLaw.unless(Address(address.description) == address, "an address is read as it was written")
    }
    guard let text = try? TXTRecord(rdata: octets).octets else { return }
    try BrokenLaw.unless(text.count < octets.count, "character-strings are no longer than their RDATA")
    let again = try? TXTRecord(rdata: characterStrings(text))
    try BrokenLaw.unless(again?.octets == text, "how a text is cut into character-strings means nothing")
  }

  /// RDATA with a text in it, in the longest character-strings that there are.
  static func characterStrings(_ text: [UInt8]) -> [UInt8] {
    var rdata: [UInt8] = text.isEmpty ? [0] : []
    var rest = text[...]
    while !rest.isEmpty {
      let part = rest.prefix(255)
      rdata += [UInt8(part.count)] + part
      rest = rest.dropFirst(part.count)
    }
    return rdata
  }

  private static func checkMX(_ octets: [UInt8]) throws(BrokenLaw) {
    guard let record = try? MXRecord(rdata: octets) else { return }
    let set = MXSet([record, record])
    try BrokenLaw.unless(set.count == (record.exchange == nil ? 0 : 1), "a record that is there twice counts once")
    guard let exchange = record.exchange else {
      try BrokenLaw.unless(octets.count == 3 && set.hasNull, "only the root is a null MX")
      return
    }
    // Four characters for an octet at most.
    try BrokenLaw.unless(exchange.text.utf8.count <= 4 * 255, "an exchange has a limit")
    guard case .name(let name) = exchange else { return }
    let labels = name.text.utf8.split(separator: UInt8(ascii: "."))
    let wire: [UInt8] = labels.flatMap { [UInt8($0.count)] + Array($0) } + [0]
    let lower = octets.dropFirst(2).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    try BrokenLaw.unless(wire == lower, "a name on the wire is its RDATA in lower case")
  }

  private static func checkTLSA(_ octets: [UInt8]) throws(BrokenLaw) {
    guard let record = TLSARecord(rdata: octets) else {
      try BrokenLaw.unless(octets.count <= 3, "RDATA with association data is a TLSA record")
      return
    }
    try BrokenLaw.unless(record.rdata == octets, "a TLSA record on the wire is its RDATA")
    let association = record.description.split(separator: " ", omittingEmptySubsequences: false)[3]
    try BrokenLaw.unless(association.utf8.count == 2 * record.association.count, "an octet has two digits")
    let set = TLSARRset(rdata: [octets, octets])
    try BrokenLaw.unless(set.records == [record], "a record that is there twice counts once")
  }
}
