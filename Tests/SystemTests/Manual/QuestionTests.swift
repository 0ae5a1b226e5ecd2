import Foundation
import SurveyStore
import Testing

extension SystemTests {
  /// Queries that texts show and those that Datasette is given answer on a survey's database.
  @Suite struct QuestionTests {
    @Test func everyQueryOfTheManualAnswers() async throws {
      let folder = try Folder()
      let database = try await survey(folder)
      let queries = try Article.all().filter { $0.name != "README.md" }.flatMap { $0.blocks(of: "sql") }
      #expect(queries.count >= 3)
      for query in queries { #expect(try await !folder.query(database, query).isEmpty, "\(query)") }
    }

    /// Without parameters each has values of its own, as Datasette asks it before anybody has filled in a field.
    @Test func everyQuestionAnswersWithoutParameters() async throws {
      let folder = try Folder()
      let database = try await survey(folder)
      for question in PublicSchema.queries where question.name != "expiring_certificates" {
        #expect(try await !folder.query(database, question.sql).isEmpty, "\(question.name)")
        let empty = question.parameters.reduce(question.sql) { $0.replacing(":\($1)", with: "''") }
        #expect(
          try await folder.query(database, empty) == folder.query(database, question.sql), "\(question.name)")
      }
    }

    @Test func questionsHeedTheirParameters() async throws {
      let folder = try Folder()
      let database = try await survey(folder)
      func ask(_ name: String, _ values: [String: String]) async throws -> [[String]] {
        let question = try #require(PublicSchema.queries.first { $0.name == name })
        let sql = values.reduce(question.sql) { $0.replacing(":\($1.key)", with: "'\($1.value)'") }
        return try await folder.query(database, sql)
      }
      // Certificates of that laboratory end more than 30 days after its waves, or have ended before.
      #expect(try await ask("expiring_certificates", ["label": "2014-08"]).isEmpty)
      let soon = try await ask("expiring_certificates", ["label": "2014-08", "days": "3660"])
      let verified = try await folder.query(
        database, "SELECT count(*) FROM v_host WHERE label = '2014-08' AND class = 'ca-verified'")
      #expect(!soon.isEmpty && verified == [["\(soon.count)"]])
      #expect(try await ask("expiring_certificates", ["days": "3660", "on": "2034-01-01"]).isEmpty)
      #expect(Set(try await ask("standing", ["label": "2014-05"]).map { $0[0] }) == ["2014-05"])
      #expect(try await ask("standing", ["label": "never"]).isEmpty)
      let versions = try await folder.query(
        database,
        """
        SELECT hosts FROM v_breakdown WHERE label = '2014-08' AND topic = 'tls_version' AND key IN ('TLSv1.0', 'TLSv1.1')
        """)
      let old = try await ask("old_protocols", ["label": "2014-08"])
      #expect(Set(old.map { $0[4] }) == ["TLSv1.0", "TLSv1.1"])
      #expect(!versions.isEmpty && versions.compactMap { Int($0[0]) }.reduce(0, +) == old.count)
      let trend = try await ask("ca_verified_trend", ["unit": "domain_weighted"])
      #expect(trend.map { $0[5] } == ["28.6", "95.03"])
      let regressed = try await ask("regressed_hosts", [:])
      let counted = try await folder.query(
        database,
        """
        SELECT sum(count) FROM v_transition WHERE unit = 'mx_host' AND from_class = 'ca-verified'
          AND to_class NOT IN ('ca-verified', 'absent', 'unreachable', 'smtp-rejected', 'dns-failed')
        """)
      #expect(!regressed.isEmpty && Double(counted[0][0]) == Double(regressed.count))
      // Before the first wave there is none.
      #expect(try await ask("regressed_hosts", ["label": "2014-05"]).isEmpty)
      #expect(try await ask("one_domain", ["domain": "southmail.example"]).map { $0[0] } == ["2014-05", "2014-08"])
    }

    /// The recorded survey, added up by today's rules.
    private func survey(_ folder: Folder) async throws -> String {
      let database = try await RecordedSurvey(in: folder).database
      let report = try await Program.built("mxcensus").run(
        ["report", "--db", database, "--format", "csv", "-o", "-"], in: folder)
      try #require(report.status == 0, "\(report.errors)")
      return database
    }
  }
}
