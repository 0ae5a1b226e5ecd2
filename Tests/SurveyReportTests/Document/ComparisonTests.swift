import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct ComparisonTests {
  private static let waves = ChangeFixture.series.waves
  private static let change = ChangeFixture.change("2026-09", "2026-11", decomposed: true)
  private static let text = Comparison.markdown(change: change, from: waves[0], to: waves[2])

  @Test func regressionsAndOperatorsStandAtTheTop() throws {
    let top = try #require(ComparisonTests.text.split(separator: "\n## ").first)
    #expect(top.contains("- MX hosts: 3.3 % (10/300)"))
    #expect(top.contains("**+15.0 points** (95 % interval +4.0 to +26.0"))
    #expect(top.contains("**giant.example** +13.0, **gone.example** +2.0"))
  }

  @Test func partsAreInTheirOrder() {
    let titles = ComparisonTests.text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3) }
    #expect(
      titles == [
        "What changed about the measurement", "Those that stayed, came and went", "By operator", "Moves that matter",
        "All moves of MX hosts", "All moves of operators", "All moves of domains", "Renewal",
        "From self-signed to a CA",
      ])
  }

  @Test func theSameInstrumentHasNoWarning() {
    let text = Comparison.markdown(
      change: ComparisonTests.change, from: ComparisonTests.waves[0], to: ComparisonTests.waves[1])
    #expect(!text.contains("about the measurement"))
  }

  @Test func wavesWithoutAnythingInCommonAreSaidToHaveNone() {
    let text = Comparison.markdown(
      change: WaveChange(from: "a", to: "b"), from: ComparisonTests.waves[0], to: ComparisonTests.waves[1])
    #expect(text.contains("nothing in common") && !text.contains("## "))
  }

  @Test func onlyLaboratoryWavesAreCalledThat() {
    var synthetic = ComparisonTests.waves[0]
    synthetic.isSynthetic = true
    let text = Comparison.markdown(change: ComparisonTests.change, from: synthetic, to: ComparisonTests.waves[1])
    #expect(text.contains(Caveat.laboratory) && !ComparisonTests.text.contains(Caveat.laboratory))
  }

  @Test(arguments: Fixtures.hostileTexts) func namesOfOthersBecomeNoMarkup(text: String) {
    var change = ComparisonTests.change
    (change.from, change.to) = (text, text)
    change.movedToCA = [IssuerCount(issuer: text, hosts: 5)]
    for index in change.decompositions.indices { change.decompositions[index].operators[0].name = text }
    let content = Comparison.markdown(change: change, from: Fixtures.hostile(text), to: Fixtures.hostile(text))
    #expect(content.unicodeScalars.allSatisfy { $0 == "\n" || "\($0)".visible == "\($0)" })
    for word in ["](javascript", "](http", "`code`", "=\"http://", "**bold", "~~no", "<script"] {
      #expect(!content.contains(word), "\(word)")
    }
    let columns = content.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(columns.allSatisfy { $0.hasSuffix(" |") })
  }
}
