import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyScan
import SurveyStore

/// Looks up what a domain publishes about the transport of its mail: MTA-STS and TLSRPT.
struct PolicyFinder: Sendable {
  let resolver: Resolver
  let fetcher: PolicyFetcher
  let dnsPace: Pace
  let fetchPace: Pace
  let gap: AddressGap
  /// Whether policy hosts may be asked still; asked right before each.
  var mayFetch: @Sendable () -> Bool = { true }

  /// Nobody is to be asked any more, so the policy stays unknown.
  struct Ended: Error {}

  /// A domain's policies. The policy host is asked only where the DNS announces a policy.
  /// - Throws: `Ended`; a fault of our own.
  func policy(of domain: DomainName) async throws -> MailPolicy {
    try await dnsPace.wait(for: 2)
    async let reporting = text(TLSRPTRecord.labels, domain)
    let mtaSTS = try await mtaSTS(of: domain)
    return MailPolicy(mtaSTS: mtaSTS, tlsrpt: TLSRPT(try await reporting))
  }

  private func mtaSTS(of domain: DomainName) async throws -> MTASTS {
    switch MTASTSDiscovery(try await text(MTASTSRecord.label, domain)) {
    case .finished(let result): return result
    case .announced(let announcement): return announcement.result(of: try await fetch(domain))
    }
  }

  private func fetch(_ domain: DomainName) async throws -> PolicyFetch {
    guard let host = MTASTSDiscovery.policyHost(of: domain) else { return .failed(.noAddress) }
    try await dnsPace.wait(for: 2)
    let lookup = try await resolver.addresses(of: host)
    guard let first = lookup.addresses.first else { return .noAddress(lookup.failure ?? .nodata) }
    try await gap.wait(for: first)
    try await fetchPace.wait()
    guard mayFetch() else { throw Ended() }
    let fetch = await fetcher.fetch(domain: domain, addresses: lookup.addresses)
    try Task.checkCancellation()
    return fetch
  }

  private func text(_ labels: String, _ domain: DomainName) async throws -> TXTLookup {
    switch try await resolver.records(Question(prefix: labels, domain, .txt)) {
    case .records(let rdata, _): .records(rdata)
    case .nodata: .records([])
    case .nxdomain: .failed(.nxdomain)
    case .failed(let failure): .failed(failure)
    }
  }
}
