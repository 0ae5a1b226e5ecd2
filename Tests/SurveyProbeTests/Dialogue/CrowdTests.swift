import MailLab
import SurveyCore
import SurveyProbe
import Testing

/// Many probes at once.
@Suite struct CrowdTests {
  @Test(arguments: Look.certified) func fiveHundredProbesOfFiftyServersAllSucceed(look: Look) async throws {
    let names = (0..<50).map { "mx\($0).crowd.example" }
    let profiles = names.map { ($0, ServerProfile.scripted(.standard, name: $0)) }
    try await Servers.with(profiles) { servers in
      let targets = try (0..<500).map { try servers.target(names[$0 % names.count]) }
      let observations = await Prober.with { await $0.probe(targets, look: look) }
      #expect(observations.count == 500)
      #expect(observations.allSatisfy { $0.ending.outcome == .tls && $0.ending.reason == .ok })
      let leaves = Dictionary(grouping: observations) { $0.target.serverName }
      for (name, seen) in leaves {
        #expect(seen.count == 10)
        #expect(Set(seen.map { $0.chain?.sha256 }).count == 1, "\(name)")
      }
      #expect(Set(observations.compactMap { $0.chain?.leaf.sha256 }).count == 50)
      for name in names {
        let entry = try #require(try servers.entry(name))
        #expect(entry.verbs == ["EHLO": 20, "STARTTLS": 10, "QUIT": 10])
        #expect(entry.connections == 10)
        #expect(entry.handshakes == 10)
        #expect(entry.earlyBytes == 0)
        #expect(entry.failure == nil)
      }
    }
  }

  /// Tarpits beside well-behaved servers cost only themselves.
  @Test func silentServersDoNotHoldUpOthers() async throws {
    let profiles = [("mx.good.example", Script.standard), ("mx.silent.example", Script.named(.silent))]
      .map { ($0.0, ServerProfile.scripted($0.1, name: $0.0)) }
    try await Servers.with(profiles) { servers in
      var timeouts = Prober.patient
      timeouts.greeting = .seconds(1)
      let (good, silent) = (try servers.target("mx.good.example"), try servers.target("mx.silent.example"))
      let targets = (0..<100).map { $0.isMultiple(of: 2) ? good : silent }
      let observations = await Prober.with(timeouts) { await $0.probe(targets, look: .modern) }
      let answered = observations.filter { $0.target == good }
      let unanswered = observations.filter { $0.target == silent }
      #expect(answered.allSatisfy { $0.ending.outcome == .tls })
      #expect(unanswered.allSatisfy { $0.ending.reason == .noBanner && $0.timings.total < 3_000 })
    }
  }
}
