/// A small world of mail: domains, their exchangers, and the servers at the exchangers' addresses.
///
/// ```
/// Domain ──MX──▶ Host ──A──▶ IPv4Address ──▶ Server ──▶ ServerProfile (certificate, TLS, script)
///    └──mta-sts.──A──▶ IPv4Address ──▶ PolicySite
/// ```
/// It is a value that can be written as JSON, read again, and played by a `Laboratory`.
public struct Population: Hashable, Sendable {
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
  /// The zones that its names are in; `example`, where it is not listed, is unsigned and holds what no other does.
  public var zones: [Zone]
  /// The hosts of its MTA-STS policies, each address once.
  public var policySites: [PolicySite]
  /// The questions that its resolver answers oddly, each once.
  public var oddAnswers: [OddAnswer]

  /// A population; by default its names are in the unsigned zone `example`, nobody serves policies, and every question
  /// is answered as it should be.
  public init(
    name: String, nominalDate: CalendarDate, label: String? = nil, listening: Listening = .eachAddress,
    domains: DomainList, hosts: [Host], servers: [Server], zones: [Zone] = [],
    policySites: [PolicySite] = [], oddAnswers: [OddAnswer] = []
  ) {
    self.name = name
    self.nominalDate = nominalDate
    self.label = label
    self.listening = listening
    self.domains = domains
    self.hosts = hosts
    self.servers = servers
    self.zones = zones
    self.policySites = policySites
    self.oddAnswers = oddAnswers
  }
}

extension Population: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, nominalDate, label, listening, domains, hosts, servers, zones, policySites, oddAnswers
  }

  /// Reads an object with a key for each property; `label`, `zones`, `policySites` and `oddAnswers` may
  /// be missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    nominalDate = try container.decode(CalendarDate.self, forKey: .nominalDate)
    label = try container.decodeIfPresent(String.self, forKey: .label)
    listening = try container.decode(Listening.self, forKey: .listening)
    domains = try container.decode(DomainList.self, forKey: .domains)
    hosts = try container.decode([Host].self, forKey: .hosts)
    servers = try container.decode([Server].self, forKey: .servers)
    zones = try container.decodeIfPresent([Zone].self, forKey: .zones) ?? []
    policySites = try container.decodeIfPresent([PolicySite].self, forKey: .policySites) ?? []
    oddAnswers = try container.decodeIfPresent([OddAnswer].self, forKey: .oddAnswers) ?? []
  }

  /// Writes what the initialiser reads.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(nominalDate, forKey: .nominalDate)
    try container.encodeIfPresent(label, forKey: .label)
    try container.encode(listening, forKey: .listening)
    try container.encode(domains, forKey: .domains)
    try container.encode(hosts, forKey: .hosts)
    try container.encode(servers, forKey: .servers)
    if !zones.isEmpty { try container.encode(zones, forKey: .zones) }
    if !policySites.isEmpty { try container.encode(policySites, forKey: .policySites) }
    if !oddAnswers.isEmpty { try container.encode(oddAnswers, forKey: .oddAnswers) }
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
