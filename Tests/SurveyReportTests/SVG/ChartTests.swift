import Foundation
import FoundationXML
import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct ChartTests {
  /// Charts that are easy, crowded, long, full of gaps and hostile.
  static var charts: [Chart] {
    let large = Fixtures.points(
      .domainWeighted, of: 123_456_789_012.5,
      classes: [
        .caVerified: 40_000_000_000.25, .caWrongName: 40_000_000_000.5, .selfSigned: 40_000_000_000.75,
      ])
    let series: [[WaveSummary]] =
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
    return series.flatMap { waves in
      ChartSet(waves: waves, units: [.mxHost, .domainWeighted]).all
        + ChartSet(waves: waves, units: [waves[0].points.last?.unit ?? .mxHost]).all
    }
  }

  @Test func noTextCoversAnotherOrIsClipped() {
    for chart in ChartTests.charts {
      let texts = chart.allTexts
      for (index, text) in texts.enumerated() {
        #expect(chart.bounds.contains(text.box), "\(chart.name): \(text.text) is clipped")
        for other in texts[(index + 1)...] {
          #expect(!text.box.overlaps(other.box), "\(chart.name): \(text.text) covers \(other.text)")
        }
      }
    }
  }

  @Test func everyChartIsWellFormedAndPlain() throws {
    let plain: Set = ["svg", "title", "desc", "rect", "polyline", "polygon", "circle", "text"]
    for chart in ChartTests.charts {
      let found = Elements()
      let parser = XMLParser(data: Data(chart.svg.utf8))
      parser.delegate = found
      #expect(parser.parse(), "\(chart.name)")
      #expect(found.names.isSubset(of: plain), "\(found.names)")
      #expect(!found.attributes.contains { $0.hasPrefix("on") || $0.hasSuffix("href") || $0 == "style" })
      #expect(Set(found.ids).count == found.ids.count && found.ids.count == 2)
    }
  }

  @Test func theFindingIsTextInTheDrawing() {
    for chart in ChartSet(waves: Fixtures.twoWaves, units: [.mxHost]).all {
      #expect(chart.svg.contains("role=\"img\"") && chart.svg.contains("font-family=\"sans-serif\""))
      #expect(chart.svg.contains("id=\"\(chart.name)-desc\">Laboratory data. Of "))
      #expect(chart.svg.contains(">Laboratory data</text>"))
      #expect(
        chart.finding.contains("CA-verified from 24.0 % (240/1,000) to 42.0 % (420/1,000)")
          || chart.base == .tls)
    }
  }

  @Test func customaryTitlesAreNotCut() {
    let charts = ChartSet(waves: Fixtures.twoWaves, units: [.mxHost, .domainWeighted]).all
    for chart in charts + ChartSet(waves: Fixtures.longSeries(60), units: [.domainWeighted]).all {
      #expect(!chart.allTexts.contains { $0.text.contains("…") }, "\(chart.name)")
    }
  }

  @Test func namesTellUnitAndBase() {
    let names = ChartSet(waves: Fixtures.twoWaves, units: Report.customaryUnits).all.map(\.name)
    #expect(
      names == [
        "trend-mx_host-reachable", "classes-mx_host-reachable", "classes-mx_host-tls",
        "trend-domain_weighted-reachable", "classes-domain_weighted-reachable", "classes-domain_weighted-tls",
      ])
  }

  private final class Elements: NSObject, XMLParserDelegate {
    var names: Set<String> = []
    var attributes: Set<String> = []
    var ids: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes values: [String: String]
    ) {
      names.insert(name)
      attributes.formUnion(values.keys)
      if let id = values["id"] { ids.append(id) }
    }
  }
}
