extension Population {
  /// The mail hosts of a month of 2014, in such numbers and with such weights that the figures which Facebook
  /// published come out exactly.
  ///
  /// | month | unit | metric | value |
  /// | --- | --- | --- | --- |
  /// | May | MX host | STARTTLS completes | 76 % |
  /// | May | MX host with STARTTLS | forward secrecy | 74 % |
  /// | May | domain, weighted | encrypted | 58 % |
  /// | May | domain, weighted | strict | 28.6 % |
  /// | August | domain, weighted | strict with forward secrecy | 95 % |
  ///
  /// Domains, weights, hosts and addresses are the same in both months; two giants and a few others move.
  public static func facebook2014(_ month: FacebookMonth) -> Population {
    Facebook2014().population(in: month)
  }
}

/// The published figures as weights out of a million.
private enum Published {
  static let encryptedInMay = 580_000
  static let strictInMay = 286_000
  static let strictForwardSecretInAugust = 950_000
  static let plainInMay = 1_000_000 - encryptedInMay
  static let opportunisticInMay = encryptedInMay - strictInMay
}

/// The world of both months, built from operators, a tail of small hosts, and what lies outside every share.
struct Facebook2014 {
  private(set) var sites: [Site] = []
  private(set) var domains: [Domain] = []
  private var statesByHost: [String: Site] = [:]
  private var addresses = AddressRange()
  private var nameCount = 0
  private var implicitServers: [Server] = []

  init() {
    for mailOperator in Operator.all { add(mailOperator) }
    addTail()
    addOutside()
    balance()
  }

  func population(in month: FacebookMonth) -> Population {
    Population(
      name: "facebook-\(month.rawValue)", nominalDate: month.date, label: month.rawValue,
      domains: .listed(domains.sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }),
      hosts: sites.map { Host(name: $0.name, addresses: $0.addresses) },
      servers: sites.flatMap { $0.servers(in: month) } + implicitServers)
  }

  // MARK: Building

  private mutating func add(_ mailOperator: Operator) {
    let hosts = (1...mailOperator.hostCount).map { "mx\($0).\(mailOperator.name)" }
    // One certificate for all hosts of an operator, unless they are so many that each has its own.
    let shared = mailOperator.hostCount <= 8 ? hosts : nil
    for (place, host) in hosts.enumerated() {
      let secret = place >= mailOperator.hostsWithoutForwardSecrecy
      addSite(
        host, certificateNames: shared ?? [host], wrongName: mailOperator.wrongName,
        addressCount: mailOperator.addressesPerHost,
        may: mailOperator.may.forwardSecret(secret), august: mailOperator.august.forwardSecret(secret))
    }
    let exchangers = mailOperator.exchangers(hosts: hosts, customer: 0)
    domains.append(Domain(name: mailOperator.name, weight: mailOperator.weight, mail: .mx(exchangers)))
    for customer in 1...mailOperator.customerCount {
      let exchangers = mailOperator.exchangers(hosts: hosts, customer: customer)
      let weight = mailOperator.isFarm ? 5 + customer * 7 % 20 : 10 + customer * 37 % 90
      domains.append(Domain(name: nextName(), weight: weight, mail: .mx(exchangers)))
    }
  }

  private mutating func addTail() {
    // Shuffled, so that neither names nor addresses tell what a host is.
    let plan = TailSort.plan().enumerated().sorted {
      Draw.number(UInt64($0.offset)) < Draw.number(UInt64($1.offset))
    }
    let names = plan.map { _ in nextName() }
    for (place, (_, sort)) in plan.enumerated() {
      let name = names[place]
      let host = tailHost(place, names)
      addSite(
        host, certificateNames: [host, name], wrongName: "server\(place % 97).panel-\(place % 9).example",
        addressCount: place % 12 == 0 ? 2 : 1, secondRefuses: place % 24 == 0,
        may: sort.may, august: sort.august)
      var exchangers = [MailExchanger(preference: 10, host: host)]
      var weight = sort.weight(place)
      if place % 29 == 3 && sort.mayShareADomain {
        // Two exchangers of one preference, often of different class; an even weight halves exactly.
        exchangers.append(MailExchanger(preference: 10, host: tailHost((place + 1) % plan.count, names)))
        weight *= 2
      }
      if place % 7 == 0 { exchangers.append(MailExchanger(preference: 20, host: "mx1.oldpost.example")) }
      domains.append(Domain(name: name, weight: weight, mail: .mx(exchangers)))
    }
  }

  private func tailHost(_ place: Int, _ names: [String]) -> String {
    "\(place % 3 == 0 ? "mx" : place % 3 == 1 ? "mail" : "mx1").\(names[place])"
  }

  /// What is in no share: no exchanger of these domains is reachable.
  private mutating func addOutside() {
    for (count, state) in [(40, SiteState.refused), (30, .greeting554)] {
      for _ in 0..<count {
        let name = nextName()
        addSite("mx.\(name)", certificateNames: [name], wrongName: name, may: state, august: state)
        addOutside(name, .mx([MailExchanger(preference: 10, host: "mx.\(name)")]))
      }
    }
    for _ in 0..<20 {
      let name = nextName()
      addSite(
        "mx.\(name)", certificateNames: [name], wrongName: name, addressCount: 0, may: .refused,
        august: .refused)
      addOutside(name, .mx([MailExchanger(preference: 10, host: "mx.\(name)")]))
    }
    for _ in 0..<5 {
      let name = nextName()
      addSite("mx.\(name)", certificateNames: [name], wrongName: name, may: .refused, august: .refused)
      addOutside(name, .nullMixed([MailExchanger(preference: 10, host: "mx.\(name)")]))
    }
    for (count, routing) in [(40, MailRouting.nullMX), (40, .nodata), (60, .nxdomain)] {
      for _ in 0..<count { addOutside(nextName(), routing) }
    }
    for place in 0..<50 {
      let name = nextName()
      let address = addresses.take()
      let kind: CertificateKind = place % 3 == 0 ? .caSigned : .selfSigned
      let profile = ServerProfile(
        certificate: CertificateProfile(kind, names: [name]),
        tls: TLSLimits(minimum: .tls10, maximum: .tls12),
        script: .named(place % 4 == 3 ? .noSTARTTLS : .standard))
      implicitServers.append(Server(address: address, name: name, profile: profile))
      addOutside(name, .implicit([address]))
    }
  }

  private mutating func addOutside(_ name: String, _ mail: MailRouting) {
    domains.append(Domain(name: name, weight: 1 + nameCount % 20, mail: mail))
  }

  private mutating func nextName() -> String {
    defer { nameCount += 1 }
    precondition(nameCount < InventedName.limit, "there are no more invented names")
    return InventedName.number(nameCount) + ".example"
  }

  private mutating func addSite(
    _ name: String, certificateNames: [String], wrongName: String, addressCount: Int = 1,
    secondRefuses: Bool = false, may: SiteState, august: SiteState
  ) {
    var own: [IPv4Address] = []
    for _ in 0..<addressCount { own.append(addresses.take()) }
    let site = Site(
      name: name, certificateNames: certificateNames, wrongName: wrongName, addresses: own,
      refusing: secondRefuses ? Set(own.dropFirst()) : [], may: may, august: august,
      draw: Draw.number(UInt64(sites.count)))
    sites.append(site)
    statesByHost[name] = site
  }

  // MARK: Balancing

  /// Gives the largest operator of each kind the weight that makes the published figure exact.
  private mutating func balance() {
    let strict = weight(in: .may) { $0.isStrict }
    setWeight("eastmail.example", Published.strictInMay - strict)
    let opportunistic = weight(in: .may) { $0.isOpportunistic }
    setWeight("southmail.example", Published.opportunisticInMay - opportunistic)
    let settled = weight(in: .august) { $0 == .strict }
    setWeight("northmail.example", Published.strictForwardSecretInAugust - settled)
    let plain = weight(in: .may) { $0 == .plain }
    setWeight("oldpost.example", Published.plainInMay - plain)
  }

  private mutating func setWeight(_ name: String, _ weight: Int) {
    precondition(weight > 0, "\(name) is left with no weight")
    domains = domains.map { $0.name == name ? Domain(name: name, weight: weight, mail: $0.mail) : $0 }
  }

  /// The weight of the domains whose mail goes to hosts of a state; a domain counts by the share of its
  /// lowest-preference exchangers. All that have an MX in a share are reachable, so nothing else is to be
  /// known.
  private func weight(in month: FacebookMonth, where matches: (SiteState) -> Bool) -> Int {
    domains.reduce(0) { sum, domain in
      guard case .mx(let exchangers) = domain.mail, let lowest = exchangers.map(\.preference).min() else {
        return sum
      }
      let states = exchangers.filter { $0.preference == lowest }.compactMap {
        statesByHost[$0.host]?.state(in: month)
      }
      let matching = domain.weight * states.count(where: matches)
      precondition(matching % states.count == 0, "\(domain.name): its weight can't be shared exactly")
      return sum + matching / states.count
    }
  }
}
