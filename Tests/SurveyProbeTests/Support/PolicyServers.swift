import Foundation
import SurveyCore
import SurveyProbe
import SurveyTLS
import Synchronization
import Testing

@testable import MailLab

/// Policy hosts of a test's own, each at an address that no other test has.
struct PolicyServers: Sendable {
  let port: Int
  let ledger: PolicyLedger
  let authority: CertificateAuthority
  let sites: [PolicySite]

  /// The next free address below 127.32.0.0/16.
  private static let next = Atomic<UInt32>(0x7F20_0001)

  static func freeAddress() -> IPv4Address {
    IPv4Address(number: next.wrappingAdd(1, ordering: .relaxed).oldValue)
  }

  /// Starts policy hosts, does something, and stops them whatever happens.
  static func with<Result: Sendable>(
    _ sites: [PolicySite], _ body: (PolicyServers) async throws -> Result
  ) async throws -> Result {
    let date = CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970))
    let authority = try CertificateAuthority(nominalDate: date, rsaKeys: RSAKeyPool(for: []))
    let (port, ledger) = (try LoopbackPort.freeForAllAddresses(), PolicyLedger())
    let server = try await PolicyServer.start(sites, port: port, authority: authority, ledger: ledger)
    do {
      let result = try await body(
        PolicyServers(port: port, ledger: ledger, authority: authority, sites: sites))
      try await server.stop()
      return result
    } catch {
      try await server.stop()
      throw error
    }
  }

  /// Starts one policy host for `domain`, fetches from it, and returns what came of it and what the host saw.
  static func fetch(
    _ answer: PolicyAnswer, domain: String = "policy.example", certificate: CertificateProfile? = nil,
    tls: TLSLimits = .any, deadline: Duration = .seconds(30)
  ) async throws -> (fetch: PolicyFetch, entry: PolicyLedgerEntry?) {
    let site = PolicySite(
      domain: domain, address: freeAddress(), certificate: certificate, tls: tls, answer: answer)
    return try await with([site]) { servers in
      let fetch = try await servers.fetch(domain, [site.address], deadline: deadline)
      return (fetch, servers.ledger[site.address])
    }
  }

  /// Fetches with a fetcher of its own.
  func fetch(
    _ domain: String, _ addresses: [IPv4Address], deadline: Duration = .seconds(30),
    refusal: @escaping @Sendable (Address) -> Reason.Policy? = { _ in nil }
  ) async throws -> PolicyFetch {
    let fetcher = try fetcher(deadline: deadline, refusal: refusal)
    let fetch = await fetcher.fetch(domain: try DomainName(domain), addresses: addresses.map { .v4($0.number) })
    await fetcher.shutDown()
    return fetch
  }

  func fetcher(
    deadline: Duration = .seconds(30), refusal: @escaping @Sendable (Address) -> Reason.Policy? = { _ in nil }
  ) throws -> PolicyFetcher {
    let configuration = PolicyFetchConfiguration(
      userAgent: UserAgent(version: "1.2.3", contact: "https://survey.example/"), port: UInt16(port),
      deadline: deadline)
    let trustStore = try TrustStore(pem: Array(authority.trustStore.utf8))
    return PolicyFetcher(configuration, trustStore: trustStore, refusal: refusal)
  }
}

extension PolicyAnswer {
  static let text = "version: STSv1\r\nmode: enforce\r\nmx: *.policy.example\r\nmax_age: 86400\r\n"
  /// The policy of that text.
  static let good = PolicyAnswer.policy(Octets(Array(text.utf8)))
}
