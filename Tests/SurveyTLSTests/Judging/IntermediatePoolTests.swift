import SurveyCore
import SurveyTLS
import Testing

@testable import MailLab

/// Completing chains with what was seen elsewhere.
@Suite struct IntermediatePoolTests {
  @Test func completesTheIncompleteChain() throws {
    let authority = try Authority.get()
    let judged = try authority.judge(intermediates: [authority.intermediate])
      .judge(authority.chain(.incompleteChain), at: Authority.now)
    let verdict = judged.verdict(for: Authority.host)
    #expect(verdict.certificateClass == .incompleteChain)
    #expect(verdict.chain == .incomplete)
    // What the server's own chain lacks stays on record.
    #expect(judged.finding.errorText == "no-local-issuer@0 leaf-unverifiable@0")
  }

  @Test func completesOverSeveralSteps() throws {
    let root = try Forged.authority("root")
    let upper = try Forged.authority("upper", by: root)
    let lower = try Forged.authority("lower", by: upper)
    let leaf = try Forged("mx.mail.example", by: lower, Forged.leaf)
    #expect(try certificateClass([leaf], trusting: root, [upper, lower]) == .incompleteChain)
    #expect(try certificateClass([leaf, lower], trusting: root, [upper]) == .incompleteChain)
    #expect(try certificateClass([leaf], trusting: root, [lower]) == .unknownIssuer)
    #expect(try certificateClass([leaf], trusting: root, [upper]) == .unknownIssuer)
  }

  /// A server that sends the intermediate under an old root, where others send the one under the new root.
  @Test func completesPastAnotherIntermediateOfTheSameName() throws {
    let root = try Forged.authority("root")
    let forgotten = try Forged.authority("forgotten")
    let middle = try Forged.authority("middle", by: root)
    let dead = try Forged.authority("middle", by: forgotten)
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf)
    #expect(try certificateClass([leaf, dead], trusting: root, []) == .unknownIssuer)
    #expect(try certificateClass([leaf, dead], trusting: root, [middle]) == .incompleteChain)
    #expect(try certificateClass([leaf, dead], trusting: root, [middle, dead]) == .incompleteChain)
  }

  /// A server that sends an intermediate of the right name and another key.
  @Test func completesPastAnotherKeyOfTheSameName() throws {
    let root = try Forged.authority("root")
    let middle = try Forged.authority("middle", by: root)
    let other = try Forged("middle", key: .p256("other"), by: root, Forged.authority)
    let keyIdentifier = (nid: Forged.Extension.authorityKeyIdentifier, value: "keyid:always")
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf + [keyIdentifier])
    #expect(try certificateClass([leaf, other], trusting: root, [middle]) == .incompleteChain)
  }

  @Test func completionThatIsOutOfDateCompletes() throws {
    let root = try Forged.authority("root")
    let middle = try Forged.authority("middle", days: -900...(-1), by: root)
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf)
    #expect(try certificateClass([leaf], trusting: root, [middle]) == .incompleteChain)
  }

  @Test func completionThatIsInvalidDoesNotComplete() throws {
    let root = try Forged.authority("root")
    let middle = try Forged("middle", by: root, [(Forged.Extension.basicConstraints, "critical,CA:FALSE")])
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf)
    #expect(try certificateClass([leaf], trusting: root, [middle]) == .unknownIssuer)
  }

  @Test func intermediatesAreNoAnchors() throws {
    let authority = try Authority.get()
    let judge = try ChainJudge(trusting: [Forged.authority("other")], intermediates: [authority.intermediate])
    let judged = try judge.judge(authority.chain(.incompleteChain), at: Authority.now)
    #expect(judged.verdict(for: Authority.host).certificateClass == .unknownIssuer)
  }

  @Test func selfSignedCertificatesAreIgnored() throws {
    let authority = try Authority.get()
    let unknownRoot = try #require(authority.chain(.privateCA).last)
    let selfSigned = try authority.chain(.selfSigned)[0]
    let pool = IntermediatePool([try authority.intermediate])
    let mixed = IntermediatePool([unknownRoot, try authority.intermediate, selfSigned, try authority.root])
    #expect(mixed.count == 1)
    #expect(mixed.sha256 == pool.sha256)
    let verdict = try authority.judge(intermediates: [unknownRoot])
      .judge(authority.chain(.unknownIssuer), at: Authority.now).verdict(for: Authority.host)
    #expect(verdict.certificateClass == .unknownIssuer)
  }

  @Test func whatIsNoCertificateIsIgnored() throws {
    let intermediate = try Authority.get().intermediate
    let pool = IntermediatePool([[], [0x30, 0x03], intermediate + [0], intermediate, intermediate])
    #expect(pool.count == 1)
    #expect(pool.sha256 == SHA256.digest(SHA256.digest(intermediate).octets))
    #expect(IntermediatePool([]).sha256 == SHA256.digest([]))
  }

  /// Cross-signed several ways, only one of which leads to the root: whatever the order, the same comes out.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func orderDoesNotMatter(seed: UInt64) throws {
    let root = try Forged.authority("root")
    let strangers = try (0..<5).map { try Forged.authority("stranger \($0)") }
    let crossed = try strangers.map { try Forged.authority("middle", by: $0) } + [Forged.authority("middle", by: root)]
    let leaf = try Forged("mx.mail.example", by: crossed[0], Forged.leaf)
    var generator = SplitMix64(seed: seed)
    let pools = (0..<6).map { _ in crossed.map(\.der).shuffled(using: &generator) }
    #expect(Set(pools.map { IntermediatePool($0).sha256 }).count == 1)
    let judgements = try pools.map { pool in
      try ChainJudge(trusting: [root], intermediates: pool).judge([leaf.der], at: Authority.now)
    }
    #expect(Set(judgements).count == 1)
  }

  /// Whichever of several cross-signed intermediates has the lowest digest, the one that leads to the root is used.
  @Test(arguments: 1...6) func findsTheOneWayAmongMany(strangers: Int) throws {
    let root = try Forged.authority("root")
    let ways = try (0..<strangers).map { try Forged.authority("middle", by: Forged.authority("stranger \($0)")) }
    let way = try Forged.authority("middle", by: root)
    let leaf = try Forged("mx.mail.example", by: way, Forged.leaf)
    #expect(try certificateClass([leaf], trusting: root, ways + [way]) == .incompleteChain)
  }

  private func certificateClass(
    _ chain: [Forged], trusting root: Forged, _ pool: [Forged]
  ) throws -> CertificateClass {
    try ChainJudge(trusting: [root], intermediates: pool.map(\.der)).judge(chain.map(\.der), at: Authority.now)
      .verdict(for: Authority.host).certificateClass
  }
}
