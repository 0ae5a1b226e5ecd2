import SurveyCore
import Testing

@Suite struct SightingPatternTests {
  private static func patterns(_ group: [SightingGroup]) -> [SightingPattern] {
    group.compactMap { SightingPattern(codes: $0.sightings.map(\.code)) }
  }

  @Test func everyCodeIsThatOfItsSighting() {
    for code in 0..<UInt16(Sighting.codeCount) { #expect(Sighting(code: code).code == code) }
    #expect(Sighting(code: 0) == Sighting(result: .noTLS))
    #expect(Set(AddressResult.worstToBest.map { Sighting(result: $0).code }).count == 10)
  }

  /// Databases keep codes: one that changes here makes another survey of what they hold.
  @Test func codesAreWhatTheyHaveAlwaysBeen() {
    let results = [
      "no-tls", "anonymous", "other-invalid", "unknown-issuer", "incomplete-chain", "private-ca", "self-signed",
      "ca-expired", "ca-wrong-name", "ca-verified",
    ]
    #expect(AddressResult.worstToBest.map(\.word) == results)
    let traits: [Sighting.Traits] = [
      .forwardSecrecy, .tls13, .postQuantumGroup, .legacyOnly, .daneMatch, .offersSTARTTLS, .namedByCommonName,
    ]
    #expect(traits.map(\.rawValue) == [1, 2, 4, 8, 16, 32, 64])
    #expect(Sighting(result: .tls(.caVerified), traits: [.forwardSecrecy, .tls13]).code == 9 * 128 + 3)
    let hosts = [Seen.noTLS, Seen.strict13].map { SightingPattern(Sighting(result: $0.result)) }
    #expect(SightingPattern(hosts: hosts)?.octets == [0, 0, 0xff, 0xff, 4, 0x80])
  }

  /// A host's pattern has the host's figures, whatever the order of its addresses.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func aPatternHasTheFiguresOfItsHost(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for group in RandomSurvey(seed: seed).hosts {
      let pattern = SightingPattern(codes: group.sightings.map(\.code))
      #expect(pattern == SightingPattern(codes: group.sightings.shuffled(using: &generator).map(\.code)))
      #expect(pattern?.result == group.result)
      guard let pattern else { continue }
      for counting in [TrendUnit.Counting.whole, .sharedOut, .any] {
        #expect(pattern.figures(counting) == group.figures(counting))
      }
      #expect(SightingPattern(octets: pattern.octets) == pattern)
      #expect(SightingPattern(hosts: [pattern, pattern, pattern]) == pattern)
    }
  }

  /// The hosts of a domain, in any order.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func aPatternOfHostsHasTheFiguresOfTheirDomain(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for delivery in RandomSurvey(seed: seed).deliveries.map(\.group) {
      let hosts = SightingPatternTests.patterns(delivery.hosts)
      let pattern = SightingPattern(hosts: hosts)
      #expect(pattern == SightingPattern(hosts: hosts.shuffled(using: &generator)))
      #expect(pattern?.result == delivery.result)
      guard let pattern else { continue }
      #expect(SightingPattern(octets: pattern.octets) == pattern)
      for base in Base.allCases {
        let (found, expected) = (pattern.figures(.sharedOut)[base], delivery.figures[base])
        #expect(found?.map(\.place) == expected?.map(\.place))
        for (left, right) in zip(found ?? [], expected ?? []) { #expect(abs(left.value - right.value) < 1e-15) }
      }
    }
  }

  /// A unit that is counted whole wants each different sighting once.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func aUnionHasTheFiguresOfAllSightings(seed: UInt64) {
    for delivery in RandomSurvey(seed: seed).deliveries.map(\.group) {
      let all = SightingGroup(delivery.hosts.flatMap(\.sightings))
      let patterns = SightingPatternTests.patterns(delivery.hosts)
      let union = SightingPattern(union: patterns)
      #expect(union?.figures(.whole) == (all.result == nil ? nil : all.figures(.whole)))
      #expect(union?.figures(.any) == (all.result == nil ? nil : all.figures(.any)))
      // One by one, and once more, it is the same.
      var grown: SightingPattern?
      for pattern in patterns + patterns {
        grown = SightingPattern(union: [grown, pattern].compactMap(\.self))
      }
      #expect(grown == union || patterns.isEmpty)
    }
  }

  @Test func ofNothingThereIsNoPattern() {
    #expect(SightingPattern(codes: []) == nil)
    #expect(SightingPattern(hosts: []) == nil)
    #expect(SightingPattern(union: []) == nil)
  }

  @Test func addressesThatAllShowTheSameAreAsOne() {
    let code = Seen.strict13.code
    #expect(SightingPattern(codes: [code, code, code]) == SightingPattern(Seen.strict13))
    #expect(SightingPattern(Seen.strict13).uniformCode == code)
    #expect(SightingPattern(codes: [code, Seen.noTLS.code])?.uniformCode == nil)
    // A host with two addresses is not two hosts.
    let two = SightingPattern(codes: [code, Seen.noTLS.code])
    let hosts = SightingPattern(hosts: [SightingPattern(Seen.strict13), SightingPattern(Seen.noTLS)])
    #expect(two != hosts)
  }
}
