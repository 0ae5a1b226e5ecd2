import SurveyCore
import SurveyDNS
import SurveyScan
import SurveyStore

/// Looks an MX host up: its addresses and, where DANE is looked at, its TLSA records.
struct HostFinder: Sendable {
  let resolver: Resolver
  let port: UInt16
  let looksAtDANE: Bool
  let pace: Pace

  /// What the DNS says of a host; `nil` stands for an MX target that is no host name.
  func finding(of name: DomainName?) async throws -> HostFinding {
    guard let name else { return HostFinding(lookup: .invalidName) }
    // A and AAAA: two questions.
    try await pace.wait(for: 2)
    let lookup = try await resolver.addresses(of: name)
    guard looksAtDANE else { return HostFinding(lookup: lookup) }
    if lookup.dnssec == .secure, !lookup.addresses.isEmpty { try await pace.wait() }
    return HostFinding(
      lookup: lookup,
      tlsa: TLSAFinding(try await resolver.tlsa(host: name, port: port, addresses: lookup), of: name))
  }
}

extension TLSAFinding {
  /// What the store keeps of a lookup.
  init(_ lookup: TLSALookup, of host: DomainName) {
    self.init(
      state: lookup.state, records: lookup.rrset?.rdata ?? [],
      base: lookup.baseDomain.flatMap { $0 == host ? nil : $0 })
  }
}
