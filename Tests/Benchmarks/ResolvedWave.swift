import SurveyCore
import SurveyStore
import SurveyTLS

/// A wave whose names are all resolved and of which nothing is probed: every domain is its own MX, at an address of its own.
enum ResolvedWave {
  /// Makes it by the steps of a scan.
  static func make(in database: SurveyDatabase, names: Int) async throws -> Wave {
    let wave = try await database.wave(
      WaveSetup(
        label: "benchmark", asOf: nil, isSynthetic: true, port: 25, seed: 1, settings: [:], version: "benchmarks"),
      startedAt: start)
    try await list(names, into: wave)
    try await wave.noteDNSSEC(isValidated: false)
    for first in stride(from: 0, to: UInt64(names), by: batch) {
      let tasks = try await wave.pendingDomains(at: Array(first..<min(first + UInt64(batch), UInt64(names))))
      try await wave.record(tasks.map { (task: $0, lookup: MXLookup.none(.unknown)) })
    }
    try await wave.enter(.hosts)
    try await resolveHosts(of: wave)
    try await wave.finishResolving()
    return wave
  }

  /// The moment at which it begins, and everything in it is seen.
  static let start = Instant(epoch: 1_790_000_000)

  private static let batch = 1_000

  private static func list(_ names: Int, into wave: Wave) async throws {
    for first in stride(from: 0, to: names, by: batch) {
      let domains = (first..<min(first + batch, names)).map {
        ListedDomain(name: DomainName(uncheckedCanonical: "domain\($0).example"), weight: 1)
      }
      try await wave.add(domains, listNumber: 0, weighting: .uniform)
    }
    let outcome = ListOutcome(name: "benchmark", weighting: .uniform, lines: names, entries: names, rejected: [:])
    try await wave.finishLists([outcome], sha256: SHA256.digest([]))
  }

  private static func resolveHosts(of wave: Wave) async throws {
    // 10.0.0.0/8 has room for sixteen million.
    var next: UInt32 = 0x0a00_0001
    var last: Int64 = 0
    while true {
      let tasks = try await wave.pendingHosts(after: last, limit: batch)
      guard let end = tasks.last else { return }
      last = end.hostID
      let found = tasks.map { task in
        defer { next += 1 }
        let lookup = HostLookup(.addresses([.v4(next)], .unknown), .addresses([], .unknown))
        return (task: task, finding: HostFinding(lookup: lookup))
      }
      try await wave.record(found)
    }
  }
}
