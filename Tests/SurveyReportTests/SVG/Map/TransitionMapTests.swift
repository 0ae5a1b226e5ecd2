import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct TransitionMapTests {
  private static func state(_ word: String) -> UnitState { UnitState(word: word) ?? .absent }
  private static let few = [
    Transition(unit: .mxHost, from: state("ca-verified"), to: state("ca-verified"), count: 90),
    Transition(unit: .mxHost, from: state("ca-verified"), to: state("ca-expired"), count: 9),
    Transition(unit: .mxHost, from: state("ca-verified"), to: .absent, count: 1),
    Transition(unit: .mxHost, from: state("self-signed"), to: state("ca-verified"), count: 30),
    Transition(unit: .domain, from: state("mixed"), to: state("mixed"), count: 7),
  ]

  private func map(_ transitions: [Transition]) -> TransitionMap {
    TransitionMap(transitions: transitions, unit: .mxHost, from: "a", to: "b", waves: Fixtures.twoWaves)
  }

  @Test(arguments: Layout.allCases) func everyNumberOfTheUnitIsPrintedAndRegressionsAreMarked(layout: Layout) {
    let chart = map(TransitionMapTests.few).chart(layout)
    let texts = chart.drawing.texts.map(\.text)
    #expect(["90", "9", "1", "30"].allSatisfy(texts.contains) && !texts.contains("7"))
    // The one to `expired` alone: what is gone did not get worse.
    #expect(chart.svg.split(separator: "\n").count { $0.contains("<polygon") && $0.contains(Palette.vermillion) } == 1)
  }

  @Test(arguments: Layout.allCases) func onlyStatesThatOccurAreShown(layout: Layout) {
    let letters = map(TransitionMapTests.few).chart(layout).drawing.texts.map(\.text).filter { $0.count == 1 }
    #expect(Set(letters).subtracting(["9", "1"]) == ["A", "C", "D", "Q"])
  }

  @Test func theFindingHasWhatMovedMostAndWhatWasLost() {
    let finding = map(TransitionMapTests.few).figure?.wide.finding
    #expect(
      finding?.contains("self-signed to CA-verified 100.0 % (30/30); CA-verified to expired 9.0 % (9/100)") == true)
    #expect(finding?.contains("reachable and no more so now 9.0 % (9/100)") == true)
    #expect(map([]).figure == nil)
  }

  @Test func statesHaveLettersOfTheirOwnAsInTheBars() {
    #expect(Set(UnitState.all.map(\.letter)).count == UnitState.all.count)
    #expect(Set(UnitState.all.map(\.title)).count == UnitState.all.count)
    #expect(UnitState.result(.mixed).letter == ClassBars.letter(.mixed))
  }

  @Test(arguments: [
    (0.01, "<0.1"), (0.25, "0.3"), (7, "7"), (999, "999"), (1_000, "1.0k"), (9_949, "9.9k"), (9_960, "10k"),
    (999_499, "999k"), (999_600, "1.0M"), (30_000_000, "30M"), (300_000_000, "300M"), (2e12, "> 1T"),
  ]) func numbersAreShortened(count: Double, text: String) { #expect(TransitionCells.short(count) == text) }

  @Test(arguments: [(1e-9, 0), (0.01, 0), (0.011, 1), (0.2, 2), (0.5, 3), (0.81, 5), (1, 5), (1.0000001, 5)])
  func sharesHaveTheirShade(share: Double, place: Int) { #expect(ShadeLegend.place(share) == place) }
}
