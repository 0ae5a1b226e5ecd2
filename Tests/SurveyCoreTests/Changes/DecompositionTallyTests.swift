import SurveyCore
import Testing

@Suite struct DecompositionTallyTests {
  private struct Part {
    let name: String
    let before: Ratio?
    let after: Ratio?
  }

  /// Operators that stay, come and go, with denominators of 0 among them, and weights over twelve decimal places.
  private static func parts(_ count: Int, using generator: inout SplitMix64) -> [Part] {
    func ratio() -> Ratio? {
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: return nil
      case 1: return Ratio(0, of: 0)
      default:
        let weight =
          Double.random(in: 0.001...1, using: &generator) * Double(1 << Int.random(in: 0...30, using: &generator))
        let share = [0, 1, Double.random(in: 0...1, using: &generator)][Int.random(in: 0..<3, using: &generator)]
        return Ratio(weight * share, of: weight)
      }
    }
    return (0..<count).map { Part(name: "operator\($0).example", before: ratio(), after: ratio()) }
  }

  private static func tally(_ parts: [Part], of whole: [Part]? = nil, keep: Int = 50) -> DecompositionTally {
    let whole = whole ?? parts
    var tally = DecompositionTally(
      before: whole.compactMap(\.before).reduce(Ratio(), +), after: whole.compactMap(\.after).reduce(Ratio(), +),
      keep: keep)
    for part in parts { tally.add(part.name, before: part.before, after: part.after) }
    return tally
  }

  private static func decompose(_ parts: [Part], of whole: [Part]? = nil, keep: Int = 50) -> Decomposition {
    tally(parts, of: whole, keep: keep).decomposition(unit: .domain, metric: .startTLS)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func theTermsAddUpToTheChange(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let parts = DecompositionTallyTests.parts([2, 10, 500][Int(seed % 3)], using: &generator)
    let decomposition = DecompositionTallyTests.decompose(parts)
    guard let before = decomposition.before.share, let after = decomposition.after.share else {
      #expect(decomposition.terms == Decomposition.Terms())
      return
    }
    #expect(abs(decomposition.terms.total - (after - before)) < 16 * Double.ulpOfOne)
    #expect(
      decomposition.operatorCount
        == parts.count { ($0.before?.denominator ?? 0) > 0 || ($0.after?.denominator ?? 0) > 0 })
  }

  /// Operators of next to no weight each, of which a plain sum would lose the last places.
  @Test func theTermsOfManySmallOperatorsAddUp() throws {
    let parts = (0..<20_000).map { number in
      Part(
        name: "\(number)", before: Ratio(Double(number % 3) / 2, of: 1), after: Ratio(Double(number % 7) / 6, of: 1))
    }
    let decomposition = DecompositionTallyTests.decompose(parts)
    let (before, after) = (try #require(decomposition.before.share), try #require(decomposition.after.share))
    #expect(abs(decomposition.terms.total - (after - before)) < 4 * Double.ulpOfOne)
    #expect(decomposition.terms.entry == 0)
    #expect(decomposition.terms.exit == 0)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func theTermsOfDisjointSetsOfOperatorsAddUp(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let parts = DecompositionTallyTests.parts(200, using: &generator)
    let cut = Int.random(in: 0...200, using: &generator)
    let (left, right) = (Array(parts[..<cut]), Array(parts[cut...]))
    let whole = DecompositionTallyTests.decompose(parts).terms
    let sum =
      DecompositionTallyTests.decompose(left, of: parts).terms
      + DecompositionTallyTests.decompose(right, of: parts).terms
    for term in [\Decomposition.Terms.rate, \.weight, \.entry, \.exit] {
      #expect(abs(whole[keyPath: term] - sum[keyPath: term]) < 4 * Double.ulpOfOne)
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func theOrderOfOperatorsChangesNothing(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let parts = DecompositionTallyTests.parts(200, using: &generator)
    let expected = DecompositionTallyTests.decompose(parts, keep: 7)
    for _ in 0..<4 {
      let shuffled = parts.shuffled(using: &generator)
      #expect(DecompositionTallyTests.decompose(shuffled, of: parts, keep: 7) == expected)
    }
  }

  @Test(arguments: [0, 1, 7, 50, 400])
  func theLargestAreKeptInTheirOrder(keep: Int) {
    var generator = SplitMix64(seed: 3)
    let parts = DecompositionTallyTests.parts(200, using: &generator)
    let all = DecompositionTallyTests.decompose(parts, keep: 200).operators
    let sorted = all.sorted { left, right in
      let (leftSize, rightSize) = (abs(left.terms.total), abs(right.terms.total))
      return leftSize == rightSize ? left.name < right.name : leftSize > rightSize
    }
    #expect(all == sorted)
    #expect(DecompositionTallyTests.decompose(parts, keep: keep).operators == Array(sorted.prefix(keep)))
  }

  @Test func operatorsThatMoveItAlikeAreInTheOrderOfTheirNames() {
    let parts = ["c", "a", "d", "b"].map { Part(name: $0, before: Ratio(0, of: 1), after: Ratio(1, of: 1)) }
    #expect(DecompositionTallyTests.decompose(parts, keep: 3).operators.map(\.name) == ["a", "b", "c"])
  }

  /// Half the weight improves by a half, and nothing else happens.
  @Test func whatAnOperatorDidIsRate() {
    let terms = DecompositionTallyTests.decompose([
      Part(name: "moved", before: Ratio(0, of: 10), after: Ratio(5, of: 10)),
      Part(name: "still", before: Ratio(4, of: 10), after: Ratio(4, of: 10)),
    ]).terms
    #expect(terms == Decomposition.Terms(rate: 0.25))
  }

  /// Domains move from an operator without TLS to one with: neither did anything, both terms are gains. Without P̄ one
  /// operator would have all of it.
  @Test func whereTheWeightWentIsWeight() {
    let decomposition = DecompositionTallyTests.decompose([
      Part(name: "bad", before: Ratio(0, of: 8), after: Ratio(0, of: 4)),
      Part(name: "good", before: Ratio(8, of: 8), after: Ratio(12, of: 12)),
    ])
    #expect(decomposition.terms == Decomposition.Terms(weight: 0.25))
    #expect(decomposition.operators.first { $0.name == "bad" }?.terms.weight == 0.25 * (0.625))
    #expect(decomposition.operators.first { $0.name == "good" }?.terms.weight == 0.25 * (0.375))
  }

  @Test func whoCameAndWhoWentIsEntryAndExit() throws {
    let decomposition = DecompositionTallyTests.decompose([
      Part(name: "stays", before: Ratio(2, of: 4), after: Ratio(2, of: 4)),
      Part(name: "goes", before: Ratio(0, of: 4), after: nil),
      Part(name: "comes", before: Ratio(0, of: 0), after: Ratio(4, of: 4)),
    ])
    #expect(decomposition.terms == Decomposition.Terms(entry: 0.25, exit: 0.25))
    let comer = try #require(decomposition.operators.first { $0.name == "comes" })
    #expect(comer.before == nil)
    #expect(comer.after == Ratio(4, of: 4))
    #expect(decomposition.operators.first { $0.name == "goes" }?.after == nil)
  }

  @Test func aWaveOfNothingHasNoTerms() {
    let decomposition = DecompositionTallyTests.decompose([Part(name: "a", before: nil, after: Ratio(1, of: 1))])
    #expect(decomposition.terms == Decomposition.Terms())
    #expect(decomposition.operatorCount == 1)
    #expect(DecompositionTallyTests.decompose([Part(name: "a", before: nil, after: Ratio())]).operatorCount == 0)
  }
}
