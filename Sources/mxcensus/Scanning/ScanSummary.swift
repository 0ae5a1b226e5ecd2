import SurveyCore
import SurveyReport
import SurveyStore

/// What is said when a wave is finished.
struct ScanSummary {
  let database: SurveyDatabase
  let label: String

  func lines() throws -> [String] {
    let waves = try database.finishedWaves()
    guard let wave = waves.first(where: { $0.label == label }) else { return [] }
    let domains = MXStatus.allCases.compactMap { status in
      wave.domains[status].map { "\(status.rawValue) \(ProgressLine.grouped($0))" }
    }
    let hosts = Outcome.allCases.compactMap { outcome in
      wave.hosts[outcome].map { "\(outcome.rawValue) \(ProgressLine.grouped($0))" }
    }
    let withoutAddress = wave.hostsWithoutAddress.values.reduce(0, +)
    return [
      "wave \(label) is finished",
      "domains: \(domains.joined(separator: ", "))",
      "MX hosts: \((hosts + (withoutAddress > 0 ? ["dns-failed \(withoutAddress)"] : [])).joined(separator: ", "))",
    ] + Report.headline(for: [wave])
  }
}

/// Gives an unfinished wave up.
struct Abandonment {
  let database: String
  let label: String

  func run() async throws {
    let lock = try DatabaseLock(database: database, holder: "abandoning \(label)")
    let store = try SurveyDatabase(writing: database)
    let isDone = try await store.abandon(label: label)
    try store.close()
    withExtendedLifetime(lock) {}
    guard isDone else { throw Refusal(.configuration, "\(database) has no unfinished wave \(label)") }
    Terminal.say("wave \(label) is abandoned; its label is taken for good")
  }
}
