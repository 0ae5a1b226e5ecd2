import SurveyCore
import SurveyProbe
import Testing

@testable import MailLab

/// A server that wants another handshake does not keep us.
@Suite struct RenegotiationTests {
  @Test(arguments: Look.certified) func anotherHandshakeIsDeclined(look: Look) async throws {
    let name = "mx.again.example"
    var profile = ServerProfile.scripted(.standard, name: name)
    profile.script.underTLS["EHLO"] = [.sendPostHandshake(.helloRequest), .send("250 {name}\r\n")]
    profile.tls = TLSLimits(minimum: .tls12, maximum: .tls12)
    try await Servers.with([(name, profile)]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target, look: look) }
      #expect(observation.ending.outcome == .tls)
      #expect(observation.chain != nil)
      // The connection ended by itself, and not with the wait for a goodbye.
      let entry = try #require(try servers.entry(name))
      #expect(observation.timings.total < 4_000, "\(entry)")
      #expect(entry.connections == 1)
    }
  }
}
