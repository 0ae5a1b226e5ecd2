import Foundation
import Testing

@testable import MailLab

/// What a population says of DNSSEC, TLSA, MTA-STS and odd certificates, as JSON.
@Suite struct SecuredPopulationTests {
  @Test func verdictsAreReadBack() throws {
    let population = Population.verdicts(today: today)
    let data = try JSONEncoder().encode(population)
    let isTheSame = try JSONDecoder().decode(Population.self, from: data) == population
    #expect(isTheSame)
  }

  /// What a population does not say is not written, so that files from before these settings stay as they are.
  @Test func whatIsNotSaidIsNotWritten() throws {
    let population = Population.classes(today: today)
    let text = String(decoding: try JSONEncoder().encode(population), as: UTF8.self)
    for key in [
      "zones", "tlsa", "alias", "mtaSTS", "tlsrpt", "policyAddresses", "policySites", "oddity", "prefersOwnOrder",
      "serverNames", "demandsCertificate", "isFull",
    ] {
      #expect(!text.contains("\"\(key)\""))
    }
  }

  @Test(arguments: [
    TLSAData.leaf, .issuer, .root, .wrong, .leafAt(IPv4Address(number: 0x7F14_0001)), .octets("\u{0}\u{7F}"),
  ]) func dataIsReadBack(data: TLSAData) throws {
    let record = TLSAAssociation(3, 1, 1, data)
    #expect(try JSONDecoder().decode(TLSAAssociation.self, from: JSONEncoder().encode(record)) == record)
  }

  @Test func whatCanNotBePlayedIsRefused() throws {
    let good = Population.verdicts(today: today)
    var bad = good
    bad.hosts.append(Host(name: "lonely.example", addresses: [], tlsa: [TLSAAssociation(3, 1, 1, .leaf)]))
    #expect(throws: PopulationError.tlsa(host: "lonely.example")) { try bad.validate() }
    bad = good
    bad.hosts.append(Host(name: "mute.example", addresses: [], tlsa: [TLSAAssociation(3, 1, 1, .octets(""))]))
    #expect(throws: PopulationError.tlsa(host: "mute.example")) { try bad.validate() }
    bad = good
    bad.hosts += [Host(name: "a.example", alias: "b.example"), Host(name: "b.example", alias: "a.example")]
    #expect(throws: PopulationError.alias("a.example")) { try bad.validate() }
    bad = good
    bad.zones.append(Zone(name: "mx.dane-cname.example", security: .signed))
    #expect(throws: PopulationError.alias("mx.dane-cname.example")) { try bad.validate() }
    bad = good
    let long = Domain(
      name: "long.example", weight: 1, mail: .nodata, mtaSTS: [String(repeating: "x", count: 60_001)])
    bad.domains = .listed(Array(good.domains) + [long])
    #expect(throws: PopulationError.text(domain: "long.example")) { try bad.validate() }
  }

  @Test func policyHostsThatCanNotBePlayedAreRefused() throws {
    let good = Population.verdicts(today: today)
    let site = try #require(good.policySites.first)
    func population(_ change: (inout PolicySite) -> Void) -> Population {
      var bad = good
      change(&bad.policySites[0])
      return bad
    }
    try good.validate()
    #expect(throws: PopulationError.policySite(domain: "nobody.example")) {
      try population { $0.domain = "nobody.example" }.validate()
    }
    let outside = IPv4Address(number: 0x0A00_0001)
    #expect(throws: PopulationError.address(outside)) { try population { $0.address = outside }.validate() }
    // An SMTP server's, and another policy host's.
    for taken in [good.servers[0].address, good.policySites[1].address] {
      #expect(throws: PopulationError.address(taken)) { try population { $0.address = taken }.validate() }
    }
    #expect(throws: PopulationError.certificateName("two words", server: site.address)) {
      try population { $0.certificate.names = ["two words"] }.validate()
    }
    #expect(throws: PopulationError.certificateName("", server: site.address)) {
      try population { $0.certificate.names = [] }.validate()
    }
  }
}
