import SurveyCore
import Testing

@Suite struct TrendTallyTests {
  /// What a trend says of one unit and base, by word.
  private static func numerators(_ all: [TrendPoint], _ unit: TrendUnit, _ base: Base) -> [String: Double] {
    let chosen = all.filter { $0.unit == unit && $0.base == base }
    return Dictionary(uniqueKeysWithValues: chosen.map { ($0.metric.word, $0.numerator) })
  }

  private static func denominator(_ points: [TrendPoint], _ unit: TrendUnit, _ base: Base) throws -> Double {
    let denominators = Set(points.filter { $0.unit == unit && $0.base == base }.map(\.denominator))
    #expect(denominators.count == 1)
    return try #require(denominators.first)
  }

  @Test func hostsAreCountedByHand() throws {
    var tally = TrendTally(units: [.mxHost])
    let hosts = [
      [Seen.strict13, Seen.strict13], [Seen.strict13, Seen.strictRSA], [Seen.strict13, Seen.noTLS],
      [Seen.selfSigned, Seen.wrongName], [Seen.selfSigned], [Seen.noTLS], [],
    ]
    for host in hosts { tally.add(SightingGroup(host), unit: .mxHost) }
    let points = tally.points
    let ones = { (base: Base) in
      TrendTallyTests.numerators(points, .mxHost, base).filter { entry in
        entry.value != 0 && !Seen.byThemselves.contains { $0.word == entry.key }
      }
    }
    #expect(try TrendTallyTests.denominator(points, .mxHost, .reachable) == 6)
    #expect(
      ones(.reachable) == [
        "ca_verified": 2, "self_signed": 1, "mixed": 2, "no_tls": 1, "starttls": 5, "ca_trusted_any_name": 2,
        "pfs": 3, "strict_pfs": 1, "tls13": 1,
      ])
    #expect(try TrendTallyTests.denominator(points, .mxHost, .tls) == 5)
    #expect(
      ones(.tls) == [
        "ca_verified": 2, "self_signed": 1, "mixed": 2, "ca_trusted_any_name": 3, "pfs": 4, "strict_pfs": 2,
        "tls13": 2,
      ])
  }

  @Test func domainsAreCountedByHand() throws {
    var tally = TrendTally(units: [.domain, .domainWeighted])
    let strict = SightingGroup([Seen.strict13])
    let half = SightingGroup([Seen.selfSigned, Seen.noTLS])
    let deliveries: [(DeliveryGroup, Double)] = [
      (DeliveryGroup(hosts: [strict, half]), 10), (DeliveryGroup(hosts: [SightingGroup([Seen.noTLS])]), 2),
      (DeliveryGroup(hosts: [SightingGroup()]), 1_000),
    ]
    for (group, weight) in deliveries {
      tally.add(group, weights: [(.domain, 1)])
      tally.add(group, weights: [(.domainWeighted, weight)])
    }
    let points = tally.points
    #expect(try TrendTallyTests.denominator(points, .domain, .reachable) == 2)
    let plain = TrendTallyTests.numerators(points, .domain, .reachable)
    #expect(plain["ca_verified"] == 0.5)
    #expect(plain["self_signed"] == 0.25)
    #expect(plain["no_tls"] == 1.25)
    #expect(plain["starttls"] == 0.75)
    #expect(try TrendTallyTests.denominator(points, .domainWeighted, .reachable) == 12)
    let weighted = TrendTallyTests.numerators(points, .domainWeighted, .reachable)
    #expect(weighted["ca_verified"] == 5)
    #expect(weighted["self_signed"] == 2.5)
    #expect(weighted["no_tls"] == 4.5)
    #expect(try TrendTallyTests.denominator(points, .domainWeighted, .tls) == 10)
    let inTLS = TrendTallyTests.numerators(points, .domainWeighted, .tls)
    #expect(inTLS["ca_verified"] == 5)
    #expect(inTLS["self_signed"] == 5)
  }

  /// Whole units count in whole numbers: the categories sum to the denominator exactly.
  @Test(arguments: 0..<8 as Range<UInt64>, RandomSurvey.wholeUnits)
  func wholeUnitsArePartitioned(seed: UInt64, unit: TrendUnit) throws {
    let points = RandomSurvey(seed: seed).tally().points
    for base in Base.allCases {
      let numerators = TrendTallyTests.numerators(points, unit, base)
      let denominator = try TrendTallyTests.denominator(points, unit, base)
      let parts = CertificateClass.allCases.map(\.metric) + (base == .tls ? ["mixed"] : ["mixed", "no_tls"])
      #expect(try parts.map { try #require(numerators[$0]) }.reduce(0, +) == denominator)
      #expect(denominator > 20)
    }
  }

  /// Domains are shared out: the classes alone sum up, to the rounding of each share.
  @Test(arguments: 0..<8 as Range<UInt64>, RandomSurvey.domainUnits)
  func domainsAreSharedOut(seed: UInt64, unit: TrendUnit) throws {
    let points = RandomSurvey(seed: seed).tally().points
    for base in Base.allCases {
      let numerators = TrendTallyTests.numerators(points, unit, base)
      let denominator = try TrendTallyTests.denominator(points, unit, base)
      #expect(numerators["mixed"] == nil)
      let parts = CertificateClass.allCases.map(\.metric) + (base == .tls ? [] : ["no_tls"])
      let sum = try parts.map { try #require(numerators[$0]) }.reduce(0, +)
      #expect(abs(sum - denominator) <= denominator * 1e-12)
      #expect(denominator > 20)
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>, RandomSurvey.units)
  func startTLSAndItsAbsenceAreAll(seed: UInt64, unit: TrendUnit) throws {
    let points = RandomSurvey(seed: seed).tally().points
    let numerators = TrendTallyTests.numerators(points, unit, .reachable)
    let denominator = try TrendTallyTests.denominator(points, unit, .reachable)
    let sum = try #require(numerators["starttls"]) + (try #require(numerators["no_tls"]))
    #expect(abs(sum - denominator) <= (unit.isWhole ? 0 : denominator * 1e-12))
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func everyPointLiesBetweenNothingAndAll(seed: UInt64) {
    for point in RandomSurvey(seed: seed).tally().points {
      #expect(point.numerator >= 0)
      #expect(point.numerator <= point.denominator * (1 + 1e-12))
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func strictMetricsAreNarrower(seed: UInt64) throws {
    let points = RandomSurvey(seed: seed).tally().points
    #expect(points.contains { $0.metric == .strictForwardSecrecy && $0.numerator > 0 })
    for unit in RandomSurvey.units {
      for base in Base.allCases {
        let numerators = TrendTallyTests.numerators(points, unit, base)
        let strict = try #require(numerators["strict_pfs"])
        // The same terms in the same order round alike, so no tolerance is due.
        #expect(strict <= (try #require(numerators["pfs"])))
        #expect(strict <= (try #require(numerators["ca_trusted_any_name"])))
      }
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func pointsAreTheSameToTheLastBitInAnyOrder(seed: UInt64) {
    let survey = RandomSurvey(seed: seed)
    let points = survey.tally().points
    for orderSeed in UInt64(100)..<104 {
      let other = survey.tally(orderSeed: orderSeed).points
      #expect(other == points)
      #expect(other.map(\.numerator.bitPattern) == points.map(\.numerator.bitPattern))
      #expect(other.map(\.denominator.bitPattern) == points.map(\.denominator.bitPattern))
    }
  }

  /// With weights and shares that `Double` holds exactly, parts add up to the whole exactly.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func partsAddUpToTheWhole(seed: UInt64) {
    let survey = RandomSurvey(seed: seed, isDyadic: true)
    let whole = survey.tally().points
    let parts = (0..<3).map { remainder in survey.tally(where: { $0 % 3 == remainder }).points }
    for (index, point) in whole.enumerated() {
      #expect(parts.allSatisfy { $0[index].unit == point.unit && $0[index].metric == point.metric })
      #expect(parts.allSatisfy { $0[index].base == point.base })
      #expect(parts.map { $0[index].numerator }.reduce(0, +) == point.numerator)
      #expect(parts.map { $0[index].denominator }.reduce(0, +) == point.denominator)
    }
  }

  /// With any weights, the same holds to the rounding of the last addition.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func partsOfAnyWeightAddUpToRounding(seed: UInt64) {
    let survey = RandomSurvey(seed: seed)
    let whole = survey.tally().points
    let parts = (0..<3).map { remainder in survey.tally(where: { $0 % 3 == remainder }).points }
    for (index, point) in whole.enumerated() {
      let sum = parts.map { $0[index].numerator }.reduce(0, +)
      #expect(abs(sum - point.numerator) <= point.numerator * 1e-15 * 4)
    }
  }

  /// n domains with one MX set may be added as one of weight n.
  @Test func domainsWithOneSetAreOneOfTheirNumber() {
    let group = DeliveryGroup(hosts: [
      SightingGroup([Seen.strict13, Seen.noTLS]), SightingGroup([Seen.selfSigned]),
    ])
    var one = TrendTally(units: [.domain])
    one.add(group, weights: [(.domain, 1_000)])
    var many = TrendTally(units: [.domain])
    for _ in 0..<1_000 { many.add(group, weights: [(.domain, 1)]) }
    #expect(one.points == many.points)
  }

  @Test func unitsWithoutMembersHaveEmptyPointsInAFixedOrder() {
    let points = TrendTally(units: [.mxHost, .domain, .address]).points
    #expect(points.allSatisfy { $0.numerator == 0 && $0.denominator == 0 && $0.percent == nil })
    let order = points.map { "\($0.unit.rawValue) \($0.base.rawValue) \($0.metric.word)" }
    #expect(
      order
        == TrendTally(units: [.address, .mxHost, .domain]).points.map {
          "\($0.unit.rawValue) \($0.base.rawValue) \($0.metric.word)"
        })
    #expect(order.first == "address reachable anonymous")
    #expect(order.last == "mx_host tls dane_match")
    #expect(Set(order).count == order.count)
    // 23 metrics: three apply only to base reachable, `mixed` only to whole units, two only to domains.
    #expect(points.count { $0.unit == .mxHost } == 21 + 18)
    #expect(points.count { $0.unit == .domain } == 22 + 19)
  }

  @Test func silentUnitsAreInNoBaseAndStandBesideBoth() throws {
    var tally = TrendTally(units: [.mxHost, .domainWeighted])
    tally.add(SightingGroup([Seen.strict13]), unit: .mxHost)
    tally.addSilent(unit: .mxHost)
    tally.addSilent(unit: .mxHost, times: 2)
    tally.addSilent(unit: .domainWeighted, weight: 0.25)
    for point in tally.points {
      #expect(point.silent == (point.unit == .mxHost ? 3 : 0.25))
      #expect(point.denominator == (point.unit == .mxHost ? 1 : 0))
    }
    let verified = try #require(
      tally.points.first { $0.unit == .mxHost && $0.metric == .certificateClass(.caVerified) && $0.base == .tls })
    #expect(verified.worstCase == 25...100)
    #expect(tally.denominator(of: .mxHost, base: .reachable) == 1)
    #expect(tally.denominator(of: .domain, base: .reachable) == 0)
  }

  @Test func aCertificateIsOnlyInBaseTLS() {
    var tally = TrendTally(units: [.certificate])
    tally.add(SightingGroup([Seen.selfSigned]), unit: .certificate)
    #expect(Set(tally.points.map(\.base)) == [.tls])
    #expect(tally.denominator(of: .certificate, base: .reachable) == 0)
    #expect(tally.denominator(of: .certificate, base: .tls) == 1)
  }

  /// As many units at once as one by one.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func unitsThatComeToTheSameMayBeCountedTogether(seed: UInt64) {
    var (one, many) = (TrendTally(units: [.domain]), TrendTally(units: [.domain]))
    for delivery in RandomSurvey(seed: seed).deliveries {
      one.add(delivery.group.figures, unit: .domain, weight: delivery.weight, times: 3)
      for _ in 0..<3 { many.add(delivery.group.figures, unit: .domain, weight: delivery.weight) }
    }
    #expect(one.points == many.points)
  }

  @Test func whatAWaveDidNotLookForHasNoPoint() {
    var tally = TrendTally(units: [.mxHost, .domain], metrics: [.startTLS, .authenticated])
    tally.add(SightingGroup([Sighting(result: .tls(.caVerified), traits: .daneMatch)]), unit: .mxHost)
    #expect(Set(tally.points.map(\.metric)) == [.startTLS, .authenticated])
  }

  @Test func traitsOfADomainCountByItsWeight() throws {
    var tally = TrendTally(units: [.domain])
    let group = DeliveryGroup(hosts: [SightingGroup([Sighting(result: .noTLS), Sighting(result: .tls(.selfSigned))])])
    tally.add(group, traits: [.enforcesMTASTS, .authenticated], weights: [(.domain, 3)])
    tally.add(group, traits: .enforcesMTASTS, weights: [(.domain, 2)])
    tally.add(group, weights: [(.domain, 1)])
    // In no base, whatever it publishes.
    tally.add(DeliveryGroup(hosts: [SightingGroup()]), traits: .enforcesMTASTS, weights: [(.domain, 100)])
    for base in Base.allCases {
      let numerators = TrendTallyTests.numerators(tally.points, .domain, base)
      #expect(numerators["mta_sts_enforce"] == 5)
      #expect(numerators["authenticated"] == 3)
      #expect(try TrendTallyTests.denominator(tally.points, .domain, base) == 6)
    }
  }
}
