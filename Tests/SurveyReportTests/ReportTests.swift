import SurveyCore
import SurveyReport
import Testing

@Suite struct ReportTests {
  @Test func theSameWavesGiveTheSameBytes() {
    let shuffled = Fixtures.twoWaves.map { wave in
      var wave = wave
      wave.points.reverse()
      wave.reasons.reverse()
      return wave
    }
    #expect(
      Report(SurveySeries(waves: Fixtures.twoWaves)).files == Report(SurveySeries(waves: Fixtures.twoWaves)).files)
    #expect(Report(SurveySeries(waves: shuffled)).files == Report(SurveySeries(waves: Fixtures.twoWaves)).files)
  }

  @Test func formatsAreWrittenAsAskedFor() {
    let waves = Fixtures.twoWaves
    #expect(Report(SurveySeries(waves: waves), formats: [.csv]).files.map(\.name) == ["trend.csv"])
    #expect(Report(SurveySeries(waves: waves), formats: [.html]).files.map(\.name) == ["report.html"])
    #expect(Report(SurveySeries(waves: waves), formats: [.json]).files.map(\.name) == ["report.json"])
    let names = Report(SurveySeries(waves: waves), formats: [.markdown]).files.map(\.name)
    #expect(names.first == "report.md" && names.dropFirst().allSatisfy { $0.hasSuffix(".svg") })
    #expect(
      names.contains("trend-mx_host-reachable.svg") && names.contains("classes-domain_weighted-reachable.svg")
    )
  }

  @Test func furtherUnitsFollowTheCustomaryOnes() {
    let wave = Fixtures.hostile("more.csv")
    #expect(Report(SurveySeries(waves: [wave])).units == Report.customaryUnits + [.domainWeighted(list: "more.csv")])
    #expect(Report(SurveySeries(waves: [wave]), units: [.domain]).units == [.domain])
  }

  @Test func unitsHaveOneOrder() {
    #expect(
      Report(ChangeFixture.series).units == Report.customaryUnits + [
        .mxOperator, .domainEveryPrimary, .domainEvery, .domainAny, .mxHostByDomains, .certificate, .key,
        .domainWeighted(list: "second.csv"),
      ])
  }

  @Test(arguments: Fixtures.hostileTexts) func namesOfFilesAreOurs(text: String) {
    let wave = Fixtures.hostile(text)
    for units in [nil, [TrendUnit.domainWeighted(list: text)]] {
      for file in Report(SurveySeries(waves: [wave]), units: units).files {
        #expect(file.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
        #expect(file.name.split(separator: ".", omittingEmptySubsequences: false).count == 2)
      }
    }
  }

  @Test func theHeadlineHasEveryFigureWithItsDenominator() {
    let lines = Report.headline(for: Fixtures.twoWaves)
    #expect(lines.count == 7)
    #expect(lines[3] == "2014-08 (2014-08-19, laboratory data)")
    #expect(
      lines[4] == "  MX hosts: CA-verified 42.0 % (420 of 1,000), self-signed 18.0 % (180 of 1,000), "
        + "wrong name 11.0 % (110 of 1,000), no TLS 20.0 % (200 of 1,000)")
    #expect(lines[5].hasPrefix("  weighted: CA-verified 95.0 % (7.111 of 7.485)"))
    #expect(lines[6].contains("DANE or MTA-STS"))
  }

  @Test(arguments: Fixtures.hostileTexts) func theHeadlineDrivesNoTerminal(text: String) {
    let lines = Report.headline(for: [Fixtures.hostile(text)])
    #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } })
  }
}
