import SurveyCore
import SurveyProbe
import SurveyScan

/// Probes every address of every host to be checked, by the stage and the manners of a survey: one connection at a time
/// to an address, with a gap.
struct HostProbes: Sendable {
  /// One host at one address.
  struct Place: Hashable, Sendable {
    let address: Address
    let host: DomainName
  }

  let configuration: CheckConfiguration
  let names: ResolvedNames

  /// What was seen, a look each.
  func run() async throws -> [Place: [Observation]] {
    let hosts = names.hosts.keys.sorted()
    var hostsByAddress: [Address: [AddressVisit.Name]] = [:]
    for (place, name) in hosts.enumerated() {
      for address in names.hosts[name]?.lookup.addresses ?? [] {
        hostsByAddress[address, default: []].append(AddressVisit.Name(hostID: Int64(place), name: name))
      }
    }
    let addresses = hostsByAddress.keys.sorted()
    let visits = addresses.enumerated().map { place, address in
      AddressVisit(
        addressID: Int64(place), address: address, names: hostsByAddress[address] ?? [], connections: 0)
    }
    let seen = Collected()
    let pages = OnePage(visits)
    let prober = configuration.makeProber()
    let stage = ProbeStage(
      window: CheckConfiguration.window, port: configuration.port, rank: NameRank(seed: 0),
      manners: configuration.manners,
      policy: LivePolicy(configuration.policy), visitsIPv6: true, looks: configuration.measurement.looks,
      patience: FaultPatience(stormLimit: nil), feed: TaskFeed { await pages.next() },
      store: ProbeStore { results in
        for result in results {
          let place = Place(address: addresses[Int(result.addressID)], host: hosts[Int(result.hostID)])
          await seen.add(result.observations, at: place)
        }
      }, now: { .now }, probe: { await prober.probe($0, look: $1) })
    try await prober.whileRunning { try await stage.run() }
    return await seen.observations
  }

  /// Where the stage writes to.
  private actor Collected {
    private(set) var observations: [Place: [Observation]] = [:]

    func add(_ seen: [Observation], at place: Place) { observations[place] = seen }
  }

  /// All visits at once, then no more.
  private actor OnePage {
    private var visits: [AddressVisit]?

    init(_ visits: [AddressVisit]) { self.visits = visits }

    func next() -> [AddressVisit]? {
      defer { visits = nil }
      return visits
    }
  }
}
