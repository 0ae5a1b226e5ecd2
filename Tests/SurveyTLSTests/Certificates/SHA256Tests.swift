import MailLab
import SurveyCore
import SurveyTLS
import TestSupport
import Testing

@Suite struct SHA256Tests {
  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 1_000, 100_000]) func agreesWithSHA256Sum(count: Int) async throws {
    var generator = SplitMix64(seed: UInt64(count))
    let octets = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let scratch = try Scratch()
    let sum = try await scratch.output(of: "/usr/bin/sha256sum", [scratch.write(octets, as: "octets")])
    #expect(sum.hasPrefix("\(SHA256.digest(octets)) "))
    let stream = SHA256()
    for start in stride(from: 0, to: count, by: 777) { stream.update(Array(octets[start..<min(count, start + 777)])) }
    #expect(stream.finish() == SHA256.digest(octets))
  }

  @Test func chainDigestIsThatOfItsDigests() throws {
    let chain = try Authority.get().chain(.caSigned)
    let presented = try #require(PresentedChain(der: chain))
    #expect(presented.certificates.map(\.der) == chain)
    #expect(presented.certificates.map(\.sha256) == chain.map { SHA256.digest($0) })
    #expect(presented.sha256 == SHA256.digest(chain.flatMap { SHA256.digest($0).octets }))
    #expect(PresentedChain(der: [[UInt8]]()) == nil)
  }
}
