import Foundation
import SurveyCore
import SurveyProbe
import Testing

@testable import MailLab

/// What a fault leaves behind in our own process: nothing.
@Suite struct DescriptorTests {
  /// In a process of its own, as other tests open and close descriptors meanwhile.
  @Test func noFaultLeavesADescriptorOpen() async {
    await #expect(processExitsWith: .success) {
      // What the process opens once and keeps is opened by a first round.
      try await Self.probeAll(rows: 24...26)
      let before = try Self.openDescriptors()
      try await Self.probeAll(rows: 24...80)
      let after = try Self.openDescriptors()
      try #require(after == before, "\(before) descriptors before, \(after) after")
    }
  }

  /// Probes every server of these rows, with both looks, and ends servers and prober.
  private static func probeAll(rows: ClosedRange<Int>) async throws {
    let cases = FaultCases()
    let hosts = Set(cases.cases.filter { rows.contains($0.row) }.map(\.host))
    let profiles = cases.servers.filter { hosts.contains($0.name) }.map { ($0.name, $0.profile) }
    try await Servers.with(profiles) { servers in
      let targets = try servers.names.map { try servers.target($0) }
      let observations = await Prober.with(Prober.short) { prober in
        var observations: [Observation] = []
        for look in Look.certified { observations += await prober.probe(targets, look: look) }
        return observations
      }
      try #require(observations.count == 2 * targets.count)
      // All has been tried: completed handshakes as well as faults.
      let outcomes = Set(observations.map(\.ending.outcome))
      try #require(
        outcomes.isSuperset(of: rows.upperBound == 80 ? [.tls, .unreachable, .handshakeFailed] : [.unreachable]),
        "\(Set(observations.map(\.ending)))")
    }
  }

  private static func openDescriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }
}
