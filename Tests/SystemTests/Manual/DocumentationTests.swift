import Foundation
import Testing

extension SystemTests {
  /// The documentation as DocC makes it: links of articles and of comments lead to symbols.
  @Suite(.enabled(if: ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil))
  struct DocumentationTests {
    private static let script = Program(
      path: RecordedSurvey.root.appendingPathComponent("Scripts/documentation").path)

    @Test func everyLinkLeadsToItsSymbol() async throws {
      let folder = try Folder()
      let archives = "\(folder.path)/archives"
      let ending = try await Self.script.run(["--output", archives], in: folder)
      #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
      let made = Set(try FileManager.default.contentsOfDirectory(atPath: archives))
      let modules = [
        "MailLab", "SurveyCore", "SurveyDNS", "SurveyProbe", "SurveyReport", "SurveyScan", "SurveyStore", "SurveyTLS",
        "mxcensus",
      ]
      #expect(made == Set(modules.map { "\($0).doccarchive" }))
    }
  }

  /// What can be told of the catalogs without DocC.
  @Suite struct CatalogTests {
    @Test func everyLibraryHasALandingPageWithTopics() throws {
      let sources = RecordedSurvey.root.appendingPathComponent("Sources").path
      let libraries = try FileManager.default.contentsOfDirectory(atPath: sources).filter {
        $0.hasPrefix("Survey") || $0 == "MailLab"
      }
      #expect(libraries.count >= 8)
      for library in libraries {
        let page = try Article.named("Sources/\(library)/\(library).docc/\(library).md")
        #expect(page.text.hasPrefix("# ``\(library)``\n"), "\(library)")
        #expect(page.text.contains("\n## Topics\n"), "\(library)")
      }
    }

    /// A symbol that a landing page lists is declared in its module.
    @Test func everyTopicIsDeclared() throws {
      for article in try Article.all() {
        let module = article.name.split(separator: "/")[min(1, article.name.split(separator: "/").count - 1)]
        guard article.name.hasSuffix("/\(module).md") else { continue }
        let folder = RecordedSurvey.root.appendingPathComponent("Sources/\(module)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        let sources = try files.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
        for match in article.text.matches(of: /\n- ``([A-Za-z0-9]+)``/) {
          let declaration = try Regex(
            "public (?:final |indirect )?(?:struct|enum|class|actor|protocol) \(match.output.1)\\b")
          #expect(sources.contains { $0.contains(declaration) }, "\(article.name): \(match.output.1)")
        }
      }
    }
  }
}
