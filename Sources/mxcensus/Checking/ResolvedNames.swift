import SurveyCore
import SurveyDNS
import SurveyReport
import SurveyScan

/// What the DNS says of the names to be checked.
struct ResolvedNames: Sendable {
  /// One name with its hosts, which `hosts` tells more of.
  struct Entry: Sendable {
    let name: DomainName
    let status: MXStatus
    let dnssec: DNSSECStatus
    let exchanges: [MXExchange]
  }

  /// A host's addresses and TLSA records.
  struct Host: Sendable {
    let lookup: HostLookup
    let tlsa: TLSALookup?
  }

  let entries: [Entry]
  let hosts: [DomainName: Host]

  /// Whether the hosts of an entry have an address at all.
  func hasAddress(_ entry: Entry) -> Bool {
    entry.exchanges.contains { exchange in
      guard case .name(let name) = exchange.host else { return false }
      return !(hosts[name]?.lookup.addresses.isEmpty ?? true)
    }
  }

  init(_ configuration: CheckConfiguration, _ resolver: Resolver, pace: Pace) async throws {
    let kind = configuration.kind
    let found = try await configuration.names.map(width: CheckConfiguration.window) { name in
      guard kind == .domain else { return ResolvedNames.host(name) }
      try await pace.wait()
      return ResolvedNames.entry(name, try await resolver.mx(name))
    }
    let names = Set(
      found.flatMap { $0.exchanges.compactMap { if case .name(let name) = $0.host { name } else { nil } } })
    let looksAtDANE = configuration.measurement.looksAtDANE
    let port = configuration.port
    let pairs = try await names.sorted().map(width: CheckConfiguration.window) { name in
      try await pace.wait(for: 2)
      let lookup = try await resolver.addresses(of: name)
      let tlsa = looksAtDANE ? try await resolver.tlsa(host: name, port: port, addresses: lookup) : nil
      return (name, Host(lookup: lookup, tlsa: tlsa))
    }
    let hosts = Dictionary(uniqueKeysWithValues: pairs)
    self.hosts = hosts
    entries = found.map { ResolvedNames.settled($0, hosts[$0.name], kind: kind) }
  }

  private static func host(_ name: DomainName) -> Entry {
    Entry(name: name, status: .mx, dnssec: .unknown, exchanges: MXSet(implicit: name).exchanges)
  }

  private static func entry(_ name: DomainName, _ lookup: MXLookup) -> Entry {
    switch lookup {
    case .records(let set, let dnssec):
      Entry(name: name, status: set.status, dnssec: dnssec, exchanges: set.exchanges)
    case .none(let dnssec):
      Entry(name: name, status: .implicit, dnssec: dnssec, exchanges: MXSet(implicit: name).exchanges)
    case .failed(let failure): Entry(name: name, status: MXStatus(failure), dnssec: dnssec(failure), exchanges: [])
    }
  }

  private static func dnssec(_ failure: DNSFailure) -> DNSSECStatus { failure == .bogus ? .bogus : .unknown }

  /// RFC 5321 §5.1: without MX records a domain is its own MX only if it has an address. A host by itself is as secure
  /// as its addresses are.
  private static func settled(_ entry: Entry, _ own: Host?, kind: CheckedDomain.Kind) -> Entry {
    if kind == .host {
      return Entry(
        name: entry.name, status: entry.status, dnssec: own?.lookup.dnssec ?? .unknown, exchanges: entry.exchanges)
    }
    guard entry.status == .implicit, let failure = own?.lookup.failure else { return entry }
    let status: MXStatus = failure == .nxdomain ? .nodata : MXStatus(failure)
    return Entry(name: entry.name, status: status, dnssec: entry.dnssec, exchanges: [])
  }
}
