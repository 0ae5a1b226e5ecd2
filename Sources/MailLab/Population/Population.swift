/// A small world of mail: domains, their exchangers, and the servers at the exchangers' addresses.
///
/// ```
/// Domain ──MX──▶ Host ──A──▶ IPv4Address ──▶ Server ──▶ ServerProfile (certificate, TLS, script)
/// ```
/// It is a value that can be written as JSON, read again, and played by a `Laboratory`.
public struct Population: Hashable, Sendable, Codable {
  /// What it is called.
  public var name: String
  /// The day on which its certificates are judged; their validity is laid around it.
  public var nominalDate: CalendarDate
  /// The label of the wave that it plays; `nil` where it plays the present day.
  public var label: String?
  /// How its servers listen.
  public var listening: Listening
  /// The domains.
  public var domains: DomainList
  /// The exchangers, each name once.
  public var hosts: [Host]
  /// The servers, each address once.
  public var servers: [Server]

  /// A population.
  public init(
    name: String, nominalDate: CalendarDate, label: String? = nil, listening: Listening = .eachAddress,
    domains: DomainList, hosts: [Host], servers: [Server]
  ) {
    self.name = name
    self.nominalDate = nominalDate
    self.label = label
    self.listening = listening
    self.domains = domains
    self.hosts = hosts
    self.servers = servers
  }
}

/// How a population's servers listen.
public enum Listening: String, Hashable, Sendable, Codable {
  /// Each at its own address, so that an address without a server refuses.
  case eachAddress = "each-address"
  /// One listener for all addresses of the machine: for more servers than sockets. It can't play refusal.
  case blanket
}

/// Domains, either listed one by one or made when they are asked for.
public enum DomainList: Hashable, Sendable, Sequence {
  /// Listed.
  case listed([Domain])
  /// Made by a rule: a million of them take no memory.
  case generated(BulkDomains)

  /// How many there are.
  public var count: Int {
    switch self {
    case .listed(let domains): domains.count
    case .generated(let domains): domains.count
    }
  }

  /// The domains in their order.
  public func makeIterator() -> AnyIterator<Domain> {
    switch self {
    case .listed(let domains): AnyIterator(domains.makeIterator())
    case .generated(let domains): AnyIterator(domains.makeIterator())
    }
  }
}

extension DomainList: Codable {
  /// Reads an array of domains, or the rule as an object.
  public init(from decoder: any Decoder) throws {
    if (try? decoder.unkeyedContainer()) != nil {
      self = .listed(try [Domain](from: decoder))
    } else {
      self = .generated(try BulkDomains(from: decoder))
    }
  }

  /// Writes what the initialiser reads.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .listed(let domains): try domains.encode(to: encoder)
    case .generated(let rule): try rule.encode(to: encoder)
    }
  }
}
