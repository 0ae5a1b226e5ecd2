import SurveyCore
import SurveyDNS

/// Looks, before a survey, at everything that it depends on.
struct Examination: Sendable {
  let configuration: DoctorConfiguration

  /// What was found, in the order in which a survey would meet it.
  func run() async throws -> [Finding] {
    let resolver = await ResolverExamination(configuration: configuration).run()
    var findings = resolver.findings
    let lookups = resolver.isAlive ? try Resolver(configuration.resolver(isValidating: resolver.isValidating)) : nil
    defer { lookups?.close() }
    let hosts = try await ProbeHostExamination(configuration: configuration, resolver: lookups).run()
    findings += hosts.findings
    findings += try await OwnNameExamination(
      configuration: configuration, resolver: lookups, destination: hosts.destination
    ).run()
    findings += [
      RouteExamination(configuration: configuration).finding,
      DescriptorExamination(configuration: configuration).finding,
    ]
    findings += TrustStoreExamination(configuration: configuration).findings
    let database = DatabaseExamination(path: configuration.databasePath)
    findings.append(RoomExamination(path: configuration.databasePath).finding)
    let (stored, newest) = try database.run()
    findings += stored
    findings.append(ClockExamination(newestWave: newest).finding)
    return findings
  }
}
