import SurveyCore
import Testing

@testable import MailLab
@testable import SurveyTLS

@Suite struct DANEJudgeTests {
  enum Target: CaseIterable { case leaf, intermediate, root, elsewhere }
  enum Circumstance: CaseIterable { case good, otherName, expired }

  static let noMatch: Int32 = 65
  static let hostname: Int32 = 62
  static let expired: Int32 = 10

  @Test(arguments: [0, 1, 2, 3] as [UInt8], [0, 1] as [UInt8])
  func eachRecordMeansWhatItsUsageSays(usage: UInt8, selector: UInt8) async throws {
    let fixture = try await DANEFixture.get()
    let judge = DANEJudge()
    for matchingType in 0...2 as ClosedRange<UInt8> {
      for (target, circumstance) in Target.allCases.flatMap({ target in Circumstance.allCases.map { (target, $0) } }) {
        let leaf = circumstance == .expired ? fixture.expired : fixture.leaf
        let chain = [leaf, fixture.intermediate, fixture.root]
        let asserted =
          switch target {
          case .leaf: leaf
          case .intermediate: fixture.intermediate
          case .root: fixture.root
          case .elsewhere: fixture.elsewhere
          }
        let record = fixture.record(usage, selector, matchingType, asserted)
        let name = circumstance == .otherName ? DANEFixture.stranger : DANEFixture.host
        let finding = judge.judge(chain: chain.map(\.der), records: [record], names: [name], at: Authority.now).finding
        let comment: Comment = "\(target) \(circumstance) matching type \(matchingType): \(finding)"
        let match = DANEFinding.match(usage: usage, selector: selector, matchingType: matchingType)
        switch (usage, target, circumstance) {
        case (0, _, _), (1, _, _): #expect(finding == .unusable, comment)
        case (3, .leaf, _): #expect(finding == match, comment)
        case (2, .intermediate, .good), (2, .root, .good): #expect(finding == match, comment)
        case (2, .intermediate, .otherName), (2, .root, .otherName):
          #expect(finding.codes == [Self.hostname], comment)
        case (2, .intermediate, .expired), (2, .root, .expired): #expect(finding.codes == [Self.expired], comment)
        default: #expect(try #require(finding.codes).contains(Self.noMatch), comment)
        }
      }
    }
  }

  @Test(
    arguments: [(3, 0, 1), (3, 0, 2), (3, 1, 1), (3, 1, 2), (2, 0, 1), (2, 0, 2), (2, 1, 1), (2, 1, 2)]
      as [(UInt8, UInt8, UInt8)])
  func oneBitMakesAMismatch(usage: UInt8, selector: UInt8, matchingType: UInt8) async throws {
    let fixture = try await DANEFixture.get()
    let record = fixture.record(usage, selector, matchingType, usage == 3 ? fixture.leaf : fixture.intermediate)
    let chain = [fixture.leaf.der, fixture.intermediate.der]
    #expect(judge(chain, [record]).isMatch)
    #expect(try #require(judge(chain, [record.altered]).codes).contains(Self.noMatch))
  }

  @Test func anAnchorThatIsNotSentMustStandInTheRecord() async throws {
    let fixture = try await DANEFixture.get()
    let chain = [fixture.leaf.der, fixture.intermediate.der]
    for selector in 0...1 as ClosedRange<UInt8> {
      for matchingType in 0...2 as ClosedRange<UInt8> {
        let record = fixture.record(2, selector, matchingType, fixture.root)
        #expect(judge(chain, [record]).isMatch == (matchingType == 0), "\(selector) \(matchingType)")
        let other = fixture.record(2, selector, matchingType, fixture.intermediate)
        #expect(judge([chain[0]], [other]).isMatch == (matchingType == 0), "\(selector) \(matchingType)")
      }
    }
    // A root in full completes no chain whose intermediate is missing.
    #expect(!judge([chain[0]], [fixture.record(2, 0, 0, fixture.root)]).isMatch)
  }

  @Test func onlyDNSIDsNameAServer() async throws {
    let fixture = try await DANEFixture.get()
    let record = fixture.record(2, 1, 1, fixture.intermediate)
    func finding(_ leaf: Forged, _ names: String...) -> DANEFinding {
      DANEJudge().judge(
        chain: [leaf.der, fixture.intermediate.der], records: [record],
        names: names.map { DomainName(uncheckedCanonical: $0) }, at: Authority.now
      ).finding
    }
    #expect(finding(fixture.leaf, "mx.mail.example").isMatch)
    #expect(finding(fixture.leaf, "example.org", "mx.mail.example").isMatch)
    #expect(finding(fixture.leaf, "a.wild.example").isMatch)
    #expect(finding(fixture.leaf, "a.b.wild.example").codes == [Self.hostname])
    #expect(finding(fixture.leaf, "wild.example").codes == [Self.hostname])
    #expect(finding(fixture.leaf).codes == [Self.hostname])
    #expect(finding(fixture.cnOnly, "mx.mail.example").codes == [Self.hostname])
  }

  /// Of one usage and selector, SHA-256 is not looked at where there is a SHA-512 record (RFC 7671 §9).
  @Test(arguments: [(2, 0), (2, 1), (3, 0), (3, 1)] as [(UInt8, UInt8)])
  func theStrongestDigestDecides(usage: UInt8, selector: UInt8) async throws {
    let fixture = try await DANEFixture.get()
    let target = usage == 3 ? fixture.leaf : fixture.intermediate
    let chain = [fixture.leaf.der, fixture.intermediate.der]
    let (full, sha256, sha512) = (
      fixture.record(usage, selector, 0, target), fixture.record(usage, selector, 1, target),
      fixture.record(usage, selector, 2, target)
    )
    let otherSelector = fixture.record(usage, 1 - selector, 1, target)
    #expect(judge(chain, [sha256, sha512.altered]).codes?.contains(Self.noMatch) == true)
    #expect(judge(chain, [sha512.altered, sha256]).codes?.contains(Self.noMatch) == true)
    #expect(
      judge(chain, [sha256.altered, sha512]) == .match(usage: usage, selector: selector, matchingType: 2))
    #expect(judge(chain, [full, sha512.altered]) == .match(usage: usage, selector: selector, matchingType: 0))
    #expect(
      judge(chain, [otherSelector, sha512.altered]) == .match(usage: usage, selector: 1 - selector, matchingType: 1))
    // A SHA-512 record of the wrong length is not usable, so that SHA-256 stands alone.
    let short = TLSARecord(
      usage: usage, selector: selector, matchingType: 2, association: Array(sha512.association.dropLast()))
    #expect(judge(chain, [sha256, short]) == .match(usage: usage, selector: selector, matchingType: 1))
  }

  @Test func oneMatchAmongManyRecordsIsEnough() async throws {
    let fixture = try await DANEFixture.get()
    let right = fixture.record(3, 1, 1, fixture.leaf)
    let wrong = [
      fixture.record(3, 1, 1, fixture.expired), fixture.record(2, 1, 1, fixture.elsewhere),
      fixture.record(0, 0, 1, fixture.leaf), fixture.record(3, 0, 1, fixture.intermediate),
      TLSARecord(usage: 3, selector: 1, matchingType: 7, association: [1]),
      TLSARecord(usage: 3, selector: 0, matchingType: 0, association: [1]),
    ]
    for place in 0...wrong.count {
      var records = wrong
      records.insert(right, at: place)
      let judgement = DANEJudge().judge(
        chain: [fixture.leaf.der], records: records, names: [DANEFixture.stranger], at: Authority.now)
      #expect(judgement.finding == .match(usage: 3, selector: 1, matchingType: 1))
      #expect(judgement.from == .distantPast && judgement.until == .distantFuture)
    }
    #expect(judge([fixture.leaf.der], wrong).codes != nil)
    #expect(DANEJudge().usable(wrong + [right]) == [wrong[0], wrong[1], wrong[3], right])
  }

  /// DANE-EE is tried first, so that neither the name nor the date of a chain that DANE-TA refuses counts.
  @Test func aMatchingLeafNeedsNoAnchor() async throws {
    let fixture = try await DANEFixture.get()
    let records = [fixture.record(2, 0, 1, fixture.intermediate), fixture.record(3, 0, 1, fixture.expired)]
    let judgement = DANEJudge().judge(
      chain: [fixture.expired.der, fixture.intermediate.der], records: records, names: [DANEFixture.stranger],
      at: Authority.now)
    #expect(judgement.finding == .match(usage: 3, selector: 0, matchingType: 1))
    #expect(judgement.from == .distantPast && judgement.until == .distantFuture)
  }

  @Test func selfSignedIsAsGoodAsAnyUnderDANEEE() async throws {
    let fixture = try await DANEFixture.get()
    #expect(judge([fixture.selfSigned.der], [fixture.record(3, 1, 1, fixture.selfSigned)]).isMatch)
    #expect(!judge([fixture.selfSigned.der], [fixture.record(2, 1, 1, fixture.selfSigned)]).isMatch)
  }

  @Test func weaknessCountsForAnAnchorOnly() async throws {
    let fixture = try await DANEFixture.get()
    let chain = [fixture.sha1.der, fixture.intermediate.der]
    #expect(judge(chain, [fixture.record(3, 1, 1, fixture.sha1)]).isMatch)
    #expect(judge(chain, [fixture.record(2, 1, 1, fixture.intermediate)]).codes == [68])
  }

  @Test func anchorsHoldBetweenValidityBoundaries() async throws {
    let fixture = try await DANEFixture.get()
    let day: Int64 = 86_400
    let judge = DANEJudge()
    for records in [
      [fixture.record(2, 0, 1, fixture.intermediate)], [fixture.record(2, 0, 0, fixture.root)],
      [fixture.record(2, 1, 0, fixture.root)], [fixture.record(2, 1, 1, fixture.elsewhere)],
      [fixture.record(2, 0, 1, fixture.intermediate), fixture.record(3, 1, 1, fixture.expired)],
    ] {
      let days: [Int64] = [-1_001, -1_000, -101, -100, -1, 0, 1, 99, 100, 101, 1_000, 1_001]
      let judgements = days.map { days in
        let instant = Authority.now + days * day
        return (
          instant,
          judge.judge(
            chain: [fixture.leaf.der, fixture.intermediate.der], records: records, names: [DANEFixture.host],
            at: instant)
        )
      }
      for (instant, judgement) in judgements {
        #expect(judgement.from <= instant && instant < judgement.until)
        for (other, again) in judgements where judgement.from <= other && other < judgement.until {
          #expect(again == judgement, "\(instant.date) claims \(other.date)")
        }
      }
      let isAnchorsOwn = records[0].association != fixture.record(2, 1, 1, fixture.elsewhere).association
      #expect(judgements.contains { $0.1.finding.isMatch } == isAnchorsOwn)
      #expect(judgements.contains { !$0.1.finding.isMatch })
    }
  }

  @Test func withoutALeafNothingMatches() async throws {
    let fixture = try await DANEFixture.get()
    let records = [fixture.record(3, 1, 1, fixture.leaf)]
    #expect(judge([], records) == .mismatch([]))
    #expect(judge([[1, 2, 3], fixture.leaf.der], records) == .mismatch([]))
    #expect(judge([], []) == .unusable)
    #expect(judge([fixture.leaf.der, [0], fixture.intermediate.der], records).isMatch)
  }

  /// A full certificate or key with any octet altered or with its end cut off can be read or not. A leaf never matches
  /// it. A trust anchor may, whose own signature nobody checks: the record is what makes it trusted.
  @Test(arguments: [0, 1] as [UInt8])
  func alteredAssociationsAreNoHarm(selector: UInt8) async throws {
    let fixture = try await DANEFixture.get()
    let judge = DANEJudge()
    let chain = [fixture.leaf.der, fixture.intermediate.der]
    for (usage, target) in [(2, fixture.root), (3, fixture.leaf)] as [(UInt8, Forged)] {
      let association = fixture.record(usage, selector, 0, target).association
      for index in association.indices {
        for altered in [
          association.replacing(at: index, with: association[index] ^ 0x80), Array(association[..<index]),
        ] {
          let record = TLSARecord(usage: usage, selector: selector, matchingType: 0, association: altered)
          let finding = judge.judge(chain: chain, records: [record], names: [DANEFixture.host], at: Authority.now)
            .finding
          let isUsable = !judge.usable([record]).isEmpty
          #expect(isUsable == (finding != .unusable))
          #expect(!finding.isMatch || usage == 2, "\(usage) \(selector) octet \(index)")
          #expect(!isUsable || altered.count == association.count)
        }
      }
    }
  }

  private func judge(_ chain: [[UInt8]], _ records: [TLSARecord]) -> DANEFinding {
    DANEJudge().judge(chain: chain, records: records, names: [DANEFixture.host], at: Authority.now).finding
  }
}

extension DANEFinding {
  /// The errors' numbers; `nil` where it is no mismatch.
  var codes: [Int32]? {
    guard case .mismatch(let errors) = self else { return nil }
    return errors.map(\.code)
  }
}

extension [UInt8] {
  fileprivate func replacing(at index: Int, with octet: UInt8) -> [UInt8] {
    var copy = self
    copy[index] = octet
    return copy
  }
}
