import Foundation
import MailLab
import Testing

@Suite struct SoakTests {
  private let population = Population.soak(
    domains: 3_000, addresses: 1_500, mix: SoakMix(faulty: 30, tarpits: 20), today: today)
  private let faults = Dictionary(Population.expectedFaults.map { ($0.host, $0) }) { first, _ in first }

  @Test func itIsSoundAndEachAddressHasItsServer() throws {
    try population.validate()
    #expect(Set(population.servers.map(\.address)).count == 1_500)
    #expect(population.listening == .eachAddress)
    #expect(population.domains.count == 3_000)
  }

  @Test func sharesAreAsAsked() {
    let faulty = population.servers.count { faults[$0.name] != nil }
    let silent = population.servers.count { $0.name.hasPrefix("t") }
    #expect(faulty == 450)
    #expect(silent == 300)
  }

  /// What a host's name tells is how each of its servers behaves.
  @Test func everyCaseIsPlayedUnderItsName() {
    let served = Set(population.servers.map(\.name))
    #expect(served.isSuperset(of: faults.keys))
    let played = Population.faults(today: today)
    for server in population.servers where faults[server.name] != nil {
      let own = played.servers.first { $0.name == server.name }
      #expect(own?.profile == server.profile, "\(server.name)")
    }
  }

  @Test func neighboursInTheListAreInDifferentNetworks() {
    let networks = population.servers.map { $0.address.number >> 8 }
    #expect(Set(networks).count == 250)
    #expect(Set(networks.prefix(250)).count == 250)
    #expect(population.servers.allSatisfy { 1...200 ~= $0.address.number & 255 })
  }

  /// A key that takes a server a good part of a second is met once.
  @Test func whatIsCostlyIsPlayedOnce() {
    let costly = population.servers.filter { faults[$0.name]?.row == 63 }
    #expect(costly.count == 2)
  }

  @Test func everyServerIsTheMXOfADomain() {
    let exchanges = Set(population.domains.flatMap { $0.mail.exchangers.map(\.host) })
    #expect(exchanges == Set(population.servers.map(\.name)))
  }
}
