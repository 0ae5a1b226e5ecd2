import SurveyCore
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

/// Chains that no authority would sign: what stands in them decides the class, and `openssl verify` agrees.
@Suite struct ForgedChainTests {
  @Test func selfSignedLeafInTheTrustStoreIsTrusted() async throws {
    let leaf = try Forged("mx.mail.example", Forged.leaf)
    try await expect([leaf], trusting: [leaf], .caVerified)
    try await expect([leaf], trusting: [Forged.authority("other")], .selfSigned, "self-signed-leaf@0")
  }

  @Test func leafInTheTrustStoreThatIsNoRootIsNoAnchor() async throws {
    let root = try Forged.authority("root")
    let leaf = try Forged("mx.mail.example", by: root, Forged.leaf)
    try await expect([leaf], trusting: [leaf], .unknownIssuer)
  }

  @Test func foreignSignatureUnderTheOwnNameIsNotSelfSigned() async throws {
    let twin = try Forged("twin", key: .p256("another key"), Forged.authority)
    let leaf = try Forged("twin", by: twin, Forged.leaf)
    #expect(try #require(CertificateFields(der: leaf.der)).isSelfSigned == false)
    try await expect([leaf], trusting: [Forged.authority("root")], .unknownIssuer)
  }

  @Test func foreignSignatureUnderTheOwnNameIsTrustedWhereItsSignerIs() async throws {
    let twin = try Forged("twin", key: .p256("another key"), Forged.authority)
    let keyIdentifier = (nid: Forged.Extension.authorityKeyIdentifier, value: "keyid:always")
    let leaf = try Forged("twin", by: twin, Forged.leaf + [keyIdentifier])
    try await expect([leaf], trusting: [twin], .caVerified)
  }

  @Test func rootInTheChainChangesNothingWhereItIsTrusted() async throws {
    let root = try Forged.authority("root")
    let middle = try Forged.authority("middle", by: root)
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf)
    try await expect([leaf, middle, root], trusting: [root], .caVerified)
    try await expect([leaf, root, middle, leaf], trusting: [root], .caVerified)
    let other = try Forged.authority("other")
    try await expect([leaf, middle, root], trusting: [other], .privateCA, "self-signed-in-chain@2")
    try await expect([leaf, middle], trusting: [other], .unknownIssuer)
  }

  @Test func expiredIntermediateIsATimeError() async throws {
    let root = try Forged.authority("root")
    let middle = try Forged.authority("middle", days: -900...(-1), by: root)
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf)
    try await expect([leaf, middle], trusting: [root], .caExpired, "expired@1")
  }

  @Test func expiredSelfSignedLeafKeepsBothErrors() async throws {
    let leaf = try Forged("mx.mail.example", days: -100...(-1), Forged.leaf)
    try await expect([leaf], trusting: [Forged.authority("root")], .selfSigned, "expired@0 self-signed-leaf@0")
  }

  @Test func issuerWithoutTheRightToSignIsInvalid() async throws {
    let root = try Forged.authority("root")
    let middle = try Forged("middle", by: root, [(Forged.Extension.basicConstraints, "critical,CA:FALSE")])
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf)
    try await expect([leaf, middle], trusting: [root], .otherInvalid)
  }

  @Test func pathLengthCounts() async throws {
    let root = try Forged.authority("root")
    let first = try Forged("first", by: root, [(Forged.Extension.basicConstraints, "critical,CA:TRUE,pathlen:0")])
    let second = try Forged.authority("second", by: first)
    let leaf = try Forged("mx.mail.example", by: second, Forged.leaf)
    try await expect([leaf, second, first], trusting: [root], .otherInvalid, "path-length@2")
  }

  @Test func unknownCriticalExtensionIsInvalid() async throws {
    let root = try Forged.authority("root")
    let strange = (nid: Forged.Extension.netscapeComment, value: "critical,hello")
    let leaf = try Forged("mx.mail.example", by: root, Forged.leaf + [strange])
    try await expect([leaf], trusting: [root], .otherInvalid, "unhandled-critical-extension@0")
  }

  @Test func keyBelowLevelOneIsWeakAndOneOf1024BitsPasses() async throws {
    let root = try Forged.authority("root")
    let weak = try Forged("mx.mail.example", key: .rsa(768), by: root, Forged.leaf)
    try await expect([weak], trusting: [root], .otherInvalid, "weak-key-leaf@0")
    let short = try Forged("mx.mail.example", key: .rsa(1_024), by: root, Forged.leaf)
    try await expect([short], trusting: [root], .caVerified)
  }

  @Test func weaknessDoesNotHideAMissingAnchor() async throws {
    let weak = try Forged("mx.mail.example", key: .rsa(768), Forged.leaf)
    try await expect(
      [weak], trusting: [Forged.authority("root")], .selfSigned, "self-signed-leaf@0 weak-key-leaf@0")
  }

  @Test func sha1BelowTheRootIsWeakAndInTheRootIsNot() async throws {
    let root = try Forged("root", days: -1_000...1_000, Forged.authority, signsWithSHA1: true)
    let middle = try Forged("middle", by: root, Forged.authority, signsWithSHA1: true)
    let underWeak = try Forged("mx.mail.example", by: middle, Forged.leaf)
    try await expect([underWeak, middle], trusting: [root], .otherInvalid, "weak-signature@1")
    let underRoot = try Forged("mx.mail.example", by: root, Forged.leaf)
    try await expect([underRoot], trusting: [root], .caVerified)
  }

  @Test func badSignatureIsInvalid() async throws {
    let root = try Forged.authority("root")
    let leaf = try Forged("mx.mail.example", by: root, Forged.leaf)
    var broken = leaf.der
    broken[broken.count - 1] ^= 1
    try await expect([broken], trusting: [root], .otherInvalid, "bad-signature@0")
  }

  @Test(arguments: [8, 9, 10, 11, 12, 40]) func chainsLongerThanTenAreTooLong(intermediates: Int) async throws {
    let root = try Forged.authority("root")
    var chain: [Forged] = []
    for place in 0..<intermediates {
      chain.insert(try Forged.authority("middle \(place)", by: chain.first ?? root), at: 0)
    }
    let leaf = try Forged("mx.mail.example", by: chain[0], Forged.leaf)
    let judged = try await agreed([leaf.der] + chain.map(\.der), trusting: [root])
    let isShort = intermediates <= 10
    #expect((judged.verdict(for: Authority.host).certificateClass == .caVerified) == isShort)
    #expect(judged.finding.errors.contains { $0.code == 22 } == !isShort)
  }

  @Test func unparsableCompanionIsLeftOut() async throws {
    let root = try Forged.authority("root")
    let middle = try Forged.authority("middle", by: root)
    let leaf = try Forged("mx.mail.example", by: middle, Forged.leaf)
    let judged = try ChainJudge(trusting: [root]).judge([leaf.der, [1, 2, 3], [], middle.der], at: Authority.now)
    #expect(judged.verdict(for: Authority.host).certificateClass == .caVerified)
  }

  private func expect(
    _ chain: [Forged], trusting anchors: [Forged], _ certificateClass: CertificateClass, _ errors: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await expect(
      chain.map(\.der), trusting: anchors, certificateClass, errors, sourceLocation: sourceLocation)
  }

  private func expect(
    _ chain: [[UInt8]], trusting anchors: [Forged], _ certificateClass: CertificateClass, _ errors: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let judged = try await agreed(chain, trusting: anchors, sourceLocation: sourceLocation)
    #expect(judged.verdict(for: Authority.host).certificateClass == certificateClass, sourceLocation: sourceLocation)
    if let errors { #expect(judged.finding.errorText == errors, sourceLocation: sourceLocation) }
  }

  /// The judgement, after `openssl verify` agreed with it.
  private func agreed(
    _ chain: [[UInt8]], trusting anchors: [Forged], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> JudgedChain {
    let judged = try ChainJudge(trusting: anchors).judge(chain, at: Authority.now)
    let theirs = try await OpenSSLVerify(
      chain, trusting: pem(anchors.map(\.der)), at: Authority.now, Scratch())
    #expect(theirs.isOK == judged.finding.errors.isEmpty, sourceLocation: sourceLocation)
    #expect(Set(theirs.errors).isSubset(of: judged.finding.errors), sourceLocation: sourceLocation)
    return judged
  }
}
