import SurveyCore
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

/// Each kind of certificate of the laboratory, judged on its nominal date for its MX name.
@Suite struct ChainJudgeTests {
  struct Expectation: Sendable {
    let kind: CertificateKind
    let certificateClass: CertificateClass
    let chain: ChainStatus
    var name = NameMatch.mxSAN
    var time = TimeStatus.ok
    /// `word@depth`, as in the database.
    var errors = ""
  }

  static let expectations: [Expectation] = [
    Expectation(kind: .caSigned, certificateClass: .caVerified, chain: .trusted),
    Expectation(kind: .wildcard, certificateClass: .caVerified, chain: .trusted),
    Expectation(kind: .wrongName, certificateClass: .caWrongName, chain: .trusted, name: .none),
    Expectation(kind: .commonNameOnly, certificateClass: .caWrongName, chain: .trusted, name: .mxCommonNameOnly),
    Expectation(
      kind: .expired, certificateClass: .caExpired, chain: .trusted, time: .expired, errors: "expired@0"),
    Expectation(
      kind: .notYetValid, certificateClass: .caExpired, chain: .trusted, time: .notYetValid, errors: "not-yet-valid@0"),
    Expectation(
      kind: .selfSigned, certificateClass: .selfSigned, chain: .selfSigned, errors: "self-signed-leaf@0"),
    Expectation(
      kind: .privateCA, certificateClass: .privateCA, chain: .privateCA, errors: "self-signed-in-chain@1"),
    Expectation(
      kind: .unknownIssuer, certificateClass: .unknownIssuer, chain: .unknownIssuer,
      errors: "no-local-issuer@0 leaf-unverifiable@0"),
    Expectation(
      kind: .incompleteChain, certificateClass: .unknownIssuer, chain: .unknownIssuer,
      errors: "no-local-issuer@0 leaf-unverifiable@0"),
    Expectation(
      kind: .clientPurposeOnly, certificateClass: .otherInvalid, chain: .other, errors: "invalid-purpose@0"),
    Expectation(kind: .sha1Signed, certificateClass: .otherInvalid, chain: .other, errors: "weak-signature@0"),
  ]

  @Test(arguments: expectations) func kindHasItsVerdict(expected: Expectation) throws {
    let authority = try Authority.get()
    let judged = try authority.judge().judge(authority.chain(expected.kind), at: Authority.now)
    let verdict = judged.verdict(for: Authority.host)
    #expect(verdict.certificateClass == expected.certificateClass)
    #expect(verdict.chain == expected.chain)
    #expect(verdict.name == expected.name)
    #expect(verdict.time == expected.time)
    #expect(judged.finding.errorText == expected.errors)
  }

  @Test func everyKindIsExpected() {
    #expect(Set(Self.expectations.map(\.kind)) == Set(CertificateKind.allCases))
  }

  @Test(arguments: CertificateKind.allCases) func opensslVerifyAgrees(kind: CertificateKind) async throws {
    let authority = try Authority.get()
    let chain = try authority.chain(kind)
    let ours = try authority.judge().judge(chain, at: Authority.now).finding.errors
    let theirs = try await OpenSSLVerify(chain, trusting: authority.rootPEM, at: Authority.now, Scratch())
    #expect(theirs.isOK == ours.isEmpty)
    #expect(theirs.errors.first == ours.first)
    #expect(Set(theirs.errors).isSubset(of: ours))
  }

  @Test(arguments: CertificateKind.allCases) func opensslVerifyAgreesOnWhatThePoolCompletes(
    kind: CertificateKind
  ) async throws {
    let authority = try Authority.get()
    let chain = try authority.chain(kind)
    let pool = [try authority.intermediate]
    let finding = try authority.judge(intermediates: pool).judge(chain, at: Authority.now).finding
    #expect(finding.isCompletable == (kind == .incompleteChain))
    let theirs = try await OpenSSLVerify(
      chain, trusting: authority.rootPEM, intermediates: pool, at: Authority.now, Scratch())
    #expect(theirs.isOK == (finding.errors.isEmpty || finding.isCompletable))
  }

  @Test func oneJudgeServesManyTasks() async throws {
    let authority = try Authority.get()
    let judge = try authority.judge(intermediates: [authority.intermediate])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for round in 0..<200 {
        group.addTask { @concurrent in
          let expected = Self.expectations[round % Self.expectations.count]
          let verdict = try judge.judge(authority.chain(expected.kind), at: Authority.now).verdict(for: Authority.host)
          let completed = expected.kind == .incompleteChain ? .incompleteChain : expected.certificateClass
          #expect(verdict.certificateClass == completed)
        }
      }
      try await group.waitForAll()
    }
  }
}
