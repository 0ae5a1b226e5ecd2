import Foundation
import FoundationXML
import SurveyCore
import Testing

@testable import SurveyReport

/// The page as a strict parser sees it; what a browser makes of it is `Scripts/check-page`'s.
@Suite struct HTMLPageTests {
  static let series: [String: SurveySeries] = GoldenReportTests.series.merging(
    ["none": SurveySeries(waves: []), "laboratory": SurveySeries(waves: Fixtures.longSeries(30, synthetic: true))]
  ) { $1 }

  private static func page(_ series: SurveySeries) throws -> ParsedPage {
    try ParsedPage(Report(series, formats: [.html]).files[0].content)
  }

  @Test(arguments: series.keys.sorted()) func theFrameIsWhole(name: String) throws {
    let page = try HTMLPageTests.page(try #require(HTMLPageTests.series[name]))
    #expect(page.source.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(page.all("main").count == 1 && page.all("h1").count == 1 && page.all("title").count > 0)
    let policy = page.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
    #expect(policy?.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    #expect(page.all("meta").contains { $0.attributes["name"] == "viewport" })
    #expect(Set(page.ids).count == page.ids.count)
  }

  @Test(arguments: series.keys.sorted()) func headingsSkipNoLevel(name: String) throws {
    let page = try HTMLPageTests.page(try #require(HTMLPageTests.series[name]))
    let levels = page.elements.compactMap {
      $0.name.count == 2 && $0.name.hasPrefix("h") ? Int($0.name.dropFirst()) : nil
    }
    #expect(levels.first == 1)
    for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1 && after > 1) }
  }

  @Test func contentsLeadToEveryHeadingOfLevelTwo() throws {
    let page = try HTMLPageTests.page(Fixtures.series)
    let headings = page.all("h2").compactMap { $0.attributes["id"] }
    let links = page.all("a").filter { $0.path.contains("nav") }.compactMap { $0.attributes["href"] }
    #expect(page.all("a").contains { $0.path.contains("header") && $0.attributes["href"] == "#contents" })
    #expect(page.ids.contains("contents"))
    #expect(headings.count > 4 && links == headings.map { "#" + $0 })
    #expect(headings.contains("headline") && headings.contains("coverage"))
  }

  @Test(arguments: series.keys.sorted()) func tablesHaveHeadersCaptionsAndFrames(name: String) throws {
    let page = try HTMLPageTests.page(try #require(HTMLPageTests.series[name]))
    let tables = page.all("table")
    #expect(page.all("caption").count == tables.count && (name == "none" || tables.count > 5))
    #expect(page.all("th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
    #expect(page.all("caption").allSatisfy { $0.text.hasPrefix("Table ") && $0.text.count > 10 })
    let frames = page.elements.filter { $0.attributes["role"] == "region" }
    #expect(frames.count >= tables.count && frames.allSatisfy { $0.attributes["tabindex"] == "0" })
    let names = frames.map { $0.attributes["aria-labelledby"] ?? $0.attributes["aria-label"] ?? "" }
    #expect(Set(names).count == frames.count && !names.contains(""))
  }

  @Test func everyChartIsInThePageWithItsFindingInWords() throws {
    let page = try HTMLPageTests.page(Fixtures.series)
    let charts = ChartSet(series: Fixtures.series, units: Report(Fixtures.series).units).all.map(\.wide)
    // Those beside published figures are drawn by their sections.
    #expect(charts.count > 10 && page.all("figure").count > charts.count)
    #expect(page.all("svg").count == 2 * page.all("figure").count)
    for chart in charts {
      #expect(page.all("desc").contains { $0.text == chart.finding.visible })
      // What the table beside it says is not said again.
      #expect(page.all("p").contains { $0.text == chart.finding.visible } == (chart.drawing.data != nil))
    }
    #expect(page.all("svg").allSatisfy { $0.attributes["role"] == "img" && $0.attributes["aria-labelledby"] != nil })
  }

  @Test func aChartOfMoreWavesThanTheTableBesideItHasATableOfItsOwn() throws {
    let waves = Fixtures.longSeries(12)
    let page = try HTMLPageTests.page(SurveySeries(waves: waves))
    let folded = page.elements.filter { $0.path.contains("details") && $0.name == "table" }
    #expect(folded.count > 3)
    let labels = page.elements.filter { $0.path.contains("details") && $0.attributes["scope"] == "row" }.map(\.text)
    #expect(Set(labels).isSuperset(of: waves.map(\.label)) && Set(labels).isSuperset(of: waves.map(\.waveDate)))
    let few = try HTMLPageTests.page(SurveySeries(waves: Fixtures.twoWaves))
    #expect(!few.elements.contains { $0.path.contains("details") && $0.name == "table" })
  }

  @Test func laboratoryDataIsSaidInTheTitleInTheHeaderAndInANotice() throws {
    let page = try HTMLPageTests.page(SurveySeries(waves: Fixtures.twoWaves))
    #expect(page.all("title")[0].text.hasPrefix("Laboratory data: "))
    #expect(page.elements.contains { $0.path.contains("header") && $0.text == "Laboratory data" })
    #expect(page.elements.contains { $0.attributes["class"] == "notice-title" && $0.text == "Laboratory data" })
    let real = try HTMLPageTests.page(Fixtures.series)
    #expect(!real.source.lowercased().contains("laboratory"))
  }

  @Test(arguments: Fixtures.hostileTexts) func hostileTextIsDead(text: String) throws {
    for series in [SurveySeries(waves: [Fixtures.hostile(text)]), Fixtures.hostileSeries(text)] {
      let page = try HTMLPageTests.page(series)
      #expect(page.source.unicodeScalars.allSatisfy { $0 == "\n" || $0.isVisible })
      #expect(!page.elements.contains { ["script", "img", "iframe", "object", "link", "base"].contains($0.name) })
      for element in page.elements {
        #expect(!element.attributes.keys.contains { $0.hasPrefix("on") || $0 == "src" || $0 == "style" })
        let addresses = element.attributes.filter { $0.key.hasSuffix("href") }.values
        #expect(addresses.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://") || $0.hasPrefix("http://") })
      }
      // It is there, as text.
      #expect(page.elements.contains { $0.text.contains(text.visible) })
    }
  }
}

/// The elements of a page in the order in which they begin.
final class ParsedPage: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// The names of what it is in.
    let path: [String]
    /// Everything in it that is text; nothing for what holds whole parts of the page.
    var text = ""
  }

  let source: String
  private(set) var elements: [Element] = []
  private var open: [Int] = []
  private static let parts: Set = ["html", "body", "main", "section", "div", "svg", "table", "tbody"]

  init(_ source: String) throws {
    self.source = source
    super.init()
    let parser = XMLParser(data: Data(source.utf8))
    parser.delegate = self
    try #require(
      parser.parse(), "not well-formed: line \(parser.lineNumber), \(String(describing: parser.parserError))")
  }

  var ids: [String] { elements.compactMap { $0.attributes["id"] } }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes, path: open.dropLast().map { elements[$0].name }))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    for index in open where !ParsedPage.parts.contains(elements[index].name) { elements[index].text += text }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }
}
