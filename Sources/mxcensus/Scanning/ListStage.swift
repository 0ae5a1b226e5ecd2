import SurveyCore
import SurveyDNS
import SurveyScan
import SurveyStore

/// The first stage: list lines to domains.
struct ListStage: Sendable {
  let configuration: ScanConfiguration
  let progress: Progress

  /// Reads the lists into the wave.
  func run(into wave: Wave) async throws {
    try await wave.restartLists()
    progress.begin("list lines", total: 0)
    var digest = ListDigest()
    var outcomes: [ListOutcome] = []
    for (number, path) in configuration.lists.enumerated() {
      var weighting = ListWeighting.uniform
      var optedOut = 0
      let tally = try await read(path, digest: &digest) { entries in
        guard let first = entries.first else { return }
        weighting = ListWeighting(first.measure)
        let policy = configuration.policy.current
        let kept = entries.filter { !policy.isOptedOut($0.name) }
        optedOut += entries.count - kept.count
        try await wave.add(kept.map(ListedDomain.init), listNumber: number, weighting: weighting)
        progress.count("domains", by: kept.count)
      }
      report(tally, optedOut: optedOut, of: path)
      outcomes.append(
        ListOutcome(
          name: ListStage.name(of: path), weighting: weighting, lines: tally.lines,
          entries: tally.entries - optedOut, rejected: ListStage.rejected(tally, optedOut: optedOut)))
    }
    guard outcomes.contains(where: { $0.entries > 0 }) else {
      throw Refusal(.input, "no line of \(configuration.lists.joined(separator: ", ")) names a domain")
    }
    try await wave.finishLists(outcomes, sha256: digest.finish(), sample: configuration.sample.size)
  }

  /// Checks that the lists, where any are named, are those that the wave was begun with.
  func compare(with wave: Wave) async throws {
    guard !configuration.lists.isEmpty, let before = try await wave.listDigest() else { return }
    progress.begin("list lines", total: 0)
    var digest = ListDigest()
    for path in configuration.lists { _ = try await read(path, digest: &digest) { _ in } }
    let now = digest.finish()
    guard now == before else {
      throw Wave.Conflict.lists(before: before.description, now: now.description)
    }
  }

  private func read(
    _ path: String, digest: inout ListDigest, sink: ([ListEntry]) async throws -> Void
  ) async throws -> ListTally {
    let reader = ListReader(
      format: configuration.listFormat, reduces: configuration.reducesNames, toASCII: { try IDNA.toASCII($0) })
    return try await reader.read(path, digest: &digest, sink: sink).tally
  }

  /// Rejected lines by reason; those of domains whose owners want to be left out among them.
  private static func rejected(_ tally: ListTally, optedOut: Int) -> [String: Int] {
    optedOut == 0 ? tally.rejected : tally.rejected.merging(["opted-out": optedOut]) { $0 + $1 }
  }

  private func report(_ tally: ListTally, optedOut: Int, of path: String) {
    guard !configuration.isQuiet else { return }
    if optedOut > 0 { Terminal.say("\(path): \(optedOut) lines are of domains that opted out") }
    guard tally.rejectedCount > 0 else { return }
    let reasons = tally.rejected.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    Terminal.say("\(path): \(tally.rejectedCount) lines are no domain: \(reasons.joined(separator: ", "))")
    for line in tally.samples.prefix(configuration.isVerbose ? .max : 5) {
      Terminal.say("  line \(line.line): \(line.word): \(line.text)")
    }
  }

  /// The file's name without its folders: what a report calls the list.
  private static func name(of path: String) -> String {
    path == "-" ? "standard input" : FileContents.name(of: path)
  }
}
