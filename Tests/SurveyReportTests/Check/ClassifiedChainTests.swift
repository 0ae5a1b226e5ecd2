import SurveyCore
import SurveyReport
import Testing

@Suite struct ClassifiedChainTests {
  private func classified(_ errors: [VerificationError], name: String?) throws -> ClassifiedChain {
    let leaf = Checked.leaf(isSelfSigned: errors.contains { $0.code == 18 })
    let judged = JudgedChain(
      finding: ChainFinding(errors: errors, leafIsSelfSigned: leaf.isSelfSigned), from: Instant(epoch: .min),
      until: Instant(epoch: .max), dnsNames: leaf.dnsNames, commonNames: leaf.commonNames)
    let digest = try #require(Checked.digest)
    return ClassifiedChain(
      judged: judged, name: try name.map { try DomainName($0) }, instant: Checked.now, leaf: leaf, leafSHA256: digest,
      count: 1, trustStoreSHA256: digest)
  }

  @Test func theClassIsOpenOnlyWhereANameWouldDecide() throws {
    #expect(try classified([], name: nil).certificateClass == nil)
    #expect(try classified([], name: "mx1.example.org").certificateClass == .caVerified)
    #expect(try classified([], name: "mx2.example.org").certificateClass == .caWrongName)
    for (code, certificateClass) in [(Int32(10), CertificateClass.caExpired), (18, .selfSigned), (20, .unknownIssuer)] {
      let errors = [VerificationError(code: code, depth: 0)]
      #expect(try classified(errors, name: nil).certificateClass == certificateClass)
      #expect(try classified(errors, name: "mx2.example.org").certificateClass == certificateClass)
    }
  }

  @Test func aSpanWithoutEndsIsNull() throws {
    let line = try classified([], name: nil).json.line
    #expect(line.hasPrefix(#"{"class":null,"chain":"trusted","name":null,"time":"ok","errors":[],"weak_key":false,"#))
    #expect(line.contains(#""holds_from":null,"holds_until":null"#))
  }
}
