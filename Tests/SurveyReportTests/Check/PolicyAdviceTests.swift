import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct PolicyAdviceTests {
  private func advice(_ domain: CheckedDomain, _ word: String) throws -> Advice {
    try #require(domain.advice.first { $0.word == word }, "\(domain.advice.map(\.word))")
  }

  @Test func aMismatchShowsTheRecordOfThePresentedKey() throws {
    let host = Checked.host(
      [Checked.address(dane: .mismatch([VerificationError(code: 65, depth: 0)]))], tlsa: Checked.tlsa(Checked.daneEE),
      dnssec: .secure)
    let found = try advice(Checked.domain([host], dnssec: .secure), "dane-mismatch")
    let hex = String(repeating: "ab", count: 32)
    #expect(found.write == ["_25._tcp.mx1.example.org. IN TLSA (", "  3 1 1 \(hex)", ")"])
    #expect(found.refusing.contains("postfix-dane") && found.refusing.contains("exchange-online-default"))
    #expect(!found.refusing.contains("gmail-default"))
  }

  @Test func danesOwnFaultsAreTold() throws {
    let pkix = TLSARecord(usage: 1, selector: 1, matchingType: 1, association: [UInt8](repeating: 1, count: 32))
    let states: [(TLSALookup, String)] = [
      (Checked.tlsa(pkix), "tlsa-unusable"), (.failed(.bogus, baseDomain: Checked.host), "tlsa-bogus"),
      (.failed(.servfail, baseDomain: Checked.host), "tlsa-error"),
      (.none(baseDomain: Checked.host, .secure), "no-tlsa"),
    ]
    for (lookup, word) in states {
      let host = Checked.host([Checked.address()], tlsa: lookup, dnssec: .secure)
      let found = try advice(Checked.domain([host], dnssec: .secure), word)
      #expect((word == "tlsa-error" || word == "tlsa-bogus") == found.refusing.contains("postfix-dane"), "\(word)")
    }
  }

  @Test func aMatchingRecordUnderUnsignedMXRecordsIsNoticed() throws {
    let match = DANEFinding.match(usage: 3, selector: 1, matchingType: 1)
    let host = Checked.host([Checked.address(dane: match)], tlsa: Checked.tlsa(Checked.daneEE), dnssec: .secure)
    #expect(try advice(Checked.domain([host], dnssec: .insecure), "mx-insecure").weight == .notice)
    #expect(!Checked.domain([host], dnssec: .secure).advice.contains { $0.word == "mx-insecure" })
  }

  @Test func enforcingOverACertificateThatFailsLosesMail() throws {
    let policy = try Checked.policy("enforce", "mx1.example.org")
    let found = try advice(Checked.domain([Checked.host([Checked.selfSigned])], mtaSTS: policy), "mta-sts-enforced")
    #expect(found.text.contains("mx1.example.org does not fulfil it"))
    #expect(found.text.contains("mail from them is lost"))
    let second = DomainName(uncheckedCanonical: "mx2.example.org")
    let good = Checked.host([Checked.address(leaf: Checked.leaf())], preference: 20, name: second)
    let both = Checked.domain(
      [Checked.host([Checked.selfSigned]), good], mtaSTS: try Checked.policy("enforce", "*.example.org"))
    #expect(try advice(both, "mta-sts-enforced").text.contains("They take the hosts that are left."))
  }

  @Test func aHostThatThePolicyLacksIsToBeAdded() throws {
    let unlisted = try Checked.policy("enforce", "mail.example.net")
    let found = try advice(Checked.domain([Checked.host([Checked.address()])], mtaSTS: unlisted), "mta-sts-unlisted")
    #expect(found.write == ["mx: mx1.example.org"])
    #expect(found.refusing.contains("gmail-default") && found.weight == .problem)
    let testing = try Checked.policy("testing", "mail.example.net")
    let mild = try advice(Checked.domain([Checked.host([Checked.address()])], mtaSTS: testing), "mta-sts-unlisted")
    #expect(mild.refusing.isEmpty && mild.weight == .notice)
  }

  static let defects: [MTASTSDefect] = [
    .recordSyntax, .recordID, .recordMultiple, .noAddress, .refused, .unreachable, .timeout, .closed, .tls(.handshake),
    .tls(.certificate(.caExpired)), .http(status: 301), .http(status: nil), .type, .size, .empty, .syntax, .version,
    .mode, .maxAge, .mx, .noMX,
  ]

  /// What is proposed is itself without a defect.
  @Test(arguments: defects) func aDefectSaysWhatToWriteInstead(defect: MTASTSDefect) throws {
    let invalid = MTASTS.invalid(.defect(defect), recordID: nil, body: [])
    let found = try advice(Checked.domain([Checked.host([Checked.address()])], mtaSTS: invalid), "mta-sts-invalid")
    #expect(found.weight == .problem)
    guard let first = found.write.first else { return }
    if first.hasPrefix("version") {
      let policy = try MTASTSPolicy(body: Array(found.write.joined(separator: "\n").utf8))
      #expect(policy.matches(Checked.host))
    } else {
      let quoted = try #require(first.split(separator: "\"").dropFirst().first)
      let rdata = [UInt8(quoted.utf8.count)] + Array(quoted.utf8)
      #expect(try MTASTSRecord(rdata: [rdata]) == .valid(id: String(Checked.now.iso8601.filter(\.isNumber))))
    }
  }

  @Test func theProposedReportingRecordIsSound() throws {
    for tlsrpt in [TLSRPT.absent, .invalid(.rua)] {
      let domain = Checked.domain([Checked.host([Checked.address()])], tlsrpt: tlsrpt)
      let found = try #require(domain.advice.first { $0.word.contains("tlsrpt") })
      let quoted = try #require(found.write.first?.split(separator: "\"").dropFirst().first)
      let record = try TLSRPTRecord(rdata: [[UInt8(quoted.utf8.count)] + Array(quoted.utf8)])
      guard case .valid(let uris) = record else {
        Issue.record("\(record)")
        continue
      }
      #expect(uris.map(\.text) == ["mailto:tlsrpt@example.org"])
    }
  }
}
