import SurveyCore
import Testing

@testable import SurveyScan
@testable import mxcensus

@Suite struct ConnectionCountsTests {
  /// What a visit came to at which so many connections were made, and one more was not.
  private func result(_ number: Int64, connections: Int) -> ProbeResult {
    let endings =
      [ProbeEnding](repeating: ProbeEnding(stage: .established, reason: .ok), count: connections)
      + [ProbeEnding(stage: .policy, reason: .policy(.addressLimit))]
    let observations = endings.map { ending in
      Observation(
        target: ProbeTarget(address: .v4(1), port: 25, serverName: DomainName(uncheckedCanonical: "mx.example")),
        look: .modern, observedAt: Instant(epoch: 1), ending: ending, timings: Observation.Timings(total: 1))
    }
    return ProbeResult(addressID: number, hostID: 0, observations: observations, tries: nil, next: nil)
  }

  @Test func looksAndCanariesAreConnections() async {
    let counts = ConnectionCounts(maximum: 8)
    await counts.begin(3)
    #expect(await counts.count(of: 3) == 0)
    await counts.note(result(3, connections: 2))
    await counts.note(result(3, connections: 1))
    await counts.add(to: 3)
    #expect(await counts.count(of: 3) == 4)
  }

  /// What was forgotten has had its connections: better than too many.
  @Test func theLatestRequestsAreRemembered() async {
    let counts = ConnectionCounts(maximum: 8, capacity: 10)
    for number in Int64(0)..<35 {
      await counts.begin(number)
      await counts.add(to: 0)
    }
    #expect(await counts.count(of: 0) == 35)
    #expect(await counts.count(of: 34) == 0)
    #expect(await counts.count(of: 5) == 8)
  }
}
