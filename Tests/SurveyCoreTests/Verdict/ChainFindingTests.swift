import SurveyCore
import Testing

extension ChainFinding {
  /// A finding from `code@depth` pairs, as OpenSSL reports them.
  init(
    _ errors: [(Int32, Int32)], selfSigned: Bool = false, parsable: Bool = true, completable: Bool = false
  ) {
    self.init(
      errors: errors.map { VerificationError(code: $0.0, depth: $0.1) }, leafIsSelfSigned: selfSigned,
      leafIsParsable: parsable, isCompletable: completable)
  }
}

@Suite struct ChainFindingTests {
  /// One finding and what it comes to.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let finding: ChainFinding
    let status: ChainStatus
    let time: TimeStatus

    init(_ name: String, _ finding: ChainFinding, _ status: ChainStatus, _ time: TimeStatus = .ok) {
      self.name = name
      self.finding = finding
      self.status = status
      self.time = time
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Row("no error", ChainFinding([]), .trusted),
    Row("self-signed leaf in the trust store", ChainFinding([], selfSigned: true), .trusted),
    Row("leaf expired", ChainFinding([(10, 0)]), .trusted, .expired),
    Row("leaf not yet valid", ChainFinding([(9, 0)]), .trusted, .notYetValid),
    Row("intermediate expired", ChainFinding([(10, 1)]), .trusted, .expired),
    Row("leaf not yet valid, intermediate expired", ChainFinding([(9, 0), (10, 1)]), .trusted, .expired),
    Row("self-signed leaf", ChainFinding([(18, 0)], selfSigned: true), .selfSigned),
    Row(
      "self-signed leaf, expired", ChainFinding([(18, 0), (10, 0)], selfSigned: true), .selfSigned, .expired),
    Row("self-signed leaf, small key", ChainFinding([(18, 0), (66, 0)], selfSigned: true), .selfSigned),
    Row("self-signed leaf, wrong purpose", ChainFinding([(18, 0), (26, 0)], selfSigned: true), .selfSigned),
    Row("self-signed leaf, others behind it", ChainFinding([(19, 1)], selfSigned: true), .selfSigned),
    Row(
      "self-signed leaf, reported as without issuer", ChainFinding([(20, 0), (21, 0)], selfSigned: true),
      .selfSigned),
    Row("self-signed leaf in the trust store, small key", ChainFinding([(66, 0)], selfSigned: true), .other),
    Row("leaf that only names itself as issuer", ChainFinding([(18, 0)]), .unknownIssuer),
    Row(
      "leaf that only names itself as issuer, bad signature", ChainFinding([(18, 0), (7, 0)]), .unknownIssuer),
    Row("private root behind the leaf", ChainFinding([(19, 1)]), .privateCA),
    Row(
      "private root behind an intermediate, expired", ChainFinding([(19, 2), (10, 0)]), .privateCA, .expired),
    Row("private root, weak digest", ChainFinding([(19, 1), (68, 0)]), .privateCA),
    Row("private root is not completed", ChainFinding([(19, 1)], completable: true), .privateCA),
    Row("no issuer", ChainFinding([(20, 0), (21, 0)]), .unknownIssuer),
    Row("no issuer, expired", ChainFinding([(20, 0), (21, 0), (10, 0)]), .unknownIssuer, .expired),
    Row("no issuer of the intermediate", ChainFinding([(2, 1)]), .unknownIssuer),
    Row("leaf that the store does not trust", ChainFinding([(27, 0)]), .unknownIssuer),
    Row("no issuer, completable", ChainFinding([(20, 0), (21, 0)], completable: true), .incomplete),
    Row(
      "no issuer, completable, expired", ChainFinding([(20, 0), (10, 0)], completable: true), .incomplete,
      .expired),
    Row("bad signature", ChainFinding([(7, 0)]), .other),
    Row("bad signature, expired", ChainFinding([(7, 0), (10, 0)]), .other, .expired),
    Row("wrong purpose", ChainFinding([(26, 0)]), .other),
    Row("unknown critical extension", ChainFinding([(34, 0)]), .other),
    Row("name constraint", ChainFinding([(47, 1)]), .other),
    Row("path length", ChainFinding([(25, 1)]), .other),
    Row("weak leaf key", ChainFinding([(66, 0)]), .other),
    Row("weak CA key", ChainFinding([(67, 1)]), .other),
    Row("weak signature", ChainFinding([(68, 1)]), .other),
    Row("issuer that is no CA", ChainFinding([(79, 1)]), .other),
    Row("chain of more than ten", ChainFinding([(22, 11)]), .other),
    Row("error of a later OpenSSL", ChainFinding([(4_711, 0)]), .other),
    Row("unparsable leaf", ChainFinding([], parsable: false), .other),
    Row("unparsable leaf, expired", ChainFinding([(10, 0)], parsable: false), .other, .expired),
    Row("unparsable leaf, no issuer", ChainFinding([(20, 0)], parsable: false, completable: true), .other),
  ])
  func errorsHaveAStatusAndATime(row: Row) {
    #expect(row.finding.status == row.status)
    #expect(row.finding.time == row.time)
  }

  @Test func errorsAreKeptOnceNearestTheLeafFirst() {
    let finding = ChainFinding([(10, 2), (20, 0), (10, 0), (20, 0), (10, 2)])
    #expect(finding.errors.map(\.depth) == [0, 0, 2])
    #expect(finding.errors.map(\.code) == [10, 20, 10])
    #expect(finding.errorText == "expired@0 no-local-issuer@0 expired@2")
    #expect(ChainFinding([]).errorText.isEmpty)
  }

  /// Judging is total and does not depend on the order in which the errors were met.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func orderOfErrorsDoesNotMatter(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let codes: [Int32] = [2, 7, 9, 10, 18, 19, 20, 21, 26, 27, 34, 66, 68, 79]
      let errors = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        VerificationError(
          code: codes[Int.random(in: 0..<codes.count, using: &generator)],
          depth: Int32.random(in: 0...3, using: &generator))
      }
      let leafIsSelfSigned = Bool.random(using: &generator)
      let finding = ChainFinding(errors: errors, leafIsSelfSigned: leafIsSelfSigned)
      let shuffled = ChainFinding(
        errors: errors.shuffled(using: &generator), leafIsSelfSigned: leafIsSelfSigned)
      #expect(finding == shuffled)
      #expect(finding.status == shuffled.status)
      #expect((finding.status == .trusted) == errors.allSatisfy(\.isTime))
    }
  }

  @Test func statusesHaveTheWordsOfTheDatabase() {
    #expect(
      ChainStatus.allCases.map(\.rawValue) == [
        "trusted", "self-signed", "private-ca", "incomplete", "unknown-issuer", "other",
      ])
    #expect(TimeStatus.allCases.map(\.rawValue) == ["ok", "expired", "not-yet-valid"])
  }
}

@Suite struct VerificationErrorTests {
  /// The numbers are those of OpenSSL 3's `x509_vfy.h`.
  @Test(
    arguments: [
      (2, "no-issuer"),  // UNABLE_TO_GET_ISSUER_CERT
      (7, "bad-signature"),  // CERT_SIGNATURE_FAILURE
      (9, "not-yet-valid"),  // CERT_NOT_YET_VALID
      (10, "expired"),  // CERT_HAS_EXPIRED
      (18, "self-signed-leaf"),  // DEPTH_ZERO_SELF_SIGNED_CERT
      (19, "self-signed-in-chain"),  // SELF_SIGNED_CERT_IN_CHAIN
      (20, "no-local-issuer"),  // UNABLE_TO_GET_ISSUER_CERT_LOCALLY
      (21, "leaf-unverifiable"),  // UNABLE_TO_VERIFY_LEAF_SIGNATURE
      (22, "chain-too-long"),  // CERT_CHAIN_TOO_LONG
      (24, "no-issuer-key"),  // NO_ISSUER_PUBLIC_KEY
      (25, "path-length"),  // PATH_LENGTH_EXCEEDED
      (26, "invalid-purpose"),  // INVALID_PURPOSE
      (27, "untrusted"),  // CERT_UNTRUSTED
      (28, "rejected"),  // CERT_REJECTED
      (32, "key-usage-no-certsign"),  // KEYUSAGE_NO_CERTSIGN
      (34, "unhandled-critical-extension"),  // UNHANDLED_CRITICAL_EXTENSION
      (47, "name-constraint"),  // PERMITTED_VIOLATION
      (66, "weak-key-leaf"),  // EE_KEY_TOO_SMALL
      (67, "weak-key-ca"),  // CA_KEY_TOO_SMALL
      (68, "weak-signature"),  // CA_MD_TOO_WEAK
      (79, "invalid-ca"),  // INVALID_CA
      (94, "explicit-ec-parameters"),  // EC_KEY_EXPLICIT_PARAMS
      (4_711, "x509(4711)"), (-1, "x509(-1)"),
    ] as [(Int32, String)])
  func codesHaveWords(code: Int32, word: String) {
    #expect(VerificationError(code: code, depth: 0).word == word)
  }

  @Test func kindsAreTheirCodes() {
    func codes(_ isKind: (VerificationError) -> Bool) -> [Int32] {
      (Int32(0)...120).filter { isKind(VerificationError(code: $0, depth: 0)) }
    }
    #expect(codes(\.isTime) == [9, 10])
    #expect(codes(\.isMissingIssuer) == [2, 20, 21, 27])
    #expect(codes(\.isSelfSignedEnd) == [18, 19])
    #expect(codes(\.isSelfSignedRoot) == [19])
    #expect(codes(\.isWeakness) == [66, 67, 68])
  }

  @Test func isOrderedByDepthThenCode() {
    let errors = [(20, 0), (66, 0), (9, 1), (10, 1), (2, 5)].map {
      VerificationError(code: Int32($0.0), depth: Int32($0.1))
    }
    #expect(errors.reversed().sorted() == errors)
  }
}
