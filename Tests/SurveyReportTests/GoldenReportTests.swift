import Foundation
import SurveyCore
import SurveyReport
import Testing

/// The files of a report as they were read and found good by a person. `RECORD_GOLDEN=1 swift test` writes
/// them anew and fails, so that the difference is read.
@Suite struct GoldenReportTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  private static let waves: [String: [WaveSummary]] = [
    "two-waves": Fixtures.twoWaves,
    "hostile": [Fixtures.hostile("a|<b>\u{1b}[31m\u{202e}`")],
    "gaps": Fixtures.longSeries(12),
  ]

  @Test(arguments: ["two-waves", "hostile", "gaps"]) func filesAreAsRecorded(name: String) throws {
    let waves = try #require(GoldenReportTests.waves[name])
    let folder = GoldenReportTests.folder.appending(path: name)
    let files = Report(SurveySeries(waves: waves)).files
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
