import Foundation
import MailLab
import Testing

@Suite struct PopulationTests {
  @Test func jsonIsReadBack() throws {
    let all = [
      Population.facebook2014(.may), .classes(today: today),
      .bulk(domains: 1_000, addresses: 50, today: today), .faultsDNS(today: today),
    ]
    for population in all {
      let data = try JSONEncoder().encode(population)
      let isTheSame = try JSONDecoder().decode(Population.self, from: data) == population
      #expect(isTheSame, "\(population.name)")
    }
  }

  @Test(arguments: ScriptName.allCases) func namedScriptsAreWrittenAsTheirName(name: ScriptName) throws {
    let text = String(decoding: try JSONEncoder().encode([Script.named(name)]), as: UTF8.self)
    #expect(text == "[\"\(name.rawValue)\"]")
  }

  @Test func anyScriptIsReadBack() throws {
    let script = Script.standard.greeting(
      .pause(milliseconds: 5), .send(Octets([0, 10, 200, 255])), .repeat("x", times: 3),
      .repeat("y", times: nil), .drip("z", milliseconds: 4), .refuseEarlyBytes("554 wait\r\n"),
      .sendHandshake(RawHandshake([.leaf, .junk], repetitions: 2, isRenegotiationSecure: false, primeOctets: 64)),
      .sendPostHandshake(.keyUpdate),
      .receive, .receiveMessage, .startTLS, .mute, .halfClose, .close, .reset
    ).on("EHLO")
    let data = try JSONEncoder().encode(script)
    #expect(try JSONDecoder().decode(Script.self, from: data) == script)
  }

  @Test(arguments: ["1969-12-31", "1970-01-01", "2014-05-13", "2024-02-29", "2100-03-01"])
  func datesAreReadBack(text: String) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.description == text)
    #expect(CalendarDate(daysSinceEpoch: date.daysSinceEpoch) == date)
  }

  @Test(arguments: ["2014-5-13", "2023-02-29", "2014-13-01", "2014-05-13 ", "", "2014-05", "+014-05-13"])
  func whatIsNoDateIsNone(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test(arguments: ["127.20.0.1", "0.0.0.0", "255.255.255.255"]) func addressesAreReadBack(text: String) {
    #expect(IPv4Address(text)?.description == text)
  }

  @Test(arguments: ["127.20.0", "127.20.0.256", "127.020.0.1", "", "1.2.3.4.5", "a.b.c.d"])
  func whatIsNoAddressIsNone(text: String) {
    #expect(IPv4Address(text) == nil)
  }

  @Test func bulkHasItsMix() {
    let population = Population.bulk(domains: 5_000, addresses: 2_000, today: today)
    let verified = population.servers.count { $0.profile.certificate.kind == .wildcard }
    #expect((1_300...1_500).contains(verified))
    #expect(population.domains.count == 5_000)
    #expect(Array(population.domains) == Array(population.domains))
    let hosts = Set(population.hosts.map(\.name))
    #expect(population.domains.allSatisfy { $0.mail.exchangers.allSatisfy { hosts.contains($0.host) } })
    #expect(Set(population.servers.map(\.profile.certificate)).count <= 8)
  }

  @Test func bulkIsUneven() {
    let rule = BulkDomains(count: 8_000, hostCount: 800)
    var domainsByHost: [String: Int] = [:]
    for domain in rule { domainsByHost[domain.mail.exchangers[0].host, default: 0] += 1 }
    let largest = domainsByHost.values.sorted(by: >).prefix(100).reduce(0, +)
    #expect(largest > 3_600)
  }

  @Test func unplayablePopulationsSayWhy() throws {
    let good = Population.classes(today: today)
    let address = good.servers[0].address
    var bad = good
    bad.hosts.append(good.hosts[0])
    #expect(throws: PopulationError.duplicateName(good.hosts[0].name)) { try bad.validate() }
    bad = good
    bad.servers.append(good.servers[0])
    #expect(throws: PopulationError.address(address)) { try bad.validate() }
    bad = good
    let local = try #require(IPv4Address("127.0.0.1"))
    bad.servers = [Server(address: local, name: good.servers[0].name, profile: good.servers[0].profile)]
    #expect(throws: PopulationError.address(local)) { try bad.validate() }
    bad = good
    bad.domains = .listed([Domain(name: "x.test", weight: 1, mail: .nodata)])
    #expect(throws: PopulationError.name("x.test")) { try bad.validate() }
    bad.domains = .listed([Domain(name: "x.example", weight: 0, mail: .nodata)])
    #expect(throws: PopulationError.weight(domain: "x.example")) { try bad.validate() }
    let lost = MailExchanger(preference: 1, host: "lost.example")
    bad.domains = .listed([Domain(name: "x.example", weight: 1, mail: .mx([lost]))])
    #expect(throws: PopulationError.unknownHost("lost.example", domain: "x.example")) { try bad.validate() }
    bad.domains = .generated(BulkDomains(count: 1, hostCount: 1))
    #expect(throws: PopulationError.rule(BulkDomains(count: 1, hostCount: 1))) { try bad.validate() }
    bad = good
    bad.listening = .blanket
    #expect(throws: PopulationError.self) { try bad.validate() }
    var full = Script.standard
    full.isFull = true
    bad.servers = [
      Server(
        address: address, name: good.servers[0].name,
        profile: ServerProfile(certificate: good.servers[0].profile.certificate, script: full))
    ]
    #expect(throws: PopulationError.refusalUnderBlanket(address)) { try bad.validate() }
  }
}
