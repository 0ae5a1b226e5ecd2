import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct PublishedFigureTests {
  @Test func everyRowIsRead() throws {
    #expect(try PublishedFigure.read(PublishedFigure.text) == PublishedFigure.all)
    #expect(PublishedFigure.all.count == PublishedFigure.text.split(separator: "\n").count - 1)
    #expect(PublishedFigure.all.count > 70)
  }

  @Test func nothingDoubtfulIsThere() {
    for word in ["conflict", "unverified", "memory", "remembered"] {
      #expect(!PublishedFigure.text.lowercased().contains(word), "\(word)")
    }
    // Told by one account alone, which contradicts Facebook's own figures.
    let facebook = PublishedFigure.facebook.map(\.value)
    #expect(Set(facebook).isDisjoint(with: [98, 25, 6.6, 59.6, 50]))
  }

  @Test func facebooksFiguresAreThere() {
    let told = Set(PublishedFigure.facebook.map { "\($0.date) \($0.unit) \($0.valueText)" })
    for figure in [
      "2014-05-13 MX host name 76 %", "2014-05-13 e-mail 58 %", "2014-05-13 e-mail 28.6 %",
      "2014-05-13 MX host name with STARTTLS 74 %", "2014-05-13 e-mail > 99 %", "2014-08-19 e-mail 95 %",
    ] { #expect(told.contains(figure), "\(figure)") }
  }

  @Test(arguments: PublishedFigure.all) func theSameUnitIsTheSameUnit(figure: PublishedFigure) {
    let ours: [String: (unit: TrendUnit, base: Base?)] = [
      "MX host name": (.mxHost, .reachable), "MX host name with STARTTLS": (.mxHost, .tls),
      "IP address": (.address, nil), "domain": (.domain, nil),
    ]
    guard let nearest = figure.nearest, nearest.relation == .same else { return }
    #expect(ours[figure.unit]?.unit == nearest.unit)
    if let base = ours[figure.unit]?.base { #expect(base == nearest.base) }
    #expect(figure.measure == .percent)
  }

  @Test func eMailsAndWeightedDomainsAreNeverTheSame() {
    let near = PublishedFigure.all.compactMap(\.nearest).filter { $0.unit == .domainWeighted }
    #expect(!near.isEmpty && near.allSatisfy { $0.relation == .proxy })
    #expect(PublishedFigure.comparable(with: .domainWeighted).isEmpty)
    let mails = PublishedFigure.all.filter { $0.unit.contains("mail") && !$0.unit.contains("server") }
    #expect(!mails.isEmpty && mails.allSatisfy { $0.nearest?.relation != .same })
  }

  private static let sound = [
    "A", "2015", "domain", "has it", "5.5", "percent", "about", "derived", "11/2", "https://a.example/",
    "domain/dane_match/reachable", "same",
  ]

  @Test func aSoundRecordIsRead() throws {
    let figure = try PublishedFigure(record: PublishedFigureTests.sound)
    #expect(figure.valueText == "≈ 5.5 %")
    #expect(figure.nearest?.metric == .daneMatch && figure.derivation == "11/2")
  }

  @Test(
    arguments: [
      (0, "", .missing("source")), (1, "", .missing("date")), (2, "", .missing("unit")),
      (3, "", .missing("definition")),
      (4, "", .unreadable("value", "")), (4, "nan", .unreadable("value", "nan")), (4, "-1", .unreadable("value", "-1")),
      (5, "share", .unreadable("measure", "share")), (6, "around", .unreadable("qualifier", "around")),
      (7, "", .unreadable("provenance", "")),
      (7, "secondary-conflict", .unreadable("provenance", "secondary-conflict")),
      (7, "memory", .unreadable("provenance", "memory")), (7, "primary", .contradiction("derivation")),
      (8, "", .contradiction("derivation")), (9, "javascript:1", .unreadable("address", "javascript:1")),
      (9, "", .unreadable("address", "")), (10, "", .contradiction("nearest")), (11, "", .contradiction("nearest")),
      (11, "near", .unreadable("relation", "near")), (10, "domain/dane", .unreadable("nearest", "domain/dane")),
      (10, "certificate/starttls/reachable", .unreadable("nearest", "certificate/starttls/reachable")),
    ] as [(Int, String, PublishedFigure.Flaw)])
  func aFlawIsNamed(column: Int, field: String, flaw: PublishedFigure.Flaw) {
    var record = PublishedFigureTests.sound
    record[column] = field
    #expect(throws: flaw) { try PublishedFigure(record: record) }
  }

  @Test func anotherHeaderIsRefused() {
    #expect(throws: PublishedFigure.Flaw.header(["a", "b"])) { try PublishedFigure.read("a,b\n") }
    #expect(throws: PublishedFigure.Flaw.fields(1)) { try PublishedFigure(record: ["a"]) }
  }

  @Test(
    arguments: [
      ("2014-05-13", "2014-05-13"), ("2015-10", "2015-10-15"), ("2015", "2015-07-01"),
      ("late 2017 (undated copy)", nil),
      ("2014-05 (end, read off its chart by the press)", nil),
    ] as [(String, String?)])
  func aDateHasADay(date: String, day: String?) throws {
    var record = PublishedFigureTests.sound
    record[1] = date
    #expect(try PublishedFigure(record: record).day?.date == day)
  }
}
