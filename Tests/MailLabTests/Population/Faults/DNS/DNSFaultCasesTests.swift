import MailLab
import Testing

@Suite struct DNSFaultCasesTests {
  private let population = Population.faultsDNS(today: today)
  private let listed = Population.expectedDNSFaults
  private let reserved = Population.expectedReservedFaults

  @Test func populationCanBePlayed() throws {
    try population.validate()
    #expect(population.oddAnswers.count > 50)
  }

  @Test func everyListedDomainHasOneCase() {
    #expect(population.domains.map(\.name) == listed.map(\.domain))
    #expect(Set(listed.map(\.domain)).count == listed.count)
    #expect(Set(reserved.map(\.domain)).count == reserved.count)
  }

  /// Whoever surveys the laboratory with reserved addresses let dial would leave it for the network behind.
  @Test func onlyTheLaboratoryIsListed() {
    let domains = Set(listed.map(\.domain))
    #expect(reserved.filter { domains.contains($0.domain) }.map(\.row) == [84])
    let names = population.domains.flatMap { [$0.name] + $0.mail.exchangers.map(\.host) }
    for answer in population.oddAnswers where names.contains(answer.name) {
      guard case .records(let records) = answer.manner else { continue }
      #expect(records.allSatisfy { $0.type != .a || $0.data.bytes.first == 127 }, "\(answer.name)")
      #expect(records.allSatisfy { $0.type != .aaaa }, "\(answer.name)")
    }
  }

  @Test func oddAnswersAreInUnsignedZones() {
    for answer in population.oddAnswers {
      let zones = population.zones.filter { answer.name == $0.name || answer.name.hasSuffix(".\($0.name)") }
      let nearest = zones.max { $0.name.utf8.count < $1.name.utf8.count }
      #expect(nearest?.security == .unsigned, "\(answer.name)")
    }
  }

  @Test func thousandExchangesAreThere() throws {
    let domain = try #require(population.domains.first { $0.name == "f015.example" })
    #expect(Set(domain.mail.exchangers.map(\.host)).count == 1_000)
    #expect(listed.first { $0.row == 15 }?.hosts.count == 100)
  }
}
