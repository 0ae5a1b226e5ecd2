import SurveyCore
import Testing

/// The mutations that stand in for the fuzzer.
@Suite struct MutationTests {
  private static let octets = Array("220 mx1.example.org ESMTP\r\n".utf8)

  @Test func aSeedMeansOneRun() {
    let runs = (0..<2).map { _ in
      var generator = SplitMix64(seed: 7)
      return (0..<100).map { _ in Mutation.mutated(Self.octets, donor: [1, 2, 3], using: &generator) }
    }
    #expect(runs[0] == runs[1])
    #expect(Set(runs[0]).count > 90)
  }

  @Test func nothingCanBeMutated() {
    var generator = SplitMix64(seed: 7)
    let mutations = (0..<100).map { _ in Mutation.mutated([], donor: [], using: &generator) }
    #expect(mutations.contains { !$0.isEmpty })
  }
}
