/// The hosts and servers of a soak population.
///
/// ```
/// d0.soak.example ──MX──▶ h0.soak.example ──A──▶ 127.20.0.1   in order
/// d1.soak.example ──MX──▶ mx.f047.example ──A──▶ 127.20.1.1   row 47 of the faults, at many addresses
/// d2.soak.example ──MX──▶ t2.soak.example ──A──▶ 127.20.2.1   silent
/// ```
struct SoakHosts {
  private(set) var servers: [Server] = []
  /// The name of the MX at each address.
  private(set) var names: [String] = []

  /// Neighbours in the list are in different networks.
  static let networks = 250
  /// 200 addresses in each network, or the last octet would not do.
  static let limit = networks * 200
  /// 127.20.0.0
  private static let base: UInt32 = 0x7F14_0000
  /// Rows that cost their server's event loop a good part of a second for each handshake: once is enough, or everybody
  /// else's deadlines would be about that.
  private static let costlyRows: Set = [63]

  init(count: Int, mix: SoakMix) {
    let faults = FaultCases()
    let cheap = faults.cases.indices.filter { !Self.costlyRows.contains(faults.cases[$0].row) }
    let costly = faults.cases.indices.filter { Self.costlyRows.contains(faults.cases[$0].row) }
    // Each case once before any is played again.
    var places = (cheap + costly).makeIterator()
    var repeated = 0
    for index in 0..<count {
      let address = Self.address(index)
      // Evenly mixed: the seeded order of a survey does the rest.
      switch index * 37 % 100 {
      case ..<mix.faulty:
        let place = places.next() ?? cheap[repeated % cheap.count]
        repeated += 1
        let server = faults.servers[place]
        add(Server(address: address, name: server.name, profile: server.profile))
      case ..<(mix.faulty + mix.tarpits):
        add(Server(address: address, name: "t\(index).soak.example", profile: Self.profile(.named(.silent))))
      default: add(Server(address: address, name: "h\(index).soak.example", profile: Self.profile(.standard)))
      }
    }
  }

  private mutating func add(_ server: Server) {
    servers.append(server)
    names.append(server.name)
  }

  static func address(_ index: Int) -> IPv4Address {
    IPv4Address(number: base + UInt32(index % networks) << 8 + UInt32(index / networks) + 1)
  }

  private static func profile(_ script: Script) -> ServerProfile {
    ServerProfile(certificate: CertificateProfile(.wildcard, names: ["*.soak.example"]), script: script)
  }
}

extension Population {
  /// The most addresses that `soak` can play.
  public static let soakAddressLimit = SoakHosts.limit

  /// Many domains on many addresses in 250 networks, a part of which plays every case of `faults`, each at its own
  /// address and so able to refuse: what a survey must record of a host stands in `expectedFaults` by the host's name, and
  /// all others are CA-verified or, as `t<n>.soak.example`, silent.
  ///
  /// - Parameter addresses: 1 to `soakAddressLimit`.
  public static func soak(domains: Int, addresses: Int, mix: SoakMix, today: CalendarDate) -> Population {
    precondition(1...SoakHosts.limit ~= addresses, "250 networks hold 1 to \(SoakHosts.limit) servers")
    let hosts = SoakHosts(count: addresses, mix: mix)
    let byName = Dictionary(grouping: hosts.servers, by: \.name)
    return Population(
      name: "soak", nominalDate: today,
      domains: .listed(
        (0..<domains).map { index in
          let exchanger = MailExchanger(preference: 10, host: hosts.names[index % addresses])
          return Domain(name: "d\(index).soak.example", weight: 1, mail: .mx([exchanger]))
        }),
      hosts: byName.keys.sorted().map { name in
        Host(name: name, addresses: (byName[name] ?? []).map(\.address))
      },
      servers: hosts.servers)
  }
}
