import SurveyCore
import Testing

@Suite struct TLSARecordTests {
  @Test func rdataIsReadAndWritten() throws {
    let record = try #require(TLSARecord(rdata: [3, 1, 2, 0x0a, 0xff]))
    #expect(record == TLSARecord(usage: 3, selector: 1, matchingType: 2, association: [0x0a, 0xff]))
    #expect(record.rdata == [3, 1, 2, 0x0a, 0xff])
    #expect(record.description == "3 1 2 0aff")
  }

  @Test(arguments: [[], [3], [3, 1], [3, 1, 1]] as [[UInt8]])
  func aFieldThatIsMissingMakesNoRecord(rdata: [UInt8]) {
    #expect(TLSARecord(rdata: rdata) == nil)
  }

  @Test(arguments: 0...4 as ClosedRange<UInt8>, 0...3 as ClosedRange<UInt8>)
  func usableIsWhatASenderCanUse(usage: UInt8, selector: UInt8) {
    for matchingType in [0, 1, 2, 3, 255] as [UInt8] {
      for length in [0, 1, 31, 32, 33, 63, 64, 65, 900] {
        let record = TLSARecord(
          usage: usage, selector: selector, matchingType: matchingType,
          association: Array(repeating: 7, count: length))
        let fits =
          switch matchingType {
          case 0: length > 0
          case 1: length == 32
          case 2: length == 64
          default: false
          }
        let expected = (usage == 2 || usage == 3) && (selector == 0 || selector == 1) && fits
        #expect(record.isUsable == expected, "\(usage) \(selector) \(matchingType), \(length) octets")
      }
    }
  }

  /// RFC 4034 §6.3: octet by octet, a prefix before what it begins.
  @Test func rrsetsHaveOneOrder() {
    let sorted: [[UInt8]] = [
      [], [2, 1, 1, 0xff], [3, 0], [3, 0, 1, 5], [3, 0, 1, 5, 0], [3, 1, 1, 5], [255, 0, 0, 0],
    ]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      #expect(TLSARRset(rdata: (sorted + sorted).shuffled(using: &generator)).rdata == sorted)
    }
    let records = TLSARRset(rdata: sorted).records
    #expect(records.map(\.rdata) == sorted.filter { $0.count > 3 })
    #expect(records == records.shuffled(using: &generator).sorted())
  }
}
