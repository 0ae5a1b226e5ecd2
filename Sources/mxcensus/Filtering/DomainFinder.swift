import SurveyCore
import SurveyDNS
import SurveyScan
import SurveyStore

/// Looks a domain up with all that hangs on it: its MX set, their hosts and its policies.
struct DomainFinder: Sendable {
  let resolver: Resolver
  let pace: Pace
  let hosts: HostCache
  /// `nil`: policies are not looked at.
  let policies: PolicyFinder?
  let now: @Sendable () -> Instant

  /// Hosts of one domain that are looked up at a time.
  private static let width = 4

  /// What the DNS says of a domain.
  /// - Throws: a fault of our own.
  func finding(of domain: DomainName) async throws -> ResolvedDomain {
    let observedAt = now()
    try await pace.wait()
    switch try await resolver.mx(domain) {
    case .failed(let failure):
      return ResolvedDomain(
        status: MXStatus(failure), dnssec: nil, count: 0, hosts: [], policy: nil, observedAt: observedAt)
    case .none(let dnssec):
      let finding = try await hosts.finding(of: domain)
      // RFC 5321 §5.1: without MX records the domain is its own MX, if it has an address.
      if let failure = finding.lookup.failure {
        return ResolvedDomain(
          status: DomainFinder.status(withoutMX: failure), dnssec: dnssec, count: 0, hosts: [], policy: nil,
          observedAt: observedAt)
      }
      let host = ResolvedDomain.Host(exchange: MXExchange(preference: 0, host: .name(domain)), finding: finding)
      return ResolvedDomain(
        status: .implicit, dnssec: dnssec, count: 0, hosts: [host], policy: try await policy(of: domain),
        observedAt: observedAt)
    case .records(let set, let dnssec):
      let found = try await set.exchanges.map(width: DomainFinder.width) { exchange in
        ResolvedDomain.Host(exchange: exchange, finding: try await finding(of: exchange.host))
      }
      let isReachable = found.contains { $0.finding.lookup.failure == nil }
      return ResolvedDomain(
        status: set.status, dnssec: dnssec, count: set.count, hosts: found,
        policy: isReachable ? try await policy(of: domain) : nil, observedAt: observedAt)
    }
  }

  private func finding(of host: MXExchange.Host) async throws -> HostFinding {
    switch host {
    case .name(let name): try await hosts.finding(of: name)
    case .invalid: HostFinding(lookup: .invalidName)
    }
  }

  private func policy(of domain: DomainName) async throws -> PolicyWords? {
    guard let policies else { return nil }
    return PolicyWords(try await policies.policy(of: domain))
  }

  /// What a domain with neither MX records nor an address comes to. That its name exists is known from the MX look-up.
  private static func status(withoutMX failure: DNSFailure) -> MXStatus {
    switch failure {
    case .nxdomain, .invalidName: .nodata
    case .nodata, .servfail, .timeout, .bogus, .malformed: MXStatus(failure)
    }
  }
}
