import SurveyCore
import Testing

@testable import SurveyReport

/// What a dark page does to the colours of charts; the drawings themselves are looked at by the browser.
@Suite struct ChartColoursTests {
  @Test func everyColourOnPaperIsTurned() {
    #expect(ChartColours.turned.map(\.light) == Palette.onPaper)
  }

  @Test(arguments: [ChartColours.ink, ChartColours.paleInk]) func inkIsReadOnDarkPaper(ink: String) {
    #expect(Contrast.ratio(ink, ChartColours.paper) >= 4.5)
  }

  @Test(arguments: [Palette.blue, Palette.vermillion, Palette.green, Palette.purple])
  func linesAreSeenOnDarkPaper(hue: String) {
    #expect(Contrast.ratio(hue, ChartColours.paper) >= 3)
  }

  @Test(arguments: [Palette.ink, Palette.paleInk, Palette.leader])
  func rimsAndLeadersAreSeenOnDarkPaper(light: String) throws {
    let dark = try #require(ChartColours.turned.first { $0.light == light }).dark
    #expect(Contrast.ratio(dark, ChartColours.paper) >= 3)
  }
}
