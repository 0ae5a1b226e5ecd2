import SurveyCore
import Testing

@Suite struct TLSALookupTests {
  static let base = DomainName(uncheckedCanonical: "mx.example")
  static let usable: [UInt8] = [3, 1, 1] + Array(repeating: 1, count: 32)
  static let pkix: [UInt8] = [1, 1, 1] + Array(repeating: 1, count: 32)
  static let malformed: [UInt8] = [2, 3, 1]

  private func lookup(_ rdata: [[UInt8]], _ status: DNSSECStatus) -> TLSALookup {
    .records(TLSARRset(rdata: rdata), baseDomain: Self.base, status)
  }

  @Test(arguments: DNSSECStatus.allCases)
  func stateFollowsSecurity(status: DNSSECStatus) {
    let words: [DNSSECStatus: TLSAState] = [.insecure: .insecure, .bogus: .bogus, .unknown: .unknown]
    #expect(lookup([Self.usable], status).state == words[status] ?? .usable)
    #expect(lookup([Self.pkix], status).state == words[status] ?? .unusable)
    #expect(TLSALookup.none(baseDomain: Self.base, status).state == words[status] ?? .none)
    #expect(TLSALookup.notAsked(status).state == words[status] ?? .unknown)
  }

  @Test(
    arguments: [
      ([usable], .usable), ([usable, pkix, malformed], .usable), ([pkix], .unusable), ([malformed], .unusable),
      ([malformed, pkix], .unusable), ([[3, 1, 1, 7]], .unusable),
    ] as [([[UInt8]], TLSAState)])
  func oneUsableRecordIsEnough(rdata: [[UInt8]], state: TLSAState) {
    #expect(lookup(rdata, .secure).state == state)
    #expect(lookup(rdata, .secure).rrset?.rdata.count == rdata.count)
  }

  @Test(arguments: DNSFailure.allCases)
  func aFailureIsNeverNone(failure: DNSFailure) {
    let lookup = TLSALookup.failed(failure, baseDomain: Self.base)
    #expect(lookup.state == (failure == .bogus ? .bogus : .error))
    #expect(!lookup.leavesAliasToBeTried)
    #expect(lookup.baseDomain == Self.base)
    #expect(lookup.rrset == nil)
  }

  @Test func onlyWhatIsSurelyAbsentLeavesTheAliasToBeTried() {
    for status in DNSSECStatus.allCases {
      let isDenied = status == .secure || status == .insecure
      #expect(TLSALookup.none(baseDomain: Self.base, status).leavesAliasToBeTried == isDenied)
      #expect(lookup([Self.usable], status).leavesAliasToBeTried == (status == .insecure))
      #expect(lookup([Self.pkix], status).leavesAliasToBeTried == (status == .insecure))
      #expect(!TLSALookup.notAsked(status).leavesAliasToBeTried)
    }
  }
}

@Suite struct DANEFindingTests {
  static let match = DANEFinding.match(usage: 3, selector: 1, matchingType: 1)
  static let mismatch = DANEFinding.mismatch([VerificationError(code: 65, depth: 0)])

  @Test(
    arguments: [
      ([], .unknown), ([match], .match), ([match, match], .match), ([match, mismatch], .mismatch),
      ([match, nil], .mismatch), ([nil], .mismatch), ([.unusable], .unusable), ([.unusable, nil], .unusable),
    ] as [([DANEFinding?], DANEStatus)])
  func everyReachableAddressMustMatch(findings: [DANEFinding?], status: DANEStatus) {
    #expect(TLSAState.usable.status(findings: findings) == status)
    #expect(TLSAState.usable.status(findings: findings.reversed()) == status)
  }

  @Test(arguments: TLSAState.allCases.filter { $0 != .usable })
  func whatTheDNSDecidesNoCertificateChanges(state: TLSAState) {
    for findings in [[], [Self.match], [Self.mismatch], [nil]] {
      #expect(state.status(findings: findings).rawValue == state.rawValue)
    }
  }

  @Test func errorsOfDANEHaveWords() {
    #expect(VerificationError(code: 65, depth: 0).word == "no-tlsa-match")
    #expect(VerificationError(code: 62, depth: 0).word == "hostname-mismatch")
  }
}
