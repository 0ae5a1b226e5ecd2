import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyScan

/// Whether connections to port 25 get out, to hosts that the surveyor named, and whether it is these that answer.
struct ProbeHostExamination: Sendable {
  let configuration: DoctorConfiguration
  /// `nil`: no resolver answers.
  let resolver: Resolver?

  /// What was found, and an address that was dialled.
  struct Result: Sendable {
    var findings: [Finding] = []
    var destination: Address?
  }

  private enum Place {
    case found(Address)
    case none(Finding)
  }

  func run() async throws -> Result {
    guard !configuration.probeHosts.isEmpty else { return Result(findings: [unchecked]) }
    guard configuration.isLaboratory || configuration.clientName != nil else {
      let finding = Finding(
        subject: "port-\(configuration.port)", verdict: .notChecked, tried: "connecting to the hosts of --probe-host",
        found: "no host is visited without a name for EHLO", fix: "add --ehlo")
      return Result(findings: [finding])
    }
    let prober = Prober(
      ProbeConfiguration(
        clientName: configuration.clientName ?? DomainName(uncheckedCanonical: "survey.example"),
        timeouts: configuration.timeouts, loops: 1))
    var result = Result()
    var seen: [ProbeHostSighting] = []
    try await prober.whileRunning {
      for host in configuration.probeHosts {
        switch try await place(of: host) {
        case .none(let finding): result.findings.append(finding)
        case .found(let address):
          result.destination = result.destination ?? address
          seen.append(await sighting(of: host, at: address, prober))
        }
      }
    }
    try Task.checkCancellation()
    let isOpen = seen.contains(where: \.hasAnswered)
    result.findings += seen.map { $0.finding(isPortOpen: isOpen) }
    if !seen.isEmpty {
      result.findings.append(Interception(seen: seen, isLaboratory: configuration.isLaboratory).finding)
    }
    return result
  }

  private var unchecked: Finding {
    Finding(
      subject: "port-\(configuration.port)", verdict: .notChecked, tried: "connecting out",
      found: "no host was named to connect to",
      fix: """
        name two mail hosts of different operators, best your own, with --probe-host; many networks block or intercept \
        port 25
        """)
  }

  private func place(of host: DoctorConfiguration.ProbeHost) async throws -> Place {
    switch host {
    case .address(let address): return allowed([address], host)
    case .name(let name):
      guard let resolver else {
        return .none(
          Finding(
            subject: "port-\(configuration.port)", verdict: .notChecked, tried: "connecting to \(name)",
            found: "no resolver answers"))
      }
      let lookup = try await resolver.addresses(of: name)
      guard lookup.addresses.isEmpty else { return allowed(lookup.addresses, host) }
      return .none(
        Finding(
          subject: "port-\(configuration.port)", verdict: .configuration, tried: "looking up \(name)",
          found: "no address (dns.\((lookup.failure ?? .nodata).rawValue))", fix: "name another host with --probe-host")
      )
    }
  }

  private func allowed(_ addresses: [Address], _ host: DoctorConfiguration.ProbeHost) -> Place {
    if let address = addresses.first(where: { configuration.policy.refusal(of: $0) == nil }) { return .found(address) }
    let reasons = Set(addresses.compactMap { configuration.policy.refusal(of: $0)?.rawValue }).sorted()
    return .none(
      Finding(
        subject: "port-\(configuration.port)", verdict: .configuration, tried: "connecting to \(host.text)",
        found:
          "\(addresses.map(\.description).joined(separator: ", ")) may not be dialled (\(reasons.joined(separator: ", ")))",
        fix: "name another host with --probe-host"))
  }

  private func sighting(
    of host: DoctorConfiguration.ProbeHost, at address: Address, _ prober: Prober
  ) async -> ProbeHostSighting {
    // A host that is named by its address gets a server name all the same, as no look is without one.
    let name = if case .name(let name) = host { name } else { address.reverseName }
    let target = ProbeTarget(address: address, port: configuration.port, serverName: name)
    return ProbeHostSighting(
      name: host.text, address: address, port: configuration.port,
      observation: await prober.probe(target, look: .modern))
  }
}

extension DoctorConfiguration.ProbeHost {
  /// As the surveyor wrote it.
  var text: String {
    switch self {
    case .name(let name): name.text
    case .address(let address): "\(address)"
    }
  }
}
