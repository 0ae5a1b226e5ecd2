import SurveyCore
import SurveyProbe
import SurveyScan

/// `probe`: lines of addresses to lines of what was seen at them, by the very stage that a scan has.
struct AddressFilter: Sendable {
  let configuration: ProbingConfiguration
  let input: InputLines
  let output: OutputLines
  private let requests = PendingRequests()
  private let connections: ConnectionCounts
  /// How long an answer that says that our own host lacked something is held back, in case nothing can be measured at all.
  private static let hold = Duration.seconds(5)

  init(_ configuration: ProbingConfiguration, input: InputLines, output: OutputLines) throws {
    self.configuration = try configuration.fitted()
    self.input = input
    self.output = output
    connections = ConnectionCounts(maximum: configuration.manners.connectionsPerAddress)
  }

  func run() async throws {
    let prober = Prober(
      ProbeConfiguration(
        clientName: configuration.identity.clientName, timeouts: configuration.timeouts,
        offersPostQuantum: configuration.offersPostQuantum))
    let stage = ProbeStage(
      window: configuration.window, port: configuration.port, rank: NameRank(seed: configuration.seed),
      manners: configuration.manners, policy: configuration.policy, visitsIPv6: configuration.visitsIPv6,
      looks: configuration.looks, watchesVantage: true, patience: FaultPatience(hold: AddressFilter.hold), batch: 256,
      feed: TaskFeed(input) { try await visit(of: $0) },
      // What a process is given is all that it knows: it keeps no results, and nothing is tried again.
      store: ProbeStore(
        write: { try await answer($0) }, connections: { await connections.count(of: $0) },
        addConnection: { await connections.add(to: $0) }),
      // Told to stop, it reads nothing more, and dials nobody more.
      mayDial: { !input.isStopped }, now: { .now }, probe: { await prober.probe($0, look: $1) })
    do {
      try await prober.whileRunning { try await stage.run() }
    } catch let fault as VantageFault {
      if let line = VantageLine(fault, until: .now) { try await output.write([line.text]) }
      throw fault
    }
  }

  /// The visit that a line asks for; where it can't be used, that is answered.
  private func visit(of line: InputLine) async throws -> AddressVisit? {
    let answer = LineAnswer(line) { record throws(JSONRecord.Fault) in
      try ProbeRequest(record, port: configuration.port)
    }
    switch answer {
    case .error(let line):
      try await output.write([line])
      return nil
    case .request(let request):
      let number = await requests.add(request)
      await connections.begin(number)
      return AddressVisit(
        addressID: number, address: request.address,
        names: request.names.enumerated().map { AddressVisit.Name(hostID: Int64($0.offset), name: $0.element) },
        connections: 0, port: request.port)
    }
  }

  private func answer(_ results: [ProbeResult]) async throws {
    var lines: [String] = []
    for result in results {
      await connections.note(result)
      guard let answered = await requests.take(result) else { continue }
      for name in answered.results {
        let final = name.finalObservation
        lines += name.observations.map { LookLine(of: $0, isFinal: $0.look == final.look).text(for: answered.request) }
      }
    }
    if !lines.isEmpty { try await output.write(lines) }
  }
}
