/// Domains of the population `faults` with their hosts and servers, and what is expected of each.
struct FaultCases {
  var domains: [Domain] = []
  var hosts: [Host] = []
  var servers: [Server] = []
  var zones: [Zone] = []
  var policySites: [PolicySite] = []
  private(set) var cases: [FaultCase] = []
  private var addresses = AddressRange()

  /// All of them.
  init() {
    addConnections()
    addGreetings()
    addReplies()
    addCapabilities()
    addStartTLS()
    addBrokenHandshakes()
    addRawChains()
    addCertificates()
    addChains()
    addParameters()
    addSessions()
  }

  /// What a server is made of; by default one that is in order.
  struct Contents {
    var certificate = CertificateKind.caSigned
    /// `nil`: the name of the MX.
    var certificateName: String?
    var key = KeyKind.ecP256
    var oddity: CertificateOddity?
    var tls = TLSLimits.any
    var script = Script.standard
  }

  /// What is expected beside the looks.
  struct Findings {
    /// `nil`: what follows from the outcome, `ca-verified` where TLS is up.
    var classWord: String?
    var facts: [RecordedFact] = []
    var hearsQUIT = true
  }

  /// Adds a domain with one host at one address.
  /// - Parameters:
  ///   - suffix: tells a row's cases apart; `nil`: the row has one, or this is its plain one.
  ///   - played: what the server does, in a few words.
  mutating func add(
    _ row: Int, case suffix: String? = nil, _ title: String, _ played: String, _ contents: Contents,
    _ looks: [LookExpectation], _ findings: Findings = Findings()
  ) {
    let number = String(row)
    let name = "f" + String(repeating: "0", count: 3 - number.count) + number + (suffix.map { "-\($0)" } ?? "")
    let (domain, host) = ("\(name).example", "mx.\(name).example")
    let address = takeAddress()
    let certificate = CertificateProfile(
      contents.certificate, names: [contents.certificateName ?? host], key: contents.key, oddity: contents.oddity)
    servers.append(
      Server(
        address: address, name: host,
        profile: ServerProfile(certificate: certificate, tls: contents.tls, script: contents.script)))
    hosts.append(Host(name: host, addresses: [address]))
    domains.append(Domain(name: domain, weight: 1, mail: .mx([MailExchanger(preference: 10, host: host)])))
    cases.append(
      FaultCase(
        row: row, title: title, played: played, domain: domain, host: host, looks: looks,
        classWord: findings.classWord ?? Self.classWord(of: looks), facts: findings.facts,
        hearsQUIT: findings.hearsQUIT))
  }

  /// The same with a script and a certificate that is in order.
  mutating func add(
    _ row: Int, case suffix: String? = nil, _ title: String, _ played: String, script: Script,
    _ looks: [LookExpectation], _ findings: Findings = Findings()
  ) {
    add(row, case: suffix, title, played, Contents(script: script), looks, findings)
  }

  /// Takes an address at which nobody listens so far.
  mutating func takeAddress() -> IPv4Address { addresses.take() }

  private static func classWord(of looks: [LookExpectation]) -> String? {
    if looks.contains(where: { $0.outcome == "tls" }) { return "ca-verified" }
    return ["no-starttls", "starttls-rejected", "handshake-failed"].contains(looks[0].outcome) ? "no-tls" : nil
  }
}

extension Population {
  /// A world in which everybody misbehaves: one server for every way in which servers are known to. What a survey must
  /// record of each stands in `expectedFaults`.
  public static func faults(today: CalendarDate) -> Population {
    let cases = FaultCases()
    return Population(
      name: "faults", nominalDate: today, domains: .listed(cases.domains), hosts: cases.hosts,
      servers: cases.servers, zones: cases.zones, policySites: cases.policySites)
  }

  /// What is to be recorded of each server of `faults`.
  public static var expectedFaults: [FaultCase] { FaultCases().cases }
}
