import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyScan

/// `resolve`: lines of domains to lines of what the DNS says of them.
struct DomainFilter: Sendable {
  let configuration: ResolveConfiguration
  let input: InputLines
  let output: OutputLines

  init(_ configuration: ResolveConfiguration, input: InputLines, output: OutputLines) throws {
    self.configuration = try configuration.fitted()
    self.input = input
    self.output = output
  }

  func run() async throws {
    let resolver = try await AnsweringResolver(
      configuration.resolver, unknown: "DNSSEC is unknown in these lines"
    ).resolver
    defer { resolver.close() }
    let pace = Pace(perSecond: configuration.dnsRate)
    guard configuration.looksAtMTASTS else { return try await run(resolver, pace, policies: nil) }
    let fetcher = configuration.makePolicyFetcher()
    try await fetcher.whileRunning {
      try await run(
        resolver, pace,
        policies: configuration.makePolicyFinder(resolver, fetcher, pace) { [input] in !input.isStopped })
    }
  }

  private func run(_ resolver: Resolver, _ pace: Pace, policies: PolicyFinder?) async throws {
    let hosts = HostFinder(
      resolver: resolver, port: configuration.port, looksAtDANE: configuration.looksAtDANE, pace: pace)
    let finder = DomainFinder(
      resolver: resolver, pace: pace, hosts: HostCache { try await hosts.finding(of: $0) }, policies: policies,
      now: { .now })
    let stage = LookupStage<LineAnswer<ResolveRequest>, String>(
      window: configuration.window,
      feed: TaskFeed(input) { line in
        LineAnswer(line) { record throws(JSONRecord.Fault) in try ResolveRequest(record) }
      },
      sink: BatchSink(limit: 256, patience: .milliseconds(200)) { [output] in try await output.write($0) },
      perform: { answer in
        switch answer {
        case .error(let line): return line
        case .request(let request):
          do {
            return try await finder.finding(of: request.domain).line(for: request)
          } catch is PolicyFinder.Ended {
            // Told to stop, it asks nobody more: a domain whose policy was to be fetched yet has no line.
            return nil
          }
        }
      })
    try await stage.run()
  }
}
