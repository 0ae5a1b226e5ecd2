import SurveyCore
import Testing

@Suite struct VerdictTests {
  /// One line of the class table: a finding, the names under which it has a class, and the class.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let finding: ChainFinding
    let match: NameMatch
    let certificateClass: CertificateClass

    init(_ name: String, _ finding: ChainFinding, _ match: NameMatch, _ certificateClass: CertificateClass) {
      self.name = name
      self.finding = finding
      self.match = match
      self.certificateClass = certificateClass
    }

    var testDescription: String { name }
  }

  @Test(arguments: [
    Row("trusted, named, in date", ChainFinding([]), .mxSAN, .caVerified),
    Row("trusted, other name", ChainFinding([]), .none, .caWrongName),
    Row("trusted, common name only", ChainFinding([]), .mxCommonNameOnly, .caWrongName),
    Row("trusted but expired", ChainFinding([(10, 0)]), .mxSAN, .caExpired),
    Row("trusted but expired, other name", ChainFinding([(10, 0)]), .none, .caExpired),
    Row("trusted but not yet valid", ChainFinding([(9, 0)]), .mxSAN, .caExpired),
    Row("trusted but for an expired intermediate", ChainFinding([(10, 1)]), .mxSAN, .caExpired),
    Row("self-signed, in the trust store, named", ChainFinding([], selfSigned: true), .mxSAN, .caVerified),
    Row(
      "self-signed, in the trust store, other name", ChainFinding([], selfSigned: true), .none, .caWrongName),
    Row("self-signed", ChainFinding([(18, 0)], selfSigned: true), .mxSAN, .selfSigned),
    Row("self-signed, expired", ChainFinding([(18, 0), (10, 0)], selfSigned: true), .none, .selfSigned),
    Row("self-signed, weak key", ChainFinding([(18, 0), (66, 0)], selfSigned: true), .none, .selfSigned),
    Row("private root", ChainFinding([(19, 1)]), .mxSAN, .privateCA),
    Row("private root, expired", ChainFinding([(19, 1), (10, 0)]), .none, .privateCA),
    Row("completable", ChainFinding([(20, 0), (21, 0)], completable: true), .mxSAN, .incompleteChain),
    Row(
      "completable, expired", ChainFinding([(20, 0), (10, 0)], completable: true), .mxSAN, .incompleteChain),
    Row("no issuer", ChainFinding([(20, 0), (21, 0)]), .mxSAN, .unknownIssuer),
    Row("no issuer, expired", ChainFinding([(20, 0), (10, 0)]), .mxSAN, .unknownIssuer),
    Row("bad signature", ChainFinding([(7, 0)]), .mxSAN, .otherInvalid),
    Row("wrong purpose", ChainFinding([(26, 0)]), .mxSAN, .otherInvalid),
    Row("critical extension", ChainFinding([(34, 0)]), .mxSAN, .otherInvalid),
    Row("trusted only below auth_level 1", ChainFinding([(68, 1)]), .mxSAN, .otherInvalid),
    Row("trusted only below auth_level 1, expired", ChainFinding([(66, 0), (10, 0)]), .mxSAN, .otherInvalid),
    Row("unparsable", ChainFinding([], parsable: false), .mxSAN, .otherInvalid),
  ])
  func classIsTheFirstThatApplies(row: Row) {
    let verdict = Verdict(finding: row.finding, name: row.match)
    #expect(verdict.certificateClass == row.certificateClass)
    #expect(verdict.chain == row.finding.status)
    #expect(verdict.time == row.finding.time)
    #expect(verdict.name == row.match)
  }

  /// `strict` needs all three axes: any one of them broken is another class.
  @Test func verifiedMeansChainNameAndTime() {
    let findings = [
      ChainFinding([]), ChainFinding([(10, 0)]), ChainFinding([(9, 1)]),
      ChainFinding([(18, 0)], selfSigned: true),
      ChainFinding([(19, 1)]), ChainFinding([(20, 0)]), ChainFinding([(20, 0)], completable: true),
      ChainFinding([(7, 0)]), ChainFinding([], parsable: false),
    ]
    for finding in findings {
      for name in NameMatch.allCases {
        let isStrict = finding.status == .trusted && finding.time == .ok && name == .mxSAN
        #expect((Verdict(finding: finding, name: name).certificateClass == .caVerified) == isStrict)
      }
    }
  }
}
