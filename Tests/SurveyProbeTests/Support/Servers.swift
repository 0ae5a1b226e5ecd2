import Foundation
import SurveyCore
import SurveyProbe
import SurveyTLS
import Synchronization
import Testing

@testable import MailLab

/// Scripted SMTP servers of a test's own, each at an address that no other test has.
struct Servers: Sendable {
  let port: Int
  let ledger: Ledger
  let authority: CertificateAuthority
  private let servers: [Server]

  /// The next free address below 127.31.0.0/16.
  private static let next = Atomic<UInt32>(0x7F1F_0001)

  /// Starts a server for each profile, does something, and stops them whatever happens.
  static func with<Result: Sendable>(
    _ profiles: [(name: String, profile: ServerProfile)], _ body: (Servers) async throws -> Result
  ) async throws -> Result {
    let servers = profiles.map { name, profile in
      let address = next.wrappingAdd(1, ordering: .relaxed).oldValue
      return Server(address: IPv4Address(number: address), name: name, profile: profile)
    }
    let date = CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970))
    let population = Population(
      name: "test", nominalDate: date, domains: .listed([]), hosts: [], servers: servers)
    let authority = try CertificateAuthority(nominalDate: date, rsaKeys: RSAKeyPool(for: servers))
    let (port, ledger) = (try LoopbackPort.freeForAllAddresses(), Ledger())
    let farm = try await ServerFarm.start(population, port: port, authority: authority, ledger: ledger)
    do {
      let result = try await body(Servers(port: port, ledger: ledger, authority: authority, servers: servers))
      try await farm.stop()
      return result
    } catch {
      try await farm.stop()
      throw error
    }
  }

  var names: [String] { servers.map(\.name) }

  func address(_ name: String) throws -> IPv4Address { try #require(servers.first { $0.name == name }).address }

  func target(_ name: String) throws -> ProbeTarget {
    ProbeTarget(
      address: .v4(try address(name).number), port: UInt16(port), serverName: try DomainName(name))
  }

  /// What the server at that name saw; `nil`: nobody connected.
  func entry(_ name: String) throws -> LedgerEntry? { ledger[try address(name)] }
}

extension ServerProfile {
  /// A CA-signed server for `name` that follows a script.
  static func scripted(_ script: Script, name: String) -> ServerProfile {
    ServerProfile(certificate: CertificateProfile(.caSigned, names: [name]), script: script)
  }
}

extension Look {
  /// The looks that offer suites with a certificate.
  static let certified: [Look] = [.modern, .legacy]
}

extension Prober {
  static let clientName = DomainName(uncheckedCanonical: "survey.mxcensus.example")

  /// Timeouts that a test can wait for.
  static let short = ProbeTimeouts(
    connect: .milliseconds(500), greeting: .milliseconds(400), reply: .milliseconds(400), handshake: .milliseconds(400),
    goodbye: .milliseconds(400), session: .seconds(3))

  /// Timeouts that a busy machine keeps to.
  static let patient = ProbeTimeouts(
    connect: .seconds(10), greeting: .seconds(10), reply: .seconds(10), handshake: .seconds(10), goodbye: .seconds(5),
    session: .seconds(30))

  /// Does something with a prober and shuts it down.
  static func with<Result: Sendable>(
    _ timeouts: ProbeTimeouts = patient, _ body: (Prober) async throws -> Result
  ) async rethrows -> Result {
    let prober = Prober(ProbeConfiguration(clientName: clientName, timeouts: timeouts))
    do {
      let result = try await body(prober)
      await prober.shutDown()
      return result
    } catch {
      await prober.shutDown()
      throw error
    }
  }

  /// Probes all targets at once.
  func probe(_ targets: [ProbeTarget], look: Look) async -> [Observation] {
    await withTaskGroup(of: Observation.self) { group in
      for target in targets { group.addTask { await self.probe(target, look: look) } }
      var observations: [Observation] = []
      for await observation in group { observations.append(observation) }
      return observations
    }
  }
}
