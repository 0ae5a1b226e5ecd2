import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct PaletteTests {
  @Test func linesAreSeenOnPaperAndOnADarkPage() {
    for style in LineStyle.all {
      #expect(Contrast.ratio(style.colour, Palette.paper) >= 3, "\(style.colour)")
      // What a dark page does not replace is seen on one of #161616 too.
      if !Palette.onPaper.contains(style.colour) { #expect(Contrast.ratio(style.colour, "#161616") >= 3) }
    }
    #expect(Contrast.ratio(Palette.ink, Palette.paper) >= 4.5 && Contrast.ratio(Palette.paleInk, Palette.paper) >= 4.5)
    #expect(Contrast.ratio(Palette.leader, Palette.paper) >= 3)
  }

  @Test func textIsReadOnEveryFill() {
    let fills =
      Metric.all.map(Palette.fill) + DeliveryResult.allCases.map(Palette.fill)
      + Palette.shades.indices.map(Palette.shade)
    for fill in fills { #expect(Contrast.ratio(fill.fill, fill.ink) >= 4.5, "\(fill)") }
  }

  @Test func classesAndResultsHaveFillsOfTheirOwn() {
    let classes = Metric.bestToWorst(base: .reachable, unit: .mxHost).map { Palette.fill($0).fill }
    #expect(Set(classes).count == classes.count)
    let results = DeliveryResult.allCases.map { Palette.fill($0).fill }
    #expect(Set(results).count == results.count)
  }

  @Test func everyColourHasOneRoleAndIsLowerCaseHexadecimal() {
    #expect(Set(Palette.all).count == Palette.all.count)
    #expect(Palette.all.allSatisfy { $0.wholeMatch(of: /#[0-9a-f]{6}/) != nil })
  }
}
