/// Domains of the population `faults-dns` with their hosts, servers and odd answers, and what is expected of each.
///
/// The domain `f<row>.example` or `f<row>-<case>.example` is a zone of its own, unsigned unless that is the case; its MX
/// is `mx.` and its name.
struct DNSFaultCases {
  private(set) var domains: [Domain] = []
  private(set) var hosts: [Host] = []
  private(set) var servers: [Server] = []
  private(set) var zones = [Zone(name: "example", security: .signed)]
  private(set) var policySites: [PolicySite] = []
  private(set) var oddAnswers: [OddAnswer] = []
  /// What is expected of the domains that are listed.
  private(set) var cases: [DNSFaultCase] = []
  /// What is expected of domains that are surveyed as in the world, where reserved addresses are not dialled.
  private(set) var reservedCases: [DNSFaultCase] = []
  private var addresses = AddressRange(from: 0x7F64_0001)

  /// All of them.
  init() {
    addDenials()
    addFailures()
    addNullMX()
    addAliases()
    addTargets()
    addReservedAddresses()
    addWrappedAddresses()
    addPolicyHost()
    addManyExchanges()
    addRepeatedExchanges()
    addNames()
    addMessages()
  }

  // MARK: Parts

  /// Takes an address at which nobody listens so far.
  mutating func takeAddress() -> IPv4Address { addresses.take() }

  /// Adds a server that is in order and returns its address.
  ///
  /// - Parameter name: the name in its certificate; `nil`: its own.
  mutating func serve(_ host: String, certificateName: String? = nil) -> IPv4Address {
    let address = takeAddress()
    let kind: CertificateKind = certificateName?.hasPrefix("*.") == true ? .wildcard : .caSigned
    let certificate = CertificateProfile(kind, names: [certificateName ?? host])
    servers.append(Server(address: address, name: host, profile: ServerProfile(certificate: certificate)))
    return address
  }

  /// Adds a host with a server of its own and returns its address.
  @discardableResult mutating func addHost(_ name: String) -> IPv4Address {
    let address = serve(name)
    hosts.append(Host(name: name, addresses: [address]))
    return address
  }

  /// Adds a host that has what `Host` says.
  mutating func add(_ host: Host) { hosts.append(host) }

  /// Adds a policy host.
  mutating func add(_ site: PolicySite) { policySites.append(site) }

  /// Has questions answered oddly.
  mutating func answer(_ name: String, _ types: [OddRecord.RecordType], _ manner: OddAnswer.Manner) {
    oddAnswers.append(OddAnswer(name, types, manner))
  }

  /// Has a zone made.
  mutating func addZone(_ name: String, _ security: ZoneSecurity) {
    zones.append(Zone(name: name, security: security))
  }

  // MARK: Cases

  /// The domain of a case.
  static func domain(_ row: Int, _ word: String? = nil) -> String {
    let number = String(1_000 + row).dropFirst()
    return "f\(number)\(word.map { "-\($0)" } ?? "").example"
  }

  /// Adds a domain that is listed, and its zone.
  ///
  /// - Parameters:
  ///   - mail: what the name server says of its mail; where its MX records are odd, that there is none.
  ///   - count: `nil`: as many as there are hosts.
  mutating func add(
    _ row: Int, _ word: String?, _ title: String, mail: MailRouting = .nodata, zone: ZoneSecurity = .unsigned,
    mtaSTS: [String] = [], status: DNSFaultCase.Status = .mx, count: Int? = nil, hosts: [DNSFaultCase.HostFinding] = []
  ) {
    let domain = Self.domain(row, word)
    // A name that does not exist is in no zone of its own.
    if mail != .nxdomain { addZone(domain, zone) }
    domains.append(Domain(name: domain, weight: 1, mail: mail, mtaSTS: mtaSTS))
    cases.append(
      DNSFaultCase(
        row: row, title: title, domain: domain, status: status, count: count ?? hosts.count,
        hosts: hosts.sorted { $0.name < $1.name }))
  }

  /// Adds what is expected of a domain where reserved addresses are not dialled.
  ///
  /// - Parameter host: `nil`: `mx.` and the domain's name.
  mutating func expectReserved(_ row: Int, _ word: String?, _ title: String, host: String? = nil) {
    let domain = Self.domain(row, word)
    reservedCases.append(
      DNSFaultCase(
        row: row, title: title, domain: domain, status: .mx, count: 1, hosts: [.reserved(host ?? "mx.\(domain)")]))
  }

  /// One MX record.
  static func mx(_ host: String) -> MailRouting { .mx([MailExchanger(preference: 10, host: host)]) }
}

extension Population {
  /// Small domains whose DNS has a fault, the number of the fault in the name: names that do not exist, servers that
  /// fail or lie, exchanges that are no host names, addresses that are not to be dialled.
  ///
  /// What is to be found stands in `expectedDNSFaults` and, for a survey that dials public addresses only, in
  /// `expectedReservedFaults`; the domains of the latter are not listed, as others would be dialled, unless their servers
  /// are the laboratory's own.
  public static func faultsDNS(today: CalendarDate) -> Population {
    let cases = DNSFaultCases()
    return Population(
      name: "faults-dns", nominalDate: today, domains: .listed(cases.domains), hosts: cases.hosts,
      servers: cases.servers, zones: cases.zones, policySites: cases.policySites, oddAnswers: cases.oddAnswers)
  }

  /// What is to be found at each domain of `faults-dns`, in the order of its domains.
  public static var expectedDNSFaults: [DNSFaultCase] { DNSFaultCases().cases }

  /// What is to be found at domains of `faults-dns` by a survey that does not dial reserved addresses.
  public static var expectedReservedFaults: [DNSFaultCase] { DNSFaultCases().reservedCases }
}
