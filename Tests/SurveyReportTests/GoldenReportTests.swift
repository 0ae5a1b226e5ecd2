import Foundation
import SurveyCore
import SurveyReport
import Testing

/// The files of a report as they were read and found good by a person. `RECORD_GOLDEN=1 swift test` writes
/// them anew and fails, so that the difference is read.
@Suite struct GoldenReportTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  static let series: [String: SurveySeries] = [
    "two-waves": SurveySeries(waves: Fixtures.twoWaves),
    "hostile": SurveySeries(waves: [Fixtures.hostile("a|<b>\u{1b}[31m\u{202e}`")]),
    "gaps": SurveySeries(waves: Fixtures.longSeries(12)),
    "change": ChangeFixture.series,
    "series": Fixtures.series,
  ]

  @Test(arguments: series.keys.sorted()) func filesAreAsRecorded(name: String) throws {
    let series = try #require(GoldenReportTests.series[name])
    let folder = GoldenReportTests.folder.appending(path: name)
    let files = Report(series).files
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      if FileManager.default.fileExists(atPath: folder.path) {
        try FileManager.default.removeItem(at: folder)
      }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for file in files { try Data(file.content.utf8).write(to: folder.appending(path: file.name)) }
      Issue.record("recorded \(files.count) files in \(folder.path): read the difference")
      return
    }
    let recorded = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(files.map(\.name)) == Set(recorded))
    for file in files {
      let golden = try String(decoding: Data(contentsOf: folder.appending(path: file.name)), as: UTF8.self)
      #expect(file.content == golden, "\(name)/\(file.name) differs from what was recorded")
    }
  }
}
