import Testing

@testable import SurveyCore

@Suite struct TXTRecordTests {
  @Test func characterStringsAreJoinedWithoutSpaces() throws {
    #expect(
      try TXTRecord(rdata: [3] + Array("v=S".utf8) + [0] + [4] + Array("TSv1".utf8)).octets == Array("v=STSv1".utf8))
    #expect(try TXTRecord(rdata: [0]).octets == [])
    let long = [UInt8](repeating: 0x61, count: 255)
    #expect(try TXTRecord(rdata: [255] + long + [255] + long).octets == long + long)
  }

  @Test(arguments: [[], [1], [2, 0x61], [1, 0x61, 5], [255]] as [[UInt8]])
  func lengthsMustAddUp(rdata: [UInt8]) {
    #expect(throws: MalformedRDATA()) { try TXTRecord(rdata: rdata) }
  }
}

/// The RDATA of a TXT record with one character-string.
func txt(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }
