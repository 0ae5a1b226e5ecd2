import Foundation
import FoundationXML
import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct ChartTests {
  /// Charts that are easy, crowded, long, full of gaps and hostile, in both layouts.
  static let charts: [Chart] = {
    let large = Fixtures.points(
      .domainWeighted, of: 123_456_789_012.5,
      classes: [
        .caVerified: 40_000_000_000.25, .caWrongName: 40_000_000_000.5, .selfSigned: 40_000_000_000.75,
      ])
    let waves: [[WaveSummary]] =
      [
        Fixtures.twoWaves, Fixtures.longSeries(12), Fixtures.longSeries(60),
        [
          Fixtures.wave("large", "2026-01-01", points: large),
          Fixtures.wave("none", "2026-02-01", points: []),
        ],
        [
          Fixtures.wave("twice", "2026-01-01", points: large),
          Fixtures.wave("twice", "2026-01-01", points: large),
        ],
      ] + Fixtures.hostileTexts.map { [Fixtures.hostile($0)] }
      + [[Fixtures.hostile(String(repeating: "WM日", count: 80))]]
    let series =
      waves.map { SurveySeries(waves: $0) }
      + [1, 2, 3, 9, 24].map { ChartFixture.series($0, interval: $0.isMultiple(of: 3)) }
      + [Fixtures.hostileTexts[0], Fixtures.hostileTexts[3], String(repeating: "WM日", count: 80)].map {
        ChartFixture.series(2, name: $0)
      }
    return series.flatMap { series in
      let further = ChartSet(series: series, units: [series.waves[0].points.last?.unit ?? .mxHost]).all
      return ChartFixture.charts(series) + further.flatMap { [$0.wide, $0.narrow] }
    }
  }()

  @Test func noTextCoversAnotherOrIsClipped() {
    for chart in ChartTests.charts {
      // From the top to the bottom, so that each is held only against those that begin within its height.
      let texts = chart.texts.map { (text: $0.text, box: $0.box) }.sorted { $0.box.y < $1.box.y }
      for (index, text) in texts.enumerated() {
        if !chart.bounds.contains(text.box) { Issue.record("\(chart.name): \(text.text) is clipped") }
        for other in texts[(index + 1)...].prefix(while: { $0.box.y < text.box.y + text.box.height })
        where text.box.overlaps(other.box) {
          Issue.record("\(chart.name): \(text.text) covers \(other.text)")
        }
      }
    }
  }

  @Test func textIsLargeEnoughToRead() {
    #expect(ChartTests.charts.allSatisfy { $0.texts.allSatisfy { $0.size >= 11 } })
  }

  @Test func everyChartIsWellFormedAndPlainAndWithinItsBounds() throws {
    let plain: Set = ["svg", "title", "desc", "rect", "polyline", "polygon", "circle", "text"]
    for chart in ChartTests.charts {
      let found = Elements()
      let parser = XMLParser(data: Data(chart.svg.utf8))
      parser.delegate = found
      #expect(parser.parse(), "\(chart.name)")
      #expect(found.names.isSubset(of: plain), "\(found.names)")
      #expect(!found.attributes.contains { $0.hasPrefix("on") || $0.hasSuffix("href") || $0 == "style" })
      #expect(Set(found.ids).count == found.ids.count && found.ids.count == 2)
      #expect(found.colours.isSubset(of: Set(Palette.all + ["none"])), "\(chart.name)")
      #expect(found.boxes.allSatisfy(chart.bounds.contains), "\(chart.name)")
    }
  }

  @Test func bothLayoutsSayTheSameAndAreNamedApart() {
    let set = ChartSet(series: ChartFixture.series(3), units: Report.customaryUnits)
    for figure in set.all {
      #expect(figure.wide.finding == figure.narrow.finding && figure.wide.caption.title == figure.narrow.caption.title)
      #expect(figure.wide.width == 860 && figure.narrow.width == 360)
    }
    let names = set.all.flatMap { [$0.wide.name, $0.narrow.name] }
    #expect(Set(names).count == names.count)
  }

  @Test func theSameSeriesGivesTheSameBytesInWhateverOrderItsRowsCome() {
    let series = ChartFixture.series(3)
    var shuffled = series
    shuffled.waves = series.waves.map { wave in
      var wave = wave
      wave.points.reverse()
      wave.breakdown.reverse()
      return wave
    }
    shuffled.overall?.transitions.reverse()
    shuffled.panel?.points.reverse()
    shuffled.concentration.reverse()
    #expect(ChartFixture.charts(series).map(\.svg) == ChartFixture.charts(shuffled).map(\.svg))
  }

  @Test func theFindingIsTextInTheDrawing() {
    for figure in ChartSet(series: SurveySeries(waves: Fixtures.twoWaves), units: [.mxHost]).all {
      let chart = figure.wide
      #expect(chart.svg.contains("role=\"img\"") && chart.svg.contains("font-family=\"sans-serif\""))
      #expect(chart.svg.contains("id=\"\(chart.name)-desc\">Laboratory data. "))
      #expect(chart.svg.contains(">Laboratory data</text>"))
      #expect(
        chart.finding.contains("CA-verified from 24.0 % (240/1,000) to 42.0 % (420/1,000)")
          || !chart.name.hasSuffix("reachable"))
    }
  }

  @Test(arguments: [2, 24]) func customaryTextsAreNotCut(waves: Int) {
    for chart in ChartFixture.charts(ChartFixture.series(waves)) {
      for text in chart.texts where text.text.contains("…") { Issue.record("\(chart.name): \(text.text)") }
    }
  }

  @Test func namesTellUnitAndBase() {
    let names = ChartSet(series: ChartFixture.series(2), units: Report.customaryUnits).all.map(\.wide.name)
    #expect(
      names == [
        "trend-mx_host-reachable", "classes-mx_host-reachable", "classes-mx_host-tls",
        "trend-domain_weighted-reachable", "classes-domain_weighted-reachable", "classes-domain_weighted-tls",
        "panel-ca_verified", "terms-mx_host-ca_verified", "terms-domain_weighted-ca_verified",
        "concentration-mx_host-ca_verified", "concentration-domain_weighted-ca_verified", "transitions-mx_host",
        "transitions-domain", "senders", "issuers", "expiry",
      ])
  }

  @Test func whatTheSeriesDoesNotTellIsNotDrawn() {
    var wave = Fixtures.twoWaves[0]
    wave.senders = []
    let set = ChartSet(series: SurveySeries(waves: [wave]), units: [.mxHost, .domainAny])
    #expect(set.panel == nil && set.senders == nil && set.issuers == nil && set.expiry == nil)
    #expect(set.terms.isEmpty && set.concentration.isEmpty && set.transitions.isEmpty)
    #expect(ChartSet(series: SurveySeries(waves: []), units: Report.customaryUnits).all.isEmpty)
    let key = ChartSet(series: SurveySeries(waves: [wave]), units: [.key])
    #expect(key.all.map(\.wide.name) == ["trend-key-tls", "classes-key-tls"])
  }

  @Test func listsOfLikeNamesHaveFilesOfTheirOwn() {
    let words = ["a|b", "a-b", "a b"].map { TrendUnit.domainWeighted(list: $0).fileWord }
    #expect(Set(words).count == 3)
    #expect(TrendUnit.domainWeighted(list: String(repeating: "x", count: 5_000)).fileWord.utf8.count < 80)
  }

  private final class Elements: NSObject, XMLParserDelegate {
    var names: Set<String> = []
    var attributes: Set<String> = []
    var ids: [String] = []
    var colours: Set<String> = []
    /// Where rectangles, circles and the corners of lines and polygons are.
    var boxes: [Box] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes values: [String: String]
    ) {
      names.insert(name)
      attributes.formUnion(values.keys)
      if let id = values["id"] { ids.append(id) }
      func number(_ name: String) -> Double { values[name].flatMap(Double.init) ?? .nan }
      switch name {
      case "rect": boxes.append(Box(x: number("x"), y: number("y"), width: number("width"), height: number("height")))
      case "circle":
        let radius = number("r")
        boxes.append(
          Box(x: number("cx") - radius, y: number("cy") - radius, width: 2 * radius, height: 2 * radius))
      case "polyline", "polygon":
        let numbers = (values["points"] ?? "").split { $0 == " " || $0 == "," }.map { Double($0) ?? .nan }
        for place in stride(from: 0, to: numbers.count, by: 2) {
          boxes.append(Box(x: numbers[place], y: numbers[place + 1], width: 0, height: 0))
        }
      default: break
      }
      colours.formUnion([values["fill"], values["stroke"]].compactMap(\.self))
    }
  }
}
