import Testing

@testable import SurveyCore

@Suite struct OperatorBootstrapTests {
  private struct Part {
    let name: String
    let numerators: [Double]
    let denominator: Double
    var isTakenWhole = false
  }

  private static func parts(_ count: Int, columns: Int, using generator: inout SplitMix64) -> [Part] {
    (0..<count).map { number in
      let denominator = Double.random(in: 0.1...40, using: &generator)
      return Part(
        name: "operator\(number).example",
        numerators: (0..<columns).map { _ in
          Bool.random(using: &generator) ? 0 : Double.random(in: 0...denominator, using: &generator)
        },
        denominator: denominator, isTakenWhole: number < 2)
    }
  }

  private static func intervals(
    _ parts: [Part], columns: Int = 1, seed: UInt64 = 1, replicates: Int = 200
  ) -> [ClosedRange<Double>?] {
    var bootstrap = OperatorBootstrap(seed: seed, columns: columns, replicates: replicates)
    for part in parts {
      bootstrap.add(
        part.name, numerators: part.numerators, denominator: part.denominator, isTakenWhole: part.isTakenWhole)
    }
    return bootstrap.intervals()
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func theOrderOfOperatorsChangesNothing(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let parts = OperatorBootstrapTests.parts(40, columns: 3, using: &generator)
    let expected = OperatorBootstrapTests.intervals(parts, columns: 3)
    #expect(expected.allSatisfy { $0 != nil })
    for _ in 0..<2 {
      #expect(OperatorBootstrapTests.intervals(parts.shuffled(using: &generator), columns: 3) == expected)
    }
  }

  /// An operator's hosts may come from several shards.
  @Test func partsOfAnOperatorAreTheOperator() {
    var generator = SplitMix64(seed: 7)
    let wholes = (0..<30).map { number in
      Part(name: "\(number).example", numerators: [Double(Int.random(in: 0...4, using: &generator))], denominator: 8)
    }
    let halves = wholes.flatMap { whole in
      [Double](repeating: whole.numerators[0] / 2, count: 2).map {
        Part(name: whole.name, numerators: [$0], denominator: 4)
      }
    }
    #expect(
      OperatorBootstrapTests.intervals(halves.shuffled(using: &generator)) == OperatorBootstrapTests.intervals(wholes))
  }

  /// What one column has beside it, and which unit it is of, changes nothing of it.
  @Test func anOperatorCountsTheSameInEveryUnit() {
    var generator = SplitMix64(seed: 8)
    let parts = OperatorBootstrapTests.parts(40, columns: 4, using: &generator)
    let together = OperatorBootstrapTests.intervals(parts, columns: 4)
    for column in 0..<4 {
      let alone = parts.map {
        Part(
          name: $0.name, numerators: [$0.numerators[column]], denominator: $0.denominator,
          isTakenWhole: $0.isTakenWhole)
      }
      #expect(OperatorBootstrapTests.intervals(alone) == [together[column]])
    }
  }

  @Test func seedsAndNamesDecide() {
    var generator = SplitMix64(seed: 9)
    let parts = OperatorBootstrapTests.parts(40, columns: 1, using: &generator)
    let renamed = parts.map {
      Part(name: $0.name + ".", numerators: $0.numerators, denominator: $0.denominator, isTakenWhole: $0.isTakenWhole)
    }
    let expected = OperatorBootstrapTests.intervals(parts)
    #expect(OperatorBootstrapTests.intervals(parts, seed: 2) != expected)
    #expect(OperatorBootstrapTests.intervals(renamed) != expected)
  }

  @Test func whatIsTakenWholeHasNoError() {
    let whole = [
      Part(name: "a", numerators: [1, 0], denominator: 4, isTakenWhole: true),
      Part(name: "b", numerators: [3, 0], denominator: 4, isTakenWhole: true),
    ]
    #expect(OperatorBootstrapTests.intervals(whole, columns: 2) == [0.5...0.5, 0...0])
  }

  @Test func whatAllHaveHasNoError() {
    let parts = (1..<30).map { Part(name: "\($0)", numerators: [Double($0) / 3, 0], denominator: Double($0) / 3) }
    #expect(OperatorBootstrapTests.intervals(parts, columns: 2) == [1...1, 0...0])
  }

  @Test func nothingHasNoInterval() {
    #expect(OperatorBootstrapTests.intervals([], columns: 3) == [nil, nil, nil])
    #expect(OperatorBootstrapTests.intervals([], columns: 0) == [])
    #expect(OperatorBootstrapTests.intervals([Part(name: "a", numerators: [0], denominator: 0)]) == [nil])
  }

  /// What was taken whole steadies the rest: half the weight without error halves the interval.
  @Test func operatorsTakenWholeSteadyTheRest() throws {
    var generator = SplitMix64(seed: 10)
    let tail = (0..<100).map { number in
      Part(name: "\(number)", numerators: [Bool.random(using: &generator) ? 1 : 0], denominator: 1)
    }
    let giant = Part(name: "giant", numerators: [50], denominator: 100, isTakenWhole: true)
    let alone = try #require(OperatorBootstrapTests.intervals(tail)[0])
    let beside = try #require(OperatorBootstrapTests.intervals(tail + [giant])[0])
    let ratio = (beside.upperBound - beside.lowerBound) / (alone.upperBound - alone.lowerBound)
    #expect((0.45...0.55).contains(ratio))
  }

  /// Equal operators: the ratio is a mean of independent values, its standard error s/√k, its distribution normal.
  ///
  /// The end of one interval of 1,000 replicates has a Monte-Carlo error of √(0.025·0.975/1000)/φ(1.96) = 0.084
  /// standard errors; the mean over eight seeds has 0.03.
  @Test func isTheNormalIntervalOfAMeanWhereThereIsOne() throws {
    var generator = SplitMix64(seed: 11)
    let values = (0..<150).map { _ in Double.random(in: 0...1, using: &generator) }
    let mean = values.reduce(0, +) / 150
    let error = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 150 / 150).squareRoot()
    let parts = values.enumerated().map { Part(name: "\($0).example", numerators: [$1], denominator: 1) }
    var ends = (low: 0.0, high: 0.0)
    for seed in 0..<8 as Range<UInt64> {
      let interval = try #require(OperatorBootstrapTests.intervals(parts, seed: seed, replicates: 1_000)[0])
      ends.low += (interval.lowerBound - mean) / error / 8
      ends.high += (interval.upperBound - mean) / error / 8
    }
    #expect(abs(ends.low + 1.96) < 0.1)
    #expect(abs(ends.high - 1.96) < 0.1)
  }

  @Test func aThousandReplicatesAreDrawn() {
    let parts = (0..<9).map { Part(name: "\($0)", numerators: [Double($0 % 2)], denominator: 1) }
    var bootstrap = OperatorBootstrap(seed: 1, columns: 1)
    for part in parts {
      bootstrap.add(part.name, numerators: part.numerators, denominator: 1, isTakenWhole: false)
    }
    #expect(bootstrap.intervals() == OperatorBootstrapTests.intervals(parts, replicates: 1_000))
  }
}
