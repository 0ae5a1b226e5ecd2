import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct TrendLinesTests {
  private func count(_ name: String, in chart: Chart, with attribute: String = "") -> Int {
    chart.svg.split(separator: "\n").count { $0.contains("<\(name) ") && $0.contains(attribute) }
  }

  @Test func aGapBreaksTheLine() {
    // Of twelve waves the fourth, the eleventh and the last are empty: two runs, and the legend's sample.
    let chart = TrendLines(waves: Fixtures.longSeries(12), unit: .domainWeighted, base: .reachable).chart
    #expect(count("polyline", in: chart, with: "stroke=\"\(Palette.blue)\"") == 3)
    #expect(count("circle", in: chart) == 10)
    #expect(
      chart.texts.contains { $0.text == "31.8/100 on 2024-10-15" || $0.text.hasSuffix("on 2024-10-15") })
  }

  @Test func oneWaveShowsMarkersWithoutLines() {
    let chart = TrendLines(waves: [Fixtures.twoWaves[0]], unit: .mxHost, base: .reachable).chart
    #expect(count("circle", in: chart) == 2)
    #expect(count("polyline", in: chart, with: "stroke=\"\(Palette.blue)\"") == 1)
  }

  @Test func linesDifferInColourDashAndMarker() {
    let styles = Metric.headline(base: .reachable).map(\.lineStyle)
    #expect(Set(styles.map(\.colour)).count == styles.count)
    #expect(Set(styles.map { $0.dash ?? "solid" }).count == styles.count)
    #expect(Set(styles.map(\.marker)).count == styles.count)
  }

  @Test func linesAndInksAreSeenOnTheirGround() {
    for style in Metric.headline(base: .reachable).map(\.lineStyle) {
      #expect(contrast(style.colour, Palette.paper) >= 3)
    }
    for metric in Metric.bestToWorst(base: .reachable, unit: .mxHost) {
      let (fill, ink) = Palette.fill(metric)
      #expect(contrast(fill, ink) >= 4.5, "\(metric.word)")
    }
  }

  /// The contrast ratio of WCAG 2.2.
  private func contrast(_ left: String, _ right: String) -> Double {
    let (bright, dark) = (max(luminance(left), luminance(right)), min(luminance(left), luminance(right)))
    return (bright + 0.05) / (dark + 0.05)
  }

  private func luminance(_ colour: String) -> Double {
    let value = UInt32(colour.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double((value >> shift) & 255) / 255
      // The curve above the linear toe, which is close enough to it for a ratio of 3.
      return part <= 0.04 ? part / 12.92 : power((part + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// `base` to the power of 2.4, as base² times the fifth root of base² by Newton's method.
  private func power(_ base: Double) -> Double {
    let square = base * base
    var root = 1.0
    for _ in 0..<40 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }
}
