import SurveyCore
import SurveyTLS
import Testing

@testable import mxcensus

/// Which looks belong together, and which of them stay.
@Suite struct LookVisitTests {
  private static let request = try? ProbeRequest(
    JSONRecord(line: Array(#"{"address":"192.0.2.1","names":["mx.example"]}"#.utf8)), port: 25)

  private static let completed = ProbeEnding(stage: .established, reason: .ok)
  private static let failed = ProbeEnding(stage: .handshake, reason: .handshake(.alert(40)))
  private static let silent = ProbeEnding(stage: .connect, reason: .tcpTimeout)
  private static let ours = ProbeEnding(stage: .connect, reason: .local(.memory))

  private static func line(
    _ look: Look, _ ending: ProbeEnding, at epoch: Int64, isFinal: Bool = true, leaf: String? = nil, total: Int = 1
  ) -> [UInt8] {
    guard let request else { preconditionFailure("the request above can be read") }
    let observation = Observation(
      target: ProbeTarget(address: request.address, port: request.port, serverName: request.names[0]), look: look,
      observedAt: Instant(epoch: epoch), ending: ending, chain: leaf.flatMap { PresentedChain(der: [Array($0.utf8)]) },
      timings: Observation.Timings(total: total))
    return Array(LookLine(of: observation, isFinal: isFinal).text(for: request).dropLast().utf8)
  }

  private func best(_ lines: [[UInt8]], _ doubts: VantageLine...) throws -> [String]? {
    let visits = try LookVisit.visits(of: lines).filter { !$0.isDoubted(by: doubts) }
    return LookVisit.best(of: visits)?.observations.map { "\($0.look) \($0.observedAt.epoch)" }
  }

  /// What stays does not depend on the order of the lines.
  private func expect(_ expected: [String]?, of lines: [[UInt8]], _ source: SourceLocation = #_sourceLocation) throws {
    for seed in 0..<12 {
      var generator = SplitMix64(seed: UInt64(seed))
      #expect(try best(lines.shuffled(using: &generator)) == expected, sourceLocation: source)
    }
  }

  /// A host that needed the legacy look, and not any more when it was visited again.
  @Test func looksOfDifferentVisitsAreNotMixed() throws {
    let first = [
      Self.line(.modern, Self.failed, at: 100, isFinal: false), Self.line(.legacy, Self.completed, at: 102),
    ]
    let second = [Self.line(.modern, Self.completed, at: 900)]
    try expect(["modern 100", "legacy 102"], of: first + second)
    // The first visit came to nothing on our side, after a look that says something.
    let broken = [Self.line(.modern, Self.failed, at: 100, isFinal: false), Self.line(.legacy, Self.ours, at: 102)]
    try expect(["modern 900"], of: broken + second)
    let third = [Self.line(.modern, Self.failed, at: 950, isFinal: false), Self.line(.legacy, Self.completed, at: 950)]
    try expect(["modern 950", "legacy 950"], of: broken + third)
  }

  /// The final look need not be the last.
  @Test func aLookAfterTheFinalOneMayBeOfTheSameVisit() throws {
    let both = [Self.line(.modern, Self.completed, at: 5), Self.line(.legacy, Self.failed, at: 5, isFinal: false)]
    try expect(["modern 5", "legacy 5"], of: both)
    // But not another final one.
    try expect(["modern 5"], of: [both[0], Self.line(.legacy, Self.completed, at: 9)])
  }

  /// A file that was cut between the lines of a visit.
  @Test func aVisitWithoutItsFinalLookIsNone() throws {
    let modern = Self.line(.modern, Self.failed, at: 100, isFinal: false)
    try expect(nil, of: [modern])
    try expect(nil, of: [])
    try expect(["modern 700"], of: [modern, Self.line(.modern, Self.silent, at: 700)])
  }

  @Test func ofEquallyGoodVisitsTheEarliestStaysAndThenTheSmallestDigest() throws {
    let lines = [Self.line(.modern, Self.silent, at: 8), Self.line(.modern, Self.completed, at: 9)]
    try expect(["modern 8"], of: lines)
    let same = (0..<4).map { Self.line(.modern, Self.completed, at: 7, total: $0) }
    for seed in UInt64(0)..<12 {
      var generator = SplitMix64(seed: seed)
      let visit = try LookVisit.best(of: LookVisit.visits(of: same.shuffled(using: &generator)))
      let digests = same.map { SHA256.digest($0) }
      #expect(visit.map { SHA256.digest($0.entries[0].line) } == digests.min())
    }
  }

  @Test func whatWasSeenWhileNothingCouldBeMeasuredDoesNotCount() throws {
    let leaf = try #require(PresentedChain(der: [Array("proxy".utf8)])).leaf.sha256.description
    func doubt(_ since: Int64, _ until: Int64, _ leaf: String? = nil) throws -> VantageLine {
      let text = leaf.map { ",\"leaf_sha256\":\"\($0)\"" } ?? ""
      let (since, until) = (Instant(epoch: since).iso8601, Instant(epoch: until).iso8601)
      return try VantageLine(
        JSONRecord(
          line: Array("{\"error\":\"self.vantage\",\"since\":\"\(since)\",\"until\":\"\(until)\"\(text)}".utf8)))
    }
    let silent = Self.line(.modern, Self.silent, at: 50)
    #expect(try best([silent], doubt(50, 60)) == nil)
    #expect(try best([silent], doubt(40, 50)) == nil)
    #expect(try best([silent], doubt(51, 60), doubt(40, 49)) == ["modern 50"])
    // Probed again, it counts.
    #expect(try best([silent, Self.line(.modern, Self.silent, at: 70)], doubt(50, 60)) == ["modern 70"])
    // A failure needs all looks, a handshake stands for itself.
    let modern = Self.line(.modern, Self.failed, at: 49, isFinal: true)
    #expect(try best([modern, Self.line(.legacy, Self.silent, at: 50, isFinal: false)], doubt(50, 60)) == nil)
    let tls = Self.line(.modern, Self.completed, at: 50, leaf: "host")
    #expect(try best([tls], doubt(50, 60, leaf)) == ["modern 50"])
    #expect(try best([Self.line(.modern, Self.completed, at: 50, leaf: "proxy")], doubt(50, 60, leaf)) == nil)
    // What says nothing can't be doubted.
    #expect(try best([Self.line(.modern, Self.ours, at: 50)], doubt(50, 60)) == ["modern 50"])
  }
}
