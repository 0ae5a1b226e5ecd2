internal import SurveyCore

/// What holds for the TXT records that announce MTA-STS and TLSRPT whatever is written in them.
enum AnnouncementLaws {
  static func checkMTASTS(_ octets: [UInt8]) throws(BrokenLaw) {
    switch try record({ try MTASTSRecord(rdata: $0) }, of: octets) {
    case .none: break
    case .valid(let id):
      try BrokenLaw.unless((1...32).contains(id.utf8.count), "an id has 1 to 32 characters")
      let again = try? MTASTSRecord(rdata: [RDATALaws.characterStrings(Array("v=STSv1; id=\(id);".utf8))])
      try BrokenLaw.unless(again == .valid(id: id), "a record is read as it was written")
      try checkTwice({ try MTASTSRecord(rdata: $0) }, octets, .invalid(.recordMultiple))
    case .invalid: try checkTwice({ try MTASTSRecord(rdata: $0) }, octets, .invalid(.recordMultiple))
    }
  }

  static func checkTLSRPT(_ octets: [UInt8]) throws(BrokenLaw) {
    switch try record({ try TLSRPTRecord(rdata: $0) }, of: octets) {
    case .none: break
    case .valid(let uris):
      try BrokenLaw.unless(!uris.isEmpty, "a sound record has a URI")
      let list = uris.map(\.text).joined(separator: ",")
      let again = try? TLSRPTRecord(rdata: [RDATALaws.characterStrings(Array("v=TLSRPTv1; rua=\(list)".utf8))])
      try BrokenLaw.unless(again == .valid(uris), "a record is read as it was written")
      try checkTwice({ try TLSRPTRecord(rdata: $0) }, octets, .invalid(.multiple))
    case .invalid: try checkTwice({ try TLSRPTRecord(rdata: $0) }, octets, .invalid(.multiple))
    }
  }

  private static func record<Record>(
    _ read: ([[UInt8]]) throws -> Record, of text: [UInt8]
  ) throws(BrokenLaw) -> Record {
    guard let record = try? read([RDATALaws.characterStrings(text)]) else {
      throw BrokenLaw(description: "character-strings can be read")
    }
    return record
  }

  /// The same record twice announces nothing.
  private static func checkTwice<Record: Equatable>(
    _ read: ([[UInt8]]) throws -> Record, _ text: [UInt8], _ expected: Record
  ) throws(BrokenLaw) {
    let rdata = RDATALaws.characterStrings(text)
    let found = try? read([rdata, [1, 0x78], rdata])
    try BrokenLaw.unless(found == expected, "two records that announce are one too many")
  }
}
