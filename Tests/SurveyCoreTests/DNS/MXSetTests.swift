import SurveyCore
import Testing

/// An MX record that points at a host by labels of text; without any, a null MX.
func mx(_ preference: UInt16, _ host: String = "") throws -> MXRecord {
  let labels = host.split(separator: ".").map { Array($0.utf8) }
  return try MXRecord(rdata: [UInt8(preference >> 8), UInt8(preference & 0xff)] + wireName(labels))
}

@Suite struct MXSetTests {
  @Test func isOrderedByPreferenceThenName() throws {
    let set = MXSet([
      try mx(20, "a.example"), try mx(10, "c.example"), try mx(10, "b.example"), try mx(1_000, "0.example"),
    ])
    #expect(set.exchanges.map(\.host.text) == ["b.example", "c.example", "a.example", "0.example"])
    #expect(set.exchanges.map(\.preference) == [10, 10, 20, 1_000])
    #expect(set.count == 4)
    #expect(set.status == .mx)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func doesNotDependOnTheOrderOfTheAnswer(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let records = try (0..<150).map { try mx(UInt16($0 % 7), "h\($0 % 120).example") }
    #expect(MXSet(records.shuffled(using: &generator)) == MXSet(records))
  }

  @Test func aHostListedTwiceCountsOnceAtItsLowestPreference() throws {
    let set = MXSet([
      try mx(30, "a.example"), try mx(10, "A.example"), try mx(10, "a.example"), try mx(20, "b.example"),
    ])
    #expect(set.exchanges.map(\.host.text) == ["a.example", "b.example"])
    #expect(set.exchanges.map(\.preference) == [10, 20])
    #expect(set.count == 2)
  }

  @Test(arguments: [99, 100, 101, 1_000])
  func keepsTheFirst100AndCountsAll(number: Int) throws {
    let set = MXSet(try (0..<number).reversed().map { try mx(UInt16($0), "h\($0).example") })
    #expect(MXSet.maximumExchanges == 100)
    #expect(set.count == number)
    #expect(set.exchanges.count == min(number, 100))
    #expect(set.exchanges.map { Int($0.preference) } == Array(0..<min(number, 100)))
  }

  @Test func aNullMXAloneTakesNoMail() throws {
    let set = MXSet([try mx(0)])
    #expect(set.exchanges.isEmpty)
    #expect(set.hasNull)
    #expect(set.count == 0)
    #expect(set.status == .null)
  }

  @Test func aNullMXBesideOthersIsMixedAndTheOthersStay() throws {
    let set = MXSet([try mx(0), try mx(10, "mx.example")])
    #expect(set.hasNull)
    #expect(set.count == 1)
    #expect(set.exchanges.map(\.host.text) == ["mx.example"])
    #expect(set.status == .nullMixed)
  }

  @Test func invalidOnlyWhereNoTargetIsAHostName() throws {
    #expect(MXSet([try mx(10, "192.0.2.1"), try mx(20, "_a.example")]).status == .invalid)
    let set = MXSet([try mx(10, "192.0.2.1"), try mx(20, "mx.example")])
    #expect(set.status == .mx)
    #expect(set.exchanges.first?.host == .invalid("192.0.2.1"))
    #expect(set.count == 2)
  }

  @Test func implicitMXIsTheDomainItselfAtPreference0() throws {
    let domain = try DomainName("example.org")
    let set = MXSet(implicit: domain)
    #expect(set.exchanges == [MXExchange(preference: 0, host: .name(domain))])
    #expect(!set.hasNull)
    #expect(set.count == 1)
  }
}
