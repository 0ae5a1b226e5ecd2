import Foundation
import SurveyCore
import SurveyProbe
import Testing

@testable import MailLab

/// Deadlines are absolute: a peer that keeps talking does not move them.
@Suite struct DeadlineTests {
  static let drip: [Action] = (0..<1_000).flatMap { _ in [.send("2"), .pause(milliseconds: 20)] }
  static let replyDrip: [Action] = (0..<1_000).flatMap { _ in [.send("250-x\r\n"), .pause(milliseconds: 40)] }
  static let tlsDrip: [Action] = RawTLS.records(RawTLS.serverHello())
    .flatMap { [.send(Octets([$0])), .pause(milliseconds: 40)] }

  struct Case: Sendable {
    let script: Script
    let timeouts: ProbeTimeouts
    let reason: String
    /// The phase that is cut off, in milliseconds.
    let limit: Int
  }

  private static func limits(_ change: (inout ProbeTimeouts) -> Void) -> ProbeTimeouts {
    var timeouts = Prober.patient
    change(&timeouts)
    return timeouts
  }

  static let cases = [
    Case(
      script: Script(greeting: drip), timeouts: limits { $0.greeting = .milliseconds(300) }, reason: "smtp.slow",
      limit: 300),
    Case(
      script: {
        var script = Script.standard
        script.replies["EHLO"] = replyDrip
        return script
      }(), timeouts: limits { $0.reply = .milliseconds(300) }, reason: "smtp.slow", limit: 300),
    Case(
      script: .afterClientHello(tlsDrip), timeouts: limits { $0.handshake = .milliseconds(300) }, reason: "tls.timeout",
      limit: 300),
    Case(
      script: Script(greeting: drip), timeouts: limits { $0.session = .milliseconds(350) }, reason: "smtp.slow",
      limit: 350),
    Case(
      script: Script.standard.greeting(.mute), timeouts: limits { $0.session = .milliseconds(350) },
      reason: "smtp.no_banner", limit: 350),
  ]

  @Test(arguments: cases) func drippingDoesNotExtendIt(example: Case) async throws {
    let name = "mx.drip.example"
    try await Servers.with([(name, .scripted(example.script, name: name))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with(example.timeouts) { await $0.probe(target, look: .modern) }
      #expect(observation.ending.reason.word == example.reason)
      // The upper bound leaves room for a busy machine; the drip itself would go on for seconds.
      #expect(observation.timings.total >= example.limit)
      #expect(observation.timings.total < example.limit + 1_500)
    }
  }

  @Test func aSlowServerWithinItsLimitsIsNotCutOff() async throws {
    let name = "mx.slow.example"
    let pause = Action.pause(milliseconds: 60)
    let script = Script.standard.greeting(.send("220"), pause, .send(" a"), pause, .send("\r\n"))
      .on("EHLO", pause, .send("250-a\r\n"), pause, .send("250 STARTTLS\r\n"))
    try await Servers.with([(name, .scripted(script, name: name))]) { servers in
      let target = try servers.target(name)
      let observation = await Prober.with { await $0.probe(target, look: .modern) }
      #expect(observation.ending.outcome == .tls)
      #expect(observation.timings.total >= 240)
    }
  }

  /// A listener whose queue is full drops SYNs, as a packet filter does.
  @Test func unansweredSYNIsATimeout() async throws {
    let blackhole = try FullListener(at: IPv4Address(number: 0x7F00_0001), port: 0)
    let target = ProbeTarget(
      address: .v4(0x7F00_0001), port: UInt16(blackhole.port),
      serverName: DomainName(uncheckedCanonical: "mx.full.example"))
    let observation = await Prober.with(Prober.short) { await $0.probe(target, look: .modern) }
    #expect(observation.ending.outcome == .unreachable)
    #expect(observation.ending.stage == .connect)
    #expect(observation.ending.reason.word == "tcp.timeout")
    #expect((500..<2_000).contains(observation.timings.total))
    #expect(observation.timings.connect == nil)
  }
}
