import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyReport
import SurveyScan
import SurveyStore

/// Looks at domains as a wave does, in memory and at once: DNS, then probes and policies beside each other, then the
/// judgement.
struct DomainCheck: Sendable {
  let configuration: CheckConfiguration

  /// The domains, in the order of the names.
  func run() async throws -> [CheckedDomain] {
    let known = try knownIntermediates()
    let resolver = try await AnsweringResolver(configuration.resolver, unknown: "DNSSEC and DANE are unknown").resolver
    defer { resolver.close() }
    do {
      let pace = Pace(perSecond: configuration.dnsRate)
      let names = try await ResolvedNames(configuration, resolver, pace: pace)
      showProgress(names)
      async let observations = HostProbes(configuration: configuration, names: names).run()
      async let policies = policies(of: names, resolver, pace)
      let judgement = CheckJudgement(
        configuration: configuration, names: names, observations: try await observations,
        policies: try await policies, known: known)
      clearProgress()
      return judgement.domains
    } catch LocalFault.resolver {
      throw Refusal(
        .temporary, "our own resolver stopped answering; check --resolver or the network, then run this again")
    }
  }

  private func knownIntermediates() throws -> [[UInt8]] {
    guard let path = configuration.databasePath else { return [] }
    let database = try SurveyDatabase(reading: path)
    let found = try database.newestIntermediates()
    try database.close()
    return found
  }

  /// The policies of the domains whose mail goes somewhere.
  private func policies(
    of names: ResolvedNames, _ resolver: Resolver, _ pace: Pace
  ) async throws -> [DomainName: MailPolicy] {
    guard configuration.kind == .domain, configuration.measurement.looksAtMTASTS else { return [:] }
    let fetcher = configuration.makePolicyFetcher()
    let finder = PolicyFinder(
      resolver: resolver, fetcher: fetcher, dnsPace: pace, fetchPace: Pace(perSecond: 0),
      gap: AddressGap(.milliseconds(100)))
    let pairs = try await fetcher.whileRunning {
      try await names.entries.filter(names.hasAddress).map(width: CheckConfiguration.window) { entry in
        (entry.name, try await finder.policy(of: entry.name))
      }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  private func showProgress(_ names: ResolvedNames) {
    guard Terminal.rewritesLines else { return }
    let addresses = Set(names.hosts.values.flatMap(\.lookup.addresses))
    Terminal.sayAgain("probing \(addresses.count) addresses of \(names.hosts.count) hosts")
  }

  private func clearProgress() {
    if Terminal.rewritesLines { Terminal.sayAgain("") }
  }
}
