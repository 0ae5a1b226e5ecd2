import SurveyCore
import Testing

@testable import SurveyReport

@Suite struct TrendTableTests {
  private func rows(_ waves: [WaveSummary], units: [TrendUnit]) -> [[String]] {
    TrendTable(waves: waves, units: units).csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func everyPointIsARow() {
    let rows = rows(Fixtures.twoWaves, units: Report.customaryUnits)
    #expect(rows.count == 1 + Fixtures.twoWaves.map(\.points.count).reduce(0, +))
    #expect(rows.allSatisfy { $0.count == 15 })
    #expect(Set(rows.map { "\($0[0]) \($0[3]) \($0[4]) \($0[5])" }).count == rows.count)
  }

  @Test func aRowHasTheColumnsOfTheTrend() throws {
    let rows = rows(Fixtures.twoWaves, units: [.mxHost])
    #expect(rows[0].joined(separator: ",") == TrendTable.header)
    let row = try #require(
      rows.first { $0[0] == "2014-08" && $0[4] == "ca_verified" && $0[5] == "reachable" })
    #expect(
      row == [
        "2014-08", "2014-08-19", "1408406400", "mx_host", "ca_verified", "reachable", "420", "1000", "42", "", "",
        "none", "0", "42", "42",
      ])
  }

  @Test func anEmptyBaseHasNoPercentage() throws {
    let wave = Fixtures.wave("w", "2026-01-01", points: Fixtures.points(.mxHost, of: 0, classes: [:]))
    let row = try #require(rows([wave], units: [.mxHost]).dropFirst().first)
    #expect(row[6...].elementsEqual(["0", "0", "", "", "", "none", "0", "", ""]))
  }

  @Test func whatWasSilentWidensTheWorstCase() throws {
    let rows = rows(Fixtures.series.waves, units: [.mxHost])
    let row = try #require(rows.first { $0[0] == "2026-04" && $0[4] == "starttls" })
    let (numerator, whole, silent) = try #require(
      Double(row[6]).flatMap { first in Double(row[7]).flatMap { second in Double(row[12]).map { (first, second, $0) } }
      })
    #expect(silent > 0 && row[11] == "cluster" && !row[9].isEmpty && !row[10].isEmpty)
    #expect(Double(row[13]) == numerator / (whole + silent) * 100)
    #expect(Double(row[14]) == (numerator + silent) / (whole + silent) * 100)
  }

  @Test func onlyTheUnitsAskedForAreWritten() {
    let rows = rows(Fixtures.twoWaves, units: [.domain]).dropFirst()
    #expect(!rows.isEmpty && rows.allSatisfy { $0[3] == "domain" })
  }

  @Test(arguments: Fixtures.hostileTexts) func aHostileLabelStaysInItsField(text: String) {
    let csv = TrendTable(waves: [Fixtures.hostile(text)], units: [.mxHost]).csv
    let lines = csv.split(separator: "\n")
    #expect(lines.count == 1 + Fixtures.points(.mxHost, of: 1, classes: [:]).count)
    #expect(lines.dropFirst().allSatisfy { $0.contains(",2026-11-01,") && !"=+-@".contains($0.first ?? "=") })
    #expect(
      csv.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value)) })
  }
}
