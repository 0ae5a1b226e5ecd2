import Testing

@testable import SurveyCore

/// An interval at 95 % holds the truth 19 times out of 20, if its assumptions hold. These are samples of whole
/// operators, whose hosts do as one: intervals that count hosts are too narrow by far.
@Suite struct CoverageTests {
  private static let runs = 200
  /// How many operators of the tail are drawn.
  private static let drawn = 100
  private static let survey = GeneratedOperators(seed: 2_014)

  private static func covered(_ intervals: [ClosedRange<Double>?], _ truth: Double) -> Double {
    Double(intervals.count { $0?.contains(truth) == true }) / Double(intervals.count)
  }

  @Test func theBootstrapOverOperatorsCoversAndWilsonDoesNot() {
    let survey = CoverageTests.survey
    var generator = SplitMix64(seed: 1)
    var bootstrapped: [ClosedRange<Double>?] = []
    var wilson: [ClosedRange<Double>?] = []
    for run in 0..<CoverageTests.runs {
      let sample = survey.sample(CoverageTests.drawn, using: &generator)
      var bootstrap = OperatorBootstrap(seed: UInt64(run), columns: 1, replicates: 100)
      var size = EffectiveSize()
      var ratio = Ratio()
      for (members, weight, isTakenWhole) in [(survey.giants, 1, true), (sample.members, sample.weight, false)] {
        for (place, member) in members.enumerated() {
          let part = Ratio(Double(member.hosts) * member.after * weight, of: Double(member.hosts) * weight)
          // The same operator drawn twice is two draws.
          bootstrap.add(
            "\(place) \(member.name)", numerators: [part.numerator], denominator: part.denominator,
            isTakenWhole: isTakenWhole)
          size.add(weight: weight, times: member.hosts)
          ratio = ratio + part
        }
      }
      bootstrapped += bootstrap.intervals()
      wilson.append(Wilson.interval(ratio, size: size.value))
    }
    #expect((0.92...0.985).contains(CoverageTests.covered(bootstrapped, survey.after)))
    #expect(CoverageTests.covered(wilson, survey.after) < 0.8)
  }

  @Test func thePairedIntervalCoversAndOneOfHostsDoesNot() {
    let survey = CoverageTests.survey
    var generator = SplitMix64(seed: 2)
    var paired: [ClosedRange<Double>?] = []
    var naive: [ClosedRange<Double>?] = []
    for _ in 0..<CoverageTests.runs {
      let sample = survey.sample(CoverageTests.drawn, using: &generator)
      var tally = PairedTally()
      for (members, weight, isTakenWhole) in [(survey.giants, 1, true), (sample.members, sample.weight, false)] {
        for member in members {
          var cluster = PairedTally.Cluster()
          cluster.add(weight: weight, before: member.before, after: member.after, times: member.hosts)
          tally.add(cluster, isTakenWhole: isTakenWhole)
        }
      }
      guard let interval = tally.interval else {
        paired.append(nil)
        continue
      }
      paired.append(interval.low...interval.high)
      let narrow = (interval.high - interval.low) / 2 / interval.designEffect.squareRoot()
      naive.append(interval.estimate - narrow...interval.estimate + narrow)
    }
    #expect((0.92...0.985).contains(CoverageTests.covered(paired, survey.change)))
    #expect(CoverageTests.covered(naive, survey.change) < 0.85)
  }

  /// Both look at the same error: of the change, one by linearising, the other by drawing.
  @Test func thePairedIntervalIsThatOfTheBootstrap() throws {
    let survey = CoverageTests.survey
    var generator = SplitMix64(seed: 3)
    let sample = survey.sample(CoverageTests.drawn, using: &generator)
    var tally = PairedTally()
    var bootstrap = OperatorBootstrap(seed: 3, columns: 1)
    for (members, weight, isTakenWhole) in [(survey.giants, 1, true), (sample.members, sample.weight, false)] {
      for (place, member) in members.enumerated() {
        var cluster = PairedTally.Cluster()
        cluster.add(weight: weight, before: member.before, after: member.after, times: member.hosts)
        tally.add(cluster, isTakenWhole: isTakenWhole)
        let hosts = Double(member.hosts) * weight
        bootstrap.add(
          "\(place)", numerators: [hosts * (member.after - member.before)], denominator: hosts,
          isTakenWhole: isTakenWhole)
      }
    }
    let paired = try #require(tally.interval)
    let drawn = try #require(bootstrap.intervals()[0])
    // An end's Monte-Carlo error is 0.084 standard errors, of a width of 3.92.
    let ratio = (drawn.upperBound - drawn.lowerBound) / (paired.high - paired.low)
    #expect((0.9...1.1).contains(ratio))
  }
}
