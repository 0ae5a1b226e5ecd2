import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct TrendLinesTests {
  private func count(_ name: String, in chart: Chart, with attribute: String = "") -> Int {
    chart.svg.split(separator: "\n").count { $0.contains("<\(name) ") && $0.contains(attribute) }
  }

  @Test func aGapBreaksTheLine() {
    // Of twelve waves the fourth, the eleventh and the last are empty: two runs, and the legend's sample.
    let chart = TrendLines(waves: Fixtures.longSeries(12), unit: .domainWeighted, base: .reachable).chart(.wide)
    #expect(count("polyline", in: chart, with: "stroke=\"\(Palette.blue)\"") == 3)
    #expect(count("circle", in: chart) == 10)
    #expect(
      chart.drawing.texts.contains { $0.text == "31.8/100 on 2024-10-15" || $0.text.hasSuffix("on 2024-10-15") })
  }

  @Test func oneWaveShowsMarkersWithoutLines() {
    let chart = TrendLines(waves: [Fixtures.twoWaves[0]], unit: .mxHost, base: .reachable).chart(.wide)
    #expect(count("circle", in: chart) == 2)
    #expect(count("polyline", in: chart, with: "stroke=\"\(Palette.blue)\"") == 1)
  }

  @Test func linesDifferInColourDashAndMarker() {
    let styles = Metric.headline(base: .reachable).map(\.lineStyle)
    #expect(Set(styles.map(\.colour)).count == styles.count)
    #expect(Set(styles.map { $0.dash ?? "solid" }).count == styles.count)
    #expect(Set(styles.map(\.marker)).count == styles.count)
  }

  @Test func intervalsHaveWhiskersAndAreExplained() {
    let plain = TrendLines(waves: ChartFixture.waves(4), unit: .mxHost, base: .reachable).chart(.wide)
    let chart = TrendLines(waves: ChartFixture.waves(4, interval: true), unit: .mxHost, base: .reachable).chart(.wide)
    let blue = "stroke=\"\(Palette.blue)\""
    #expect(count("polyline", in: chart, with: blue) == count("polyline", in: plain, with: blue) + 4 * 3)
    #expect(chart.caption.subtitle.contains("intervals at 95 %") && !plain.caption.subtitle.contains("intervals"))
    #expect(chart.drawing.texts.contains { $0.text.contains("; 95 %: ") })
  }

  @Test func marksOfManyWavesDoNotCoverEachOther() {
    for layout in Layout.allCases {
      let waves = Fixtures.longSeries(60)
      let line = PlottedLine(.certificateClass(.caVerified), waves: waves, unit: .mxHost, base: .reachable)
      let plot = LinePlot(
        lines: [line].compactMap(\.self), left: layout.left, right: layout.right, top: 0, labels: .below)
      let marks = plot.lines.flatMap(plot.marks)
      // The last has its mark in any case.
      #expect(zip(marks, marks.dropFirst().dropLast()).allSatisfy { $1.x - $0.x >= 10 })
      #expect(marks.count > 10 && marks.last?.x == plot.lines.first.map { plot.axes.point($0.last.date, 0).x })
    }
  }
}
