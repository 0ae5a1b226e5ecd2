import SurveyCore
import Testing

@Suite struct SplitMix64Tests {
  /// Published test values: Rosetta Code, "Pseudo-random numbers/Splitmix64", seed 1234567.
  @Test func givesThePublishedSequence() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  /// A bijection that is linear in nothing has one sure fixed point: 0.
  @Test func finaliserIsTheStepWithoutTheIncrement() {
    var generator = SplitMix64(seed: 0)
    #expect(generator.next() == SplitMix64.mix(0x9e37_79b9_7f4a_7c15))
    #expect(SplitMix64.mix(0) == 0)
  }

  @Test func finaliserIsInjectiveOverManyWords() {
    #expect(Set((0..<10_000).map { SplitMix64.mix($0) }).count == 10_000)
  }
}
