import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct FreePlaceTests {
  @Test func manyLabelsOfOnePointKeepClearOfEachOtherAndOfMarks() {
    let area = Box(x: 60, y: 80, width: 280, height: 220)
    let marks = [Box(x: 100, y: 100, width: 14, height: 14)]
    var places = FreePlace(area: area, taken: marks)
    var taken = marks
    for _ in 0..<60 {
      guard let box = places.take(width: 16, height: 12, near: Point(x: 107, y: 107)) else {
        Issue.record("no place is left")
        return
      }
      #expect(area.contains(box) && !taken.contains(where: box.overlaps))
      taken.append(box)
    }
  }

  @Test func aFullAreaHasNoPlace() {
    let area = Box(x: 0, y: 0, width: 50, height: 50)
    var places = FreePlace(area: area, taken: [area])
    #expect(places.take(width: 10, height: 10, near: Point(x: 25, y: 25)) == nil)
  }
}

@Suite struct PublishedDotsTests {
  @Test(arguments: [1, 7, 40]) func everyMarkHasItsNumberInPlotAndList(count: Int) {
    let marks = (0..<count).map { index in
      PublishedMark(
        label: "Source \(index)", date: Instant(epoch: 1_400_000_000 + Int64(index % 5) * 90 * 86_400),
        percent: 70 + Double(index % 7))
    }
    for layout in Layout.allCases {
      let dots = PublishedDots(
        waves: ChartFixture.waves(2), unit: .mxHost,
        groups: [PublishedGroup(metric: .startTLS, base: .reachable, marks: marks)])
      let texts = dots.chart(layout).drawing.texts
      for number in 1...count { #expect(texts.count { $0.text == "\(number)" && $0.isBold } == 2, "\(number)") }
      for (index, text) in texts.enumerated() {
        for other in texts[(index + 1)...] where text.box.overlaps(other.box) {
          Issue.record("\(text.text) covers \(other.text)")
        }
      }
    }
  }

  @Test func moreGroupsThanCanBeToldApartHaveFurtherCharts() {
    let group = PublishedGroup(metric: .startTLS, base: .reachable, marks: ChartFixture.marks)
    let empty = PublishedGroup(metric: .tls13, base: .tls, marks: [])
    let figures = PublishedDots.figures(
      waves: ChartFixture.waves(2), unit: .domain, groups: [empty] + Array(repeating: group, count: 5))
    #expect(figures.map(\.wide.name) == ["published-domain", "published-domain-2"])
    #expect(PublishedDots.figures(waves: ChartFixture.waves(2), unit: .domain, groups: [empty]).isEmpty)
  }

  @Test func facebookKeepsItsOwnAxis() {
    let chart = ChartFixture.facebook(ChartFixture.waves(2)).wide
    #expect(chart.drawing.texts.count { $0.text == "100 %" } == 2)
    #expect(chart.drawing.texts.contains { $0.text == "in percent of e-mails" })
    #expect(chart.finding.contains("strictly verified 28.6 % (2014-05-13); strictly verified 95 % (2014-08-19)"))
  }
}
