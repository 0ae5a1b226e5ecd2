import SurveyCore
import SurveyProbe
import Testing

@testable import MailLab

/// The faults as the legacy look meets them where no other look went before it.
@Suite struct LegacyFaultTests {
  private static let timeouts = ProbeTimeouts(
    connect: .seconds(3), greeting: .seconds(3), reply: .seconds(3), handshake: .seconds(3), goodbye: .seconds(2),
    session: .seconds(5))

  @Test func everyFaultEndsAsItsCaseForetells() async throws {
    let faults = FaultCases()
    let cases = Dictionary(uniqueKeysWithValues: faults.cases.map { ($0.host, $0) })
    try await Servers.with(faults.servers.map { ($0.name, $0.profile) }) { servers in
      let targets = try servers.names.filter { cases[$0] != nil }.map { try servers.target($0) }
      try await Prober.with(Self.timeouts) { prober in
        // A few at a time: the deadlines are not about the machine.
        for start in stride(from: 0, to: targets.count, by: 16) {
          let some = Array(targets[start..<min(start + 16, targets.count)])
          for observation in await prober.probe(some, look: .legacy) {
            try expect(observation, of: try #require(cases[observation.target.serverName.text]))
          }
        }
      }
      for (host, fault) in cases {
        guard let entry = try servers.entry(host) else { continue }
        #expect(entry.earlyBytes == 0, "\(host)")
        #expect(Set(entry.verbs.keys).isSubset(of: ["EHLO", "HELO", "STARTTLS", "QUIT"]), "\(host)")
        if expectation(of: fault).endsInQUIT, fault.hearsQUIT { #expect(entry.verbs["QUIT"] == 1, "\(host)") }
      }
    }
  }

  /// What the legacy look records of a fault; where it is not asked for, both looks fare alike.
  private func expectation(of fault: FaultCase) -> LookExpectation {
    fault.looks.first { $0.look == "legacy" } ?? fault.looks[0]
  }

  private func expect(_ observation: Observation, of fault: FaultCase) throws {
    let expected = expectation(of: fault)
    let words = "row \(fault.row), \(fault.domain): \(fault.played)"
    #expect(observation.ending.outcome.rawValue == expected.outcome, "\(words)")
    #expect(observation.ending.reason.word == expected.reason, "\(words)")
    #expect((observation.chain != nil) == expected.keepsChain, "\(words)")
    #expect(observation.timings.total < 5_000 + 2_000, "\(words)")
  }
}
