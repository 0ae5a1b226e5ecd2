import SurveyCore
import Testing

/// A name on the wire: each label behind its length, the root at the end.
func wireName(_ labels: [[UInt8]]) -> [UInt8] { labels.flatMap { [UInt8($0.count)] + $0 } + [0] }

/// The same for labels of text.
func wireName(_ labels: String...) -> [UInt8] { wireName(labels.map { Array($0.utf8) }) }

@Suite struct MXRecordTests {
  @Test func readsPreferenceAndExchange() throws {
    let record = try MXRecord(rdata: [0x12, 0x34] + wireName("mx1", "example", "org"))
    #expect(record.preference == 0x1234)
    #expect(record.exchange == .name(try DomainName("mx1.example.org")))
  }

  @Test(arguments: [UInt16(0), 10, 65_535])
  func rootIsANullMX(preference: UInt16) throws {
    let record = try MXRecord(rdata: [UInt8(preference >> 8), UInt8(preference & 0xff), 0])
    #expect(record.preference == preference)
    #expect(record.exchange == nil)
  }

  @Test func exchangesAreLowerCased() throws {
    let record = try MXRecord(rdata: [0, 10] + wireName("MX1", "Example", "ORG"))
    #expect(record.exchange?.text == "mx1.example.org")
    let invalid = try MXRecord(rdata: [0, 10] + wireName("_MX", "Example"))
    #expect(invalid.exchange == .invalid("_mx.example"))
  }

  @Test func everyTruncationIsMalformed() {
    let whole: [UInt8] = [0, 10] + wireName("mx1", "example", "org")
    for length in 0..<whole.count {
      #expect(throws: MalformedRDATA(), "\(length) octets") { try MXRecord(rdata: whole.prefix(length)) }
    }
  }

  @Test(
    arguments: [
      [0, 10, 0xc0, 0x0c],  // a pointer alone
      [0, 10, 3, 0x6d, 0x78, 0x31, 0xc0, 0x0c],  // a pointer behind a label
      [0, 10, 0xc0, 0x0c, 0],
      [0, 10, 0x40, 0],  // the reserved label types 01 and 10
      [0, 10, 0x80, 0],
      [0, 10, 2, 0x6d, 0x78, 0, 0],  // octets behind the root
      [0, 10, 0, 0],
      [0, 10, 2, 0x6d, 0],  // the label eats the root
      [0, 10, 3, 0x6d, 0x78, 0x31],  // no root
    ] as [[UInt8]])
  func brokenNamesAreMalformed(rdata: [UInt8]) {
    #expect(throws: MalformedRDATA()) { try MXRecord(rdata: rdata) }
  }

  @Test func labelsOf64OctetsAreMalformed() throws {
    func rdata(_ length: Int) -> [UInt8] {
      [0, 1, UInt8(length)] + [UInt8](repeating: 0x61, count: length) + [0]
    }
    #expect(try MXRecord(rdata: rdata(63)).exchange?.text == String(repeating: "a", count: 63))
    #expect(throws: MalformedRDATA()) { try MXRecord(rdata: rdata(64)) }
  }

  @Test func namesOf256OctetsAreMalformed() throws {
    func rdata(last: Int) -> [UInt8] {
      [0, 1] + wireName([63, 63, 63, last].map { [UInt8](repeating: 0x61, count: $0) })
    }
    let longest = rdata(last: 61)
    #expect(longest.count - 2 == 255)
    guard case .name(let name)? = try MXRecord(rdata: longest).exchange else {
      Issue.record("255 octets are a name")
      return
    }
    #expect(name.text.utf8.count == DomainName.maximumLength)
    #expect(throws: MalformedRDATA()) { try MXRecord(rdata: rdata(last: 62)) }
  }

  /// What is no host name is kept in the presentation form of RFC 1035 §5.1.
  @Test(
    arguments: [
      (["192", "0", "2", "1"], "192.0.2.1"),
      (["_dmarc", "example"], "_dmarc.example"),
      (["-mx", "example"], "-mx.example"),
      (["*", "example"], "*.example"),
      (["a.b", "example"], #"a\.b.example"#),
      (["mx", "example."], #"mx.example\."#),
      ([#"a\b"#, "example"], #"a\\b.example"#),
      (["a b", "example"], #"a\032b.example"#),
      (["a\0", "example"], #"a\000.example"#),
      (["\u{1b}[31m", "example"], #"\027[31m.example"#),
      (["é", "example"], #"\195\169.example"#),
      (["\u{7f}", "example"], #"\127.example"#),
    ] as [([String], String)])
  func otherTargetsAreInvalidAndEscaped(labels: [String], text: String) throws {
    let record = try MXRecord(rdata: [0, 10] + wireName(labels.map { Array($0.utf8) }))
    #expect(record.exchange == .invalid(text))
    #expect(record.exchange?.text == text)
  }

  /// Whatever is accepted has every label that the wire has, and no more.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func acceptedNamesAreTheWiresLabels(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let alphabet = Array("abc0-._".utf8)
    var names = 0
    for _ in 0..<1_000 {
      let labels = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        (0..<Int.random(in: 1...4, using: &generator)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        }
      }
      guard case .name(let name)? = try MXRecord(rdata: [0, 0] + wireName(labels)).exchange else { continue }
      names += 1
      #expect(name.text.split(separator: ".").map { Array($0.utf8) } == labels)
    }
    #expect(names > 50)
  }
}
