/// Domains of the population `verdicts` with their hosts and servers, and what is expected of each.
///
/// The domain `<case>.example` has the MX `mx.<case>.example`.
struct VerdictCases {
  private(set) var domains: [Domain] = []
  private(set) var hosts: [Host] = []
  private(set) var servers: [Server] = []
  private(set) var zones = [Zone(name: "example", security: .signed)]
  private(set) var policySites: [PolicySite] = []
  private(set) var expectations: [ExpectedVerdict] = []
  private var addresses = AddressRange()

  /// All of them.
  init() {
    addCertificates()
    addOddities()
    addLimits()
    addMatchingDANE()
    addOtherDANE()
    addZones()
    addPolicyRecords()
    addSoundPolicies()
    addFaultyResponses()
    addFaultyPolicies()
    addPolicyHosts()
  }

  /// What a case is made of; by default a host that is in order.
  struct Contents {
    var certificate = CertificateKind.caSigned
    /// `nil`: the name of the MX.
    var certificateName: String?
    var key = KeyKind.ecP256
    var oddity: CertificateOddity?
    var tls = TLSLimits.any
    var script = Script.standard
    var tlsa: [TLSAAssociation] = []
    var mtaSTS: [String] = []
    var tlsrpt: [String] = []
    /// The MTA-STS policy host; `nil`: there is none.
    var policy: Policy?
    /// Addresses of the policy host at which nobody listens.
    var policyAddresses: [IPv4Address] = []
  }

  /// The policy host of a domain; by default one that is in order.
  struct Policy {
    var answer: PolicyAnswer
    var certificate = CertificateKind.caSigned
    /// `nil`: the name of the policy host.
    var certificateName: String?
    var tls = TLSLimits.any
  }

  /// What is expected; by default of a host that is in order.
  struct Findings {
    var result = ExpectedVerdict.Result.caVerified
    var name: ExpectedVerdict.Name? = .mxSAN
    var dane: ExpectedVerdict.DANE? = .absent
    var look: ExpectedVerdict.Look? = .modern
    var mtaSTS: ExpectedVerdict.MTASTS? = .absent
    var reason: String?
    var listed: Int?
    var isAuthenticated: Bool? = false

    /// What is left to be found where no MX host has an address.
    static func nothing(_ result: ExpectedVerdict.Result, dane: ExpectedVerdict.DANE? = nil) -> Findings {
      Findings(result: result, name: nil, dane: dane, look: nil, mtaSTS: nil, isAuthenticated: nil)
    }
  }

  /// Adds a domain with one host at one address.
  mutating func add(_ name: String, _ contents: Contents, _ findings: Findings = Findings()) {
    let host = "mx.\(name).example"
    let address = serve(host, contents)
    hosts.append(Host(name: host, addresses: [address], tlsa: contents.tlsa))
    addDomain(name, host: host, contents, findings)
  }

  /// Takes an address at which nobody listens so far.
  mutating func takeAddress() -> IPv4Address { addresses.take() }

  /// Adds a server and returns its address.
  mutating func serve(_ host: String, _ contents: Contents) -> IPv4Address {
    let address = takeAddress()
    let certificate = CertificateProfile(
      contents.certificate, names: [contents.certificateName ?? host], key: contents.key, oddity: contents.oddity)
    let profile = ServerProfile(certificate: certificate, tls: contents.tls, script: contents.script)
    servers.append(Server(address: address, name: host, profile: profile))
    return address
  }

  /// Adds a host that has what `Host` says.
  mutating func add(_ host: Host) {
    hosts.append(host)
  }

  /// Adds a domain with one MX record for a host, or a second for a spare one.
  mutating func addDomain(
    _ name: String, host: String, spare: String? = nil, _ contents: Contents, _ findings: Findings
  ) {
    let domain = "\(name).example"
    let exchangers =
      [MailExchanger(preference: 10, host: host)] + (spare.map { [MailExchanger(preference: 20, host: $0)] } ?? [])
    domains.append(
      Domain(
        name: domain, weight: 1, mail: .mx(exchangers), mtaSTS: contents.mtaSTS, tlsrpt: contents.tlsrpt,
        policyAddresses: contents.policyAddresses))
    if let policy = contents.policy {
      let certificate = CertificateProfile(
        policy.certificate, names: [policy.certificateName ?? "mta-sts.\(domain)"])
      policySites.append(
        PolicySite(
          domain: domain, address: takeAddress(), certificate: certificate, tls: policy.tls, answer: policy.answer))
    }
    expectations.append(
      ExpectedVerdict(
        domain: domain, host: findings.result == .noMX ? nil : host, result: findings.result, name: findings.name,
        dane: findings.dane, look: findings.look, mtaSTS: findings.mtaSTS, mtaSTSReason: findings.reason,
        listedMX: findings.listed, hasTLSRPT: !contents.tlsrpt.isEmpty, isAuthenticated: findings.isAuthenticated))
  }

  /// Adds a zone below `example`.
  mutating func addZone(_ name: String, _ security: ZoneSecurity) {
    zones.append(Zone(name: "\(name).example", security: security))
  }
}

extension Population {
  /// A signed world of small domains, each one case: every kind of certificate, every oddity, limits of TLS, and what
  /// DNSSEC, DANE and MTA-STS may be. What is to be found stands in `expectedVerdicts`.
  public static func verdicts(today: CalendarDate) -> Population {
    let cases = VerdictCases()
    return Population(
      name: "verdicts", nominalDate: today, domains: .listed(cases.domains), hosts: cases.hosts,
      servers: cases.servers, zones: cases.zones, policySites: cases.policySites)
  }

  /// What is to be found at each domain of `verdicts`, in the order of its domains.
  public static var expectedVerdicts: [ExpectedVerdict] { VerdictCases().expectations }
}
