import Testing

@testable import MailLab

@Suite struct ZoneLayoutTests {
  private static func population(_ zones: [Zone]) -> Population {
    Population(name: "zones", nominalDate: today, domains: .listed([]), hosts: [], servers: [], zones: zones)
  }

  private static let layout = ZoneLayout(
    population([
      Zone(name: "_tcp.mx.deep.example", security: .unsigned), Zone(name: "deep.example", security: .bogus),
    ]))

  static let places: [(String, String?)] = [
    ("example", "example"), ("a.example", "example"), ("notdeep.example", "example"),
    ("deep.example", "deep.example"), ("mx.deep.example", "deep.example"),
    ("_tcp.mx.deep.example", "_tcp.mx.deep.example"), ("_25._tcp.mx.deep.example", "_tcp.mx.deep.example"),
    ("a.test", nil),
  ]

  @Test(arguments: places) func aNameIsInTheZoneOfItsLongestSuffix(name: String, zone: String?) {
    #expect(Self.layout.zone(of: name)?.name == zone)
  }

  @Test func aZoneIsDelegatedByTheOneAbove() {
    #expect(Self.layout.children(of: nil).map(\.name) == ["example"])
    #expect(Self.layout.zones.map { Self.layout.children(of: $0).count } == [1, 1, 0])
  }

  @Test(arguments: [
    [Zone(name: "elsewhere.test", security: .signed)], [Zone(name: "laboratory.example", security: .unsigned)],
    [Zone(name: "a.example", security: .signed), Zone(name: "a.example", security: .unsigned)],
    [Zone(name: "a.example", security: .servfail), Zone(name: "b.a.example", security: .signed)],
    [Zone(name: "A.example", security: .signed)], [Zone(name: ".example", security: .signed)],
  ]) func zonesThatCanNotBeAreRefused(zones: [Zone]) {
    #expect(throws: PopulationError.self) { try Self.population(zones).validate() }
  }

  @Test func aTextKeepsItsOctets() {
    #expect(ResourceRecord("a.example", text: "x\"y\\é").description == #"a.example. IN TXT "x\"y\\\195\169"\#n"#)
    #expect(ResourceRecord("a.example", text: "").data == #"TXT """#)
    let long = ResourceRecord("a.example", text: String(repeating: "x", count: 256)).data
    #expect(long == #"TXT "\#(String(repeating: "x", count: 255))" "x""#)
  }
}
