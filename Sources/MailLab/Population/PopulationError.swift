/// Why a population can't be played.
public enum PopulationError: Error, Hashable, CustomStringConvertible {
  /// A name is not in lower case below `example`, or no host name.
  case name(String)
  /// A name stands twice among the hosts or the domains.
  case duplicateName(String)
  /// An address lies outside 127.0.0.0/8, is 127.0.0.1, or has two servers or policy hosts.
  case address(IPv4Address)
  /// A domain weighs less than 1.
  case weight(domain: String)
  /// An MX record names a host that is not listed.
  case unknownHost(String, domain: String)
  /// A rule for domains that spreads a negative number, or over other hosts than there are.
  case rule(BulkDomains)
  /// A server that does not listen, or whose queue is full, among those of a blanket listener.
  case refusalUnderBlanket(IPv4Address)
  /// A verb that no client could send, as it is not in upper-case letters.
  case verb(String)
  /// A certificate has no name, or one that is no host name and no wildcard.
  case certificateName(String, server: IPv4Address)

  /// A zone is not `example` or below it, stands twice, holds the name server's own name, or lies below a zone that
  /// has no data.
  case zone(String)
  /// A host is an alias of one that is not listed, of itself by some way, or of any at the apex of a zone.
  case alias(String)
  /// The data of a host's TLSA record can't be computed, as no server is at its address, or is empty.
  case tlsa(host: String)
  /// A policy host is that of a domain which is not listed.
  case policySite(domain: String)
  /// A text of a TXT record is longer than RDATA may be.
  case text(domain: String)
  /// An odd answer is for a name that is not in lower case below `example`, for no type, for a question that has one
  /// already, or is longer than 900 octets.
  case oddAnswer(String)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .name(let name): "\(name): not a host name in lower case below “example”"
    case .duplicateName(let name): "\(name): stands twice"
    case .address(let address):
      "\(address): a server needs an address of its own in 127.0.0.0/8, other than 127.0.0.1"
    case .weight(let domain): "\(domain): a weight is at least 1"
    case .unknownHost(let host, let domain): "\(domain): its MX \(host) is not among the hosts"
    case .rule(let rule):
      "\(rule.count) domains can't be spread over \(rule.hostCount) hosts: the hosts must be those of “bulk”"
    case .refusalUnderBlanket(let address):
      "\(address): one listener for all can't refuse connections or leave them unanswered"
    case .verb(let verb): "\(verb): a script's verbs are upper-case letters"
    case .certificateName(let name, let server): "\(server): “\(name)” can't be a certificate's name"
    case .zone(let name):
      "\(name): a zone is “example” or below it, stands once, is not at or above “ns.laboratory.example”, and does not "
        + "lie below a zone without data"
    case .alias(let host): "\(host): an alias needs another host at its end, and can't be the apex of a zone"
    case .tlsa(let host): "\(host): a TLSA record needs a server at the host's address, or octets"
    case .policySite(let domain): "\(domain): a policy host needs its domain among those that are listed"
    case .text(let domain): "\(domain): the text of a TXT record has at most 60,000 octets"
    case .oddAnswer(let name):
      "\(name): an odd answer is for a name in lower case below “example” and for types that have no other, and has at "
        + "most 900 octets"
    }
  }
}

extension Population {
  /// Throws what makes the population unplayable. Generated domains are judged by their rule alone.
  public func validate() throws(PopulationError) {
    var hostNames: Set<String> = []
    for host in hosts {
      guard Self.isPlayable(host.name) else { throw .name(host.name) }
      guard hostNames.insert(host.name).inserted else { throw .duplicateName(host.name) }
      for address in host.addresses where !Self.isPlayable(address) { throw .address(address) }
    }
    try validateZones()
    try validateReferences()
    var addresses: Set<IPv4Address> = []
    for server in servers {
      guard Self.isPlayable(server.address), addresses.insert(server.address).inserted else {
        throw .address(server.address)
      }
      try validate(server)
    }
    try validatePolicySites(beside: addresses)
    try validateOddAnswers()
    if case .generated(let rule) = domains {
      let names = hosts.indices.lazy.map { BulkHost(index: $0).name }
      guard rule.count >= 0, rule.hostCount >= 1, rule.hostCount <= hosts.count,
        hosts.map(\.name).elementsEqual(names)
      else { throw .rule(rule) }
    }
    guard case .listed(let domains) = domains else { return }
    var domainNames: Set<String> = []
    for domain in domains {
      guard Self.isPlayable(domain.name) else { throw .name(domain.name) }
      guard domainNames.insert(domain.name).inserted else { throw .duplicateName(domain.name) }
      guard domain.weight >= 1 else { throw .weight(domain: domain.name) }
      for exchanger in domain.mail.exchangers where !hostNames.contains(exchanger.host) {
        throw .unknownHost(exchanger.host, domain: domain.name)
      }
      if case .implicit(let addresses) = domain.mail {
        for address in addresses where !Self.isPlayable(address) { throw .address(address) }
      }
      for address in domain.policyAddresses where !Self.isPlayable(address) { throw .address(address) }
      for text in domain.mtaSTS + domain.tlsrpt where text.utf8.count > 60_000 { throw .text(domain: domain.name) }
    }
  }

  private func validatePolicySites(beside servers: Set<IPv4Address>) throws(PopulationError) {
    if policySites.isEmpty { return }
    let names = Set(domains.lazy.map(\.name))
    var addresses = servers
    for site in policySites {
      guard names.contains(site.domain) else { throw .policySite(domain: site.domain) }
      guard Self.isPlayable(site.host) else { throw .name(site.host) }
      guard Self.isPlayable(site.address), addresses.insert(site.address).inserted else { throw .address(site.address) }
      try validate(site.certificate, at: site.address)
    }
  }

  private func validateZones() throws(PopulationError) {
    var names: Set<String> = []
    let layout = ZoneLayout(self)
    for zone in zones {
      guard zone.name == "example" || Self.isPlayable(zone.name), names.insert(zone.name).inserted,
        zone.name == "example" || !".ns.laboratory.example".hasSuffix("." + zone.name),
        layout.parent(of: zone)?.security != .servfail
      else { throw .zone(zone.name) }
    }
  }

  /// What hosts say of each other and of servers.
  private func validateReferences() throws(PopulationError) {
    let hosts = hosts.filter { $0.alias != nil || !$0.tlsa.isEmpty }
    if hosts.isEmpty { return }
    let (byName, servers) = (hostsByName, serversByAddress)
    for host in hosts {
      let address = Self.firstAddress(of: host, in: byName)
      if host.alias != nil && (address == nil || zones.contains { $0.name == host.name }) { throw .alias(host.name) }
      for record in host.tlsa {
        let isComputable =
          switch record.data {
          case .octets(let octets): !octets.bytes.isEmpty
          case .root: true
          case .leaf, .issuer, .wrong: address.map { servers[$0] != nil } ?? false
          case .leafAt(let address): servers[address] != nil
          }
        guard isComputable else { throw .tlsa(host: host.name) }
      }
    }
  }

  private func validate(_ server: Server) throws(PopulationError) {
    guard Self.isPlayable(server.name) else { throw .name(server.name) }
    try validate(server.profile.certificate, at: server.address)
    let script = server.profile.script
    if listening == .blanket && (!script.listens || script.isFull) { throw .refusalUnderBlanket(server.address) }
    for verb in Array(script.replies.keys) + Array(script.underTLS.keys) {
      guard !verb.isEmpty, verb.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { throw .verb(verb) }
    }
  }

  private func validate(_ certificate: CertificateProfile, at address: IPv4Address) throws(PopulationError) {
    guard !certificate.names.isEmpty else { throw .certificateName("", server: address) }
    for name in certificate.names {
      guard Self.isHostName(name.hasPrefix("*.") ? String(name.dropFirst(2)) : name) else {
        throw .certificateName(name, server: address)
      }
    }
  }

  static func isPlayable(_ name: String) -> Bool {
    name.hasSuffix(".example") && isHostName(name)
  }

  /// The names go into zone files and certificates as they are.
  private static func isHostName(_ name: String) -> Bool {
    guard name.utf8.count <= 253 else { return false }
    return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count)
        && label.utf8.allSatisfy { byte in
          (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
        }
    }
  }

  private static func isPlayable(_ address: IPv4Address) -> Bool {
    address.number >> 24 == 127 && address != IPv4Address(number: 0x7F00_0001)
  }
}
