import Foundation
import MailLab
import SurveyCore
import SurveyProbe
import Testing

/// What is left of a connection when its probe is over.
@Suite(.serialized) struct LingeringTests {
  /// Connections of this process towards a port, from the kernel's table.
  private static func connections(to port: Int) throws -> Int {
    let suffix = ":" + String(format: "%04X", port)
    return try String(contentsOfFile: "/proc/self/net/tcp", encoding: .utf8).split(separator: "\n").dropFirst()
      .count { line in
        let fields = line.split(separator: " ")
        // 01: ESTABLISHED; the client's end has the server's port as the remote one.
        return fields[2].hasSuffix(suffix) && fields[3] == "01"
      }
  }

  /// The server never sends its close_notify and never closes: the connection ends with the answer to QUIT all the same.
  @Test(arguments: Look.certified) func thousandProbesLeaveNoConnection(look: Look) async throws {
    let names = (0..<20).map { "mx\($0).lingering.example" }
    var script = Script.standard
    script.underTLS["QUIT"] = [.send("221 bye\r\n"), .mute]
    try await Servers.with(names.map { ($0, .scripted(script, name: $0)) }) { servers in
      let targets = try (0..<1_000).map { try servers.target(names[$0 % names.count]) }
      try await Prober.with { prober in
        let observations = await prober.probe(targets, look: look)
        #expect(observations.count { $0.ending.reason == .ok } == 1_000)
        // Below the five seconds for which NIOSSL waits by itself.
        let deadline = ContinuousClock.now + .seconds(3)
        while try Self.connections(to: servers.port) > 0, ContinuousClock.now < deadline {
          try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try Self.connections(to: servers.port) == 0)
      }
    }
  }
}
