import MailLab
import Testing

/// The shares are computed from the population's data alone, by the survey's own definitions.
@Suite struct Facebook2014Tests {
  @Test func mayShowsThePublishedFigures() throws {
    let shares = try Shares(of: .facebook2014(.may))
    #expect(shares.reachableHosts == 1_250)
    #expect(near(shares.hostShare { $0.isTLS }, 0.76))
    #expect(near(shares.ofTLSHosts { $0.isForwardSecret }, 0.74))
    #expect(near(shares.weighted { $0.isTLS }, 0.58))
    #expect(near(shares.weighted { $0.isStrict }, 0.286))
    #expect(near(shares.weighted { !$0.isTLS }, 0.42))
    let opportunistic = shares.weighted { $0.isTLS && !$0.isStrict }
    #expect(shares.weighted { $0.kind == .wrongName } / opportunistic >= 0.99)
    for kind: CertificateKind in [.selfSigned, .expired, .privateCA, .incompleteChain, .unknownIssuer] {
      #expect(shares.weighted { $0.kind == kind } > 0)
    }
  }

  @Test func inMayHostsLookWorseThanMail() throws {
    let shares = try Shares(of: .facebook2014(.may))
    #expect((0.35...0.45).contains(shares.ofTLSHosts { $0.kind == .selfSigned }))
    #expect(shares.ofTLSHosts { $0.isStrict } < 0.15)
  }

  @Test func augustIsStrictAndForwardSecret() throws {
    let shares = try Shares(of: .facebook2014(.august))
    #expect(near(shares.weighted { $0.isStrict && $0.isForwardSecret }, 0.95))
    #expect(shares.weighted { !$0.isTLS } > 0.02)
    #expect(shares.weighted { $0.isTLS && !$0.isStrict } > 0.01)
    #expect(near(shares.hostShare { $0.isTLS }, 0.80))
  }

  @Test func bothMonthsHaveTheSameDomainsAndHosts() {
    let (may, august) = (Population.facebook2014(.may), Population.facebook2014(.august))
    let haveTheSameDomains = may.domains == august.domains
    let haveTheSameHosts = may.hosts == august.hosts
    #expect(haveTheSameDomains && haveTheSameHosts)
    #expect(may.servers.map(\.address) == august.servers.map(\.address))
    #expect((2_500...3_500).contains(may.domains.count))
  }

  @Test(arguments: FacebookMonth.allCases) func isPlayable(month: FacebookMonth) throws {
    let population = Population.facebook2014(month)
    try population.validate()
    let isTheSameAgain = population == .facebook2014(month)
    #expect(isTheSameAgain)
    let isOfItsTime = population.servers.allSatisfy { $0.profile.tls.maximum != .tls13 }
    #expect(isOfItsTime)
  }

  @Test(arguments: FacebookMonth.allCases) func holdsWhatIsInNoShare(month: FacebookMonth) {
    var seen: Set<String> = []
    for domain in Population.facebook2014(month).domains {
      switch domain.mail {
      case .mx: seen.insert("mx")
      case .nullMX: seen.insert("null")
      case .nullMixed: seen.insert("null-mixed")
      case .implicit: seen.insert("implicit")
      case .nodata: seen.insert("nodata")
      case .nxdomain: seen.insert("nxdomain")
      }
    }
    #expect(seen.count == 6)
  }

  private func near(_ value: Double, _ published: Double) -> Bool {
    abs(value - published) < 0.000_1
  }
}

/// What an address shows: TLS of a kind, or none.
private struct Sight: Hashable {
  let kind: CertificateKind?
  let isForwardSecret: Bool
  var isTLS: Bool { kind != nil }
  var isStrict: Bool { kind == .caSigned }
}

private struct Shares {
  /// Of each host that has a reachable address.
  private var sights: [String: [Sight]] = [:]
  private let domains: [Domain]

  struct UnexpectedScript: Error { let address: IPv4Address }

  init(of population: Population) throws {
    domains = Array(population.domains)
    let servers = Dictionary(uniqueKeysWithValues: population.servers.map { ($0.address, $0) })
    for host in population.hosts {
      let seen = try host.addresses.compactMap { try servers[$0].flatMap(Self.sight) }
      if !seen.isEmpty { sights[host.name] = seen }
    }
  }

  /// `nil`: not reachable.
  private static func sight(_ server: Server) throws -> Sight? {
    let profile = server.profile
    return switch profile.script {
    case .standard:
      // Only suites that begin with neither ECDHE nor DHE exchange keys by RSA.
      Sight(kind: profile.certificate.kind, isForwardSecret: profile.tls.ciphers?.contains("DHE") ?? true)
    case .named(.noSTARTTLS): Sight(kind: nil, isForwardSecret: false)
    case .named(.refused), .named(.greeting554): nil
    default: throw UnexpectedScript(address: server.address)
    }
  }

  var reachableHosts: Int { sights.count }

  func hostShare(_ matches: (Sight) -> Bool) -> Double {
    Double(sights.values.count { $0.contains(where: matches) }) / Double(sights.count)
  }

  func ofTLSHosts(_ matches: (Sight) -> Bool) -> Double {
    let hosts = sights.values.filter { $0.contains { $0.isTLS } }
    return Double(hosts.count { $0.contains(where: matches) }) / Double(hosts.count)
  }

  /// Each domain: the mean over its lowest-preference hosts, each the mean over its reachable addresses.
  func weighted(_ matches: (Sight) -> Bool) -> Double {
    var (sum, weight) = (0.0, 0.0)
    for domain in domains {
      guard case .mx(let exchangers) = domain.mail else { continue }
      let lowest = exchangers.map(\.preference).min()
      let hosts = exchangers.filter { $0.preference == lowest }.compactMap { sights[$0.host] }
      guard !hosts.isEmpty else { continue }
      let means = hosts.map { Double($0.count(where: matches)) / Double($0.count) }
      sum += Double(domain.weight) * means.reduce(0, +) / Double(means.count)
      weight += Double(domain.weight)
    }
    return sum / weight
  }
}
