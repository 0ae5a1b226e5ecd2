import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct MarkdownReportTests {
  private func content(_ waves: [WaveSummary]) throws -> String {
    try #require(Report(SurveySeries(waves: waves)).files.first { $0.name == "report.md" }).content
  }

  /// The cells of every table, row by row.
  private func tables(_ content: String) -> [[[String]]] {
    content.split(separator: "\n\n").filter { $0.hasPrefix("| ") }.map { table in
      table.split(separator: "\n").map { row in
        row.dropFirst(2).dropLast(2).split(separator: " | ", omittingEmptySubsequences: false).map(
          String.init)
      }
    }
  }

  @Test(arguments: [Fixtures.twoWaves, Fixtures.longSeries(30), [Fixtures.hostile("a|b")]])
  func tablesAreRectangular(waves: [WaveSummary]) throws {
    for table in tables(try content(waves)) {
      #expect(Set(table.map(\.count)).count == 1, "\(table[0])")
    }
  }

  @Test func classesOfEveryTableSumToTheirBase() throws {
    let found = tables(try content(Fixtures.twoWaves)).filter { $0[0][0] == "Class" }
    #expect(found.count == Report.customaryUnits.count * Base.allCases.count)
    for table in found {
      let end = try #require(table.firstIndex { $0[0] == "**Sum of the classes**" })
      #expect(table[end].dropFirst().allSatisfy { $0.hasPrefix("**100.0 % (") })
      for column in table[0].indices.dropFirst() {
        let percents = table[2..<end].compactMap { Double($0[column].prefix { $0 != " " }) }
        #expect(percents.count == end - 2)
        #expect(abs(percents.reduce(0, +) - 100) < 0.06 * Double(percents.count))
      }
    }
  }

  @Test func coverageSumsToWhatWasListed() throws {
    let content = try content(Fixtures.twoWaves)
    for (title, sum) in [("MX status", 1_600), ("Outcome", 1_174)] {
      let table = try #require(tables(content).first { $0[0][0] == title })
      let newest = table.dropFirst(2).dropLast().compactMap { row in
        row.last.flatMap { Int($0.filter { $0 != "," }) }
      }
      #expect(newest.reduce(0, +) == sum)
      #expect(table.last?.last == "**\(NumberText.grouped(sum))**")
    }
  }

  @Test func theHeadlineHasNumbersAndTheChange() throws {
    let content = try content(Fixtures.twoWaves)
    #expect(
      content.contains(
        "of **reachable MX hosts**: CA-verified **42.0 %** (420/1,000), "
      ))
    #expect(content.contains("CA-verified **+18.0 points** from 24.0 % (240/1,000)"))
    #expect(content.contains("in wave **2014-08** of 2014-08-19"))
  }

  @Test func everySectionWithCAVerifiedFiguresSaysWhatTheyAreWorth() throws {
    let text = try content(Fixtures.twoWaves)
    let sections = text.replacing("\n### ", with: "\n## ").split(separator: "\n## ")
    for section in sections.filter({ $0.contains("CA-verified") && $0.contains(" %") }) {
      #expect(section.contains(Caveat.short) || section.contains(Caveat.full), "\(section.prefix(40))")
    }
  }

  @Test func onlyLaboratoryWavesAreCalledThat() throws {
    // Definitions of `report.json` name it; there a member says whether it is.
    let real = Report(SurveySeries(waves: Fixtures.longSeries(3)), formats: [.csv, .markdown, .html]).files
    #expect(!real.contains { $0.content.lowercased().contains("laboratory") })
    let synthetic = Report(
      SurveySeries(waves: Fixtures.longSeries(3, synthetic: true)), formats: [.markdown, .html]
    ).files
    #expect(synthetic.allSatisfy { $0.content.contains(Caveat.laboratory) })
  }

  @Test(arguments: Fixtures.hostileTexts) func hostileTextBecomesNoMarkup(text: String) throws {
    let content = try content([Fixtures.hostile(text)])
    #expect(content.unicodeScalars.allSatisfy { $0 == "\n" || $0.isVisible })
    // Links are the published figures' alone, as many as in the same report without a hostile word.
    let links = content.split(separator: "](<http").count
    #expect(try links == self.content([Fixtures.hostile("plain")]).split(separator: "](<http").count)
    let tags = content.replacing("<br>", with: "").replacing("](<http", with: "").split(separator: "\n").filter {
      $0.contains("<")
    }
    #expect(tags.isEmpty)
    for word in ["](javascript", "](http", "`code`", "=\"http://", "**bold", "~~no"] {
      #expect(!content.contains(word), "\(word)")
    }
  }

  @Test func allChartsShownAreWritten() throws {
    let files = Report(SurveySeries(waves: Fixtures.twoWaves)).files
    let shown = try content(Fixtures.twoWaves).split(separator: "](").dropFirst().map {
      $0.prefix { $0 != ")" }
    }.filter { !$0.hasPrefix("<") }
    #expect(Set(shown.map(String.init)) == Set(files.map(\.name).filter { $0.hasSuffix(".svg") }))
  }

  @Test func withoutWavesThereIsAReportAllTheSame() throws {
    #expect(try content([]).contains("no finished wave"))
    #expect(
      Report(SurveySeries(waves: [])).files.map(\.name) == ["trend.csv", "report.md", "report.html", "report.json"])
  }
}
