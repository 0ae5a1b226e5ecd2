import SurveyCore
import Testing

@Suite struct PTRRecordTests {
  private func wire(_ labels: String...) -> [UInt8] {
    labels.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  @Test func readsANameInLowerCase() throws {
    let record = try PTRRecord(rdata: wire("Survey", "example", "ORG"))
    #expect(record.name?.text == "survey.example.org")
    #expect(record.text == "survey.example.org")
  }

  @Test func whatIsNoHostNameIsText() throws {
    #expect(try PTRRecord(rdata: wire()).text == ".")
    #expect(try PTRRecord(rdata: wire()).name == nil)
    #expect(try PTRRecord(rdata: wire("a b", "example")).name == nil)
  }

  @Test(arguments: [[], [3, 0x61], [1, 0x61], [0xc0, 12], [1, 0x61, 0, 0]] as [[UInt8]])
  func malformedRDATAIsRefused(rdata: [UInt8]) {
    #expect(throws: MalformedRDATA.self) { _ = try PTRRecord(rdata: rdata) }
  }
}
