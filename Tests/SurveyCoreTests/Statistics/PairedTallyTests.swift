import SurveyCore
import Testing

@Suite struct PairedTallyTests {
  private typealias Unit = (weight: Double, before: Double, after: Double)

  private static func tally(_ operators: [[Unit]], whole: Set<Int> = []) -> PairedTally {
    var tally = PairedTally()
    for (place, units) in operators.enumerated() {
      tally.add(cluster(units), isTakenWhole: whole.contains(place))
    }
    return tally
  }

  private static func cluster(_ units: [Unit]) -> PairedTally.Cluster {
    var cluster = PairedTally.Cluster()
    for unit in units { cluster.add(weight: unit.weight, before: unit.before, after: unit.after) }
    return cluster
  }

  private static let six: [[Unit]] = [
    [(1, 0, 1), (1, 0, 1), (1, 0, 0)], [(1, 1, 1), (1, 0, 1)], [(1, 1, 0)],
    [(1, 0, 0.5), (1, 0.5, 1), (1, 0, 1), (1, 1, 1)], [Unit](repeating: (1, 0, 0), count: 5),
    [(2.5, 0.25, 0.75), (0.5, 1, 0)],
  ]

  private static func random(_ count: Int, using generator: inout SplitMix64) -> [[Unit]] {
    (0..<count).map { _ in
      (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        (
          Double.random(in: 0.01...3, using: &generator), Double.random(in: 0...1, using: &generator),
          Double.random(in: 0...1, using: &generator)
        )
      }
    }
  }

  /// With d, w and g the units' after − before, weight and operator: `m = statsmodels.api.WLS(d, ones, weights=w)
  /// .fit(cov_type="cluster", cov_kwds={"groups": g, "use_correction": False})`, standard error `m.bse·√(k/(k − 1))`,
  /// bounds by `scipy.stats.t.ppf(0.975, k − 1)`, design effect against `cov_type="HC1"` (statsmodels 0.15.0).
  @Test func isTheClusterRobustInterval() throws {
    let interval = try #require(PairedTallyTests.tally(PairedTallyTests.six).interval)
    #expect(abs(interval.estimate - 0.263888888888889) < 1e-14)
    #expect(abs(interval.low - -0.116590783505608) < 1e-12)
    #expect(abs(interval.high - 0.644368561283386) < 1e-12)
    #expect(abs(interval.designEffect - 1.28938671058438) < 1e-12)
    #expect(interval.operators == 6)
    #expect(interval.improved == 4)
    #expect(interval.worsened == 1)
    #expect(abs(interval.probability - 0.375) < 1e-14)
  }

  /// The first and the fifth taken whole. NumPy, with N and D by operator and r = D.sum()/N.sum():
  /// `4/3*sum((D[i] - r*N[i])**2 for i in (1, 2, 3, 5))/N.sum()**2`, t with 3 degrees of freedom.
  @Test func operatorsTakenWholeContributeNoSquare() throws {
    let interval = try #require(PairedTallyTests.tally(PairedTallyTests.six, whole: [0, 4]).interval)
    #expect(abs(interval.estimate - 0.263888888888889) < 1e-14)
    #expect(abs(interval.low - -0.0724464493686529) < 1e-12)
    #expect(abs(interval.high - 0.600224227146431) < 1e-12)
    #expect(abs(interval.designEffect - 0.874187075335145) < 1e-12)
    #expect(interval.operators == 6)
  }

  @Test func allTakenWholeIsAPoint() throws {
    let interval = try #require(PairedTallyTests.tally(PairedTallyTests.six, whole: Set(0..<6)).interval)
    #expect(interval.low == interval.estimate)
    #expect(interval.high == interval.estimate)
    #expect(interval.designEffect == 1)
    #expect(interval.improved == 4)
  }

  @Test func fewerThanTwoOperatorsHaveNone() {
    #expect(PairedTally().interval == nil)
    #expect(PairedTallyTests.tally([[(1, 0, 1)]]).interval == nil)
    #expect(PairedTallyTests.tally([[(1, 0, 1)]], whole: [0]).interval == nil)
    // One that stands for others, of which nothing else is known.
    #expect(PairedTallyTests.tally([[(1, 0, 1)], [(1, 0, 1)], [(1, 0, 0)]], whole: [0, 1]).interval == nil)
    // No unit, or none with a weight, is no operator.
    #expect(PairedTallyTests.tally([[(1, 0, 1)], [], [(0, 0, 1)]]).interval == nil)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func theOrderChangesNothing(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let operators = PairedTallyTests.random(40, using: &generator)
    let expected = PairedTallyTests.tally(operators).interval
    #expect(expected != nil)
    for _ in 0..<4 {
      let shuffled = operators.map { $0.shuffled(using: &generator) }.shuffled(using: &generator)
      #expect(PairedTallyTests.tally(shuffled).interval == expected)
    }
  }

  @Test func unitsAddedOftenAreTheSameAsOneByOne() {
    var (one, many) = (PairedTally(), PairedTally())
    for number in 1...8 {
      var (single, multiple) = (PairedTally.Cluster(), PairedTally.Cluster())
      let after = Double(number) / 9
      multiple.add(weight: 0.3, before: 1.0 / 3, after: after, times: number)
      for _ in 0..<number { single.add(weight: 0.3, before: 1.0 / 3, after: after) }
      one.add(single, isTakenWhole: false)
      many.add(multiple, isTakenWhole: false)
    }
    #expect(one.interval != nil)
    #expect(one.interval == many.interval)
  }

  /// In what weights are counted changes nothing, however large they are.
  @Test(arguments: [0x1p-20, 0x1p40, 0x1p64])
  func theScaleOfTheWeightsChangesNothing(scale: Double) throws {
    let scaled = PairedTallyTests.six.map { $0.map { ($0.weight * scale, $0.before, $0.after) } }
    let interval = try #require(PairedTallyTests.tally(scaled, whole: [1]).interval)
    let expected = try #require(PairedTallyTests.tally(PairedTallyTests.six, whole: [1]).interval)
    #expect(abs(interval.low - expected.low) < 1e-12)
    #expect(abs(interval.high - expected.high) < 1e-12)
    #expect(abs(interval.designEffect - expected.designEffect) < 1e-9)
  }

  @Test(arguments: [[], [0, 3]] as [Set<Int>])
  func operatorsOfOneUnitHaveADesignEffectOfOne(whole: Set<Int>) throws {
    var generator = SplitMix64(seed: 3)
    let operators = PairedTallyTests.random(20, using: &generator).map { Array($0.prefix(1)) }
    let interval = try #require(PairedTallyTests.tally(operators, whole: whole).interval)
    #expect(abs(interval.designEffect - 1) < 1e-12)
  }

  /// Ten operators of ten hosts each, all or none of which change: ten draws, not a hundred.
  @Test func operatorsThatActAsOneHaveTheSizeOfAClusterAsDesignEffect() throws {
    let operators = (0..<10).map { [Unit](repeating: (1, 0, $0 < 4 ? 1 : 0), count: 10) }
    let interval = try #require(PairedTallyTests.tally(operators).interval)
    #expect(abs(interval.designEffect - 10.0 / 9 * 10 * 99 / 100) < 1e-12)
  }

  /// All changed alike: there is nothing to deviate, and rounding makes nothing of it.
  @Test(arguments: [0, 1, 1.0 / 3])
  func whereAllChangeAlikeTheIntervalIsThePoint(after: Double) throws {
    let operators = (1...9).map { [Unit](repeating: (Double($0) / 7, 0, after), count: $0) }
    let interval = try #require(PairedTallyTests.tally(operators).interval)
    #expect(abs(interval.estimate - after) < 1e-14)
    #expect(interval.low == interval.estimate)
    #expect(interval.high == interval.estimate)
    #expect(interval.designEffect == 1)
  }

  /// 2/3 and twice 1/3 are not the same to the last bit.
  @Test func roundingIsNoChange() throws {
    let thirds: [Unit] = [(1, 0, 1.0 / 3), (1, 0, 1.0 / 3), (1, 2.0 / 3, 0)]
    let interval = try #require(PairedTallyTests.tally([thirds, thirds, [(1, 0, 1)], [(1, 1, 0)]]).interval)
    #expect(interval.improved == 1)
    #expect(interval.worsened == 1)
  }

  /// Two operators have one degree of freedom, and a change is within −1…1 whatever t says.
  @Test func boundsStayWithinWhatAChangeCanBe() throws {
    let interval = try #require(PairedTallyTests.tally([[(1, 0, 1)], [(1, 0, 0)]]).interval)
    #expect(interval.low == -1)
    #expect(interval.high == 1)
    #expect(interval.estimate == 0.5)
  }
}
