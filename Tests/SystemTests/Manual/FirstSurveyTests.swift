import Foundation
import Testing

extension SystemTests {
  /// The newcomer's path, run as the manual has it; with `Scripts/test --full`, as `TwoWavesTests` has most of it.
  @Suite(.enabled(if: ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil)) struct FirstSurveyTests {
    @Test func theArticleRunsAsItStands() async throws {
      let folder = try Folder()
      let ending = try await Article.ofManual("FirstSurvey").run(in: folder)
      #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
      #expect(ending.errors.contains("CA-verified 28.6 %"), "\(ending.errors)")
      for name in ["report.html", "report.md", "report.json", "trend.csv"] {
        #expect(ending.output.contains("\n\(name)\n"), "\(name)")
        #expect(FileManager.default.fileExists(atPath: "\(folder.path)/report/\(name)"), "\(name)")
      }
      #expect(ending.output.contains("northmail.example: ca-verified"), "\(ending.output)")
      #expect(ending.output.contains("domain,from_class,to_class"))
      let database = "\(folder.path)/survey.db"
      let judgements = try await folder.query(
        database,
        """
        SELECT judgement, numerator > 0 FROM v_trend_all
        WHERE label = '2014-08' AND metric = 'ca_verified' AND unit = 'mx_host' AND base = 'reachable' ORDER BY judgement
        """)
      #expect(judgements == [["as-observed", "1"], ["this-host", "0"]])
      let trend = "SELECT * FROM v_trend ORDER BY 1, 2, 3, 4, 5, 6"
      let published = try await folder.query("\(folder.path)/public.db", trend)
      #expect(!published.isEmpty)
      #expect(try await published == folder.query(database, trend))
    }
  }
}
