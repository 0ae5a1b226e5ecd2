import Foundation
import Testing

extension SystemTests {
  /// The laboratory's two waves of 2014, surveyed by the programs as a user runs them, read with `sqlite3`.
  @Suite struct TwoWavesTests {
    @Test func theProbesMeasureWhatFacebookPublished() async throws {
      let folder = try Folder()
      let database = "\(folder.path)/survey.db"
      for population in ["facebook-2014-05", "facebook-2014-08"] {
        let laboratory = try await RunningLaboratory.start(["--population", population], port: 2_610, in: folder)
        let scan = try await Program.built("mxcensus").run(["scan", "--db", database] + laboratory.flags, in: folder)
        #expect(scan.status == 0, "\(scan.errors)")
        #expect(scan.output.isEmpty)
        try checkReadmeShowsTheHeadline(of: scan)
        try await laboratory.stop()
      }
      // The file can be read in a folder that its reader may not write to.
      #expect(try await folder.query(database, "PRAGMA journal_mode") == [["delete"]])
      try await checkPublishedFigures(database, folder)
      try await checkSums(database, folder)
      try await checkEveryDomainHasARow(database, folder)
      try await checkReadmeQueries(database, folder)
      try await checkReport(database, folder)
    }

    /// The example result in the README is what the program says today.
    private func checkReadmeShowsTheHeadline(of scan: Ending) throws {
      let lines = scan.errors.split(separator: "\n").filter { $0.contains("CA-verified") && $0.hasPrefix("  ") }
      #expect(lines.count == 2)
      let example = try #require(try Readme().blocks(of: "text").first)
      for line in lines { #expect(example.contains(line), "the README does not show: \(line)") }
    }

    private func checkPublishedFigures(_ database: String, _ folder: Folder) async throws {
      let figures: [(label: String, unit: String, base: String, metric: String, percent: Double)] = [
        ("2014-05", "mx_host", "reachable", "starttls", 76),
        ("2014-05", "mx_host", "tls", "pfs", 74),
        ("2014-05", "domain_weighted", "reachable", "starttls", 58),
        ("2014-05", "domain_weighted", "reachable", "ca_verified", 28.6),
        ("2014-08", "domain_weighted", "reachable", "strict_pfs", 95),
      ]
      for figure in figures {
        let rows = try await folder.query(
          database,
          """
          SELECT percent FROM v_trend WHERE label = '\(figure.label)' AND unit = '\(figure.unit)'
            AND base = '\(figure.base)' AND metric = '\(figure.metric)'
          """)
        let percent = try #require(rows.first?.first.flatMap(Double.init))
        #expect(abs(percent - figure.percent) <= 0.05, "\(figure)")
      }
      // Of what was encrypted without being strict, 99 % failed by the name alone.
      let opportunistic = try await folder.query(
        database,
        """
        SELECT sum(numerator) FILTER (WHERE metric = 'ca_wrong_name') /
          (sum(numerator) FILTER (WHERE metric = 'starttls') - sum(numerator) FILTER (WHERE metric = 'ca_verified'))
        FROM v_trend WHERE label = '2014-05' AND unit = 'domain_weighted' AND base = 'reachable'
        """)
      #expect(try #require(opportunistic.first?.first.flatMap(Double.init)) >= 0.99)
      let asked = try await folder.query(
        database,
        """
        SELECT label, unit, base, metric, numerator, denominator, percent FROM v_trend
        WHERE metric IN ('ca_verified', 'self_signed')
        """)
      // Eleven units: nine in both bases, certificates and keys in `tls` alone.
      #expect(asked.count == 80)
    }

    private func checkSums(_ database: String, _ folder: Folder) async throws {
      let classes = """
        ('anonymous', 'ca_verified', 'ca_wrong_name', 'ca_expired', 'self_signed', 'private_ca', 'incomplete_chain',
         'unknown_issuer', 'other_invalid', 'mixed', 'no_tls')
        """
      let rows = try await folder.query(
        database,
        """
        SELECT label, unit, base, sum(numerator), max(denominator) FROM v_trend
        WHERE metric IN \(classes) AND unit <> 'domain_any'
        GROUP BY label, unit, base
        """)
      #expect(rows.count == 36)
      for row in rows {
        let sum = try #require(Double(row[3]))
        let denominator = try #require(Double(row[4]))
        #expect(abs(sum - denominator) <= 1e-6 * denominator, "\(row)")
      }
    }

    private func checkEveryDomainHasARow(_ database: String, _ folder: Folder) async throws {
      let rows = try await folder.query(
        database,
        """
        SELECT s.label, s.domains, count(*), count(d.mx_status), sum(d.mx_status IN ('servfail', 'timeout', 'inconclusive'))
        FROM v_scan s JOIN v_domain d ON d.label = s.label GROUP BY s.label
        """)
      #expect(rows.count == 2)
      for row in rows {
        #expect(row[1] == row[2] && row[2] == row[3], "\(row)")
        #expect(row[4] == "0")
      }
      let states = try await folder.query(database, "SELECT state, synthetic FROM v_scan")
      #expect(states == [["finished", "1"], ["finished", "1"]])
    }

    /// Every query that the README shows runs on a survey's database and answers.
    private func checkReadmeQueries(_ database: String, _ folder: Folder) async throws {
      let queries = try Readme().blocks(of: "sql")
      #expect(queries.count >= 3)
      for query in queries {
        let rows = try await folder.query(database, query)
        #expect(!rows.isEmpty, "\(query)")
      }
    }

    private func checkReport(_ database: String, _ folder: Folder) async throws {
      let out = "\(folder.path)/report"
      let report = try await Program.built("mxcensus").run(["report", "--db", database, "-o", out], in: folder)
      #expect(report.status == 0, "\(report.errors)")
      let markdown = try String(contentsOfFile: "\(out)/report.md", encoding: .utf8)
      #expect(markdown.lowercased().contains("laboratory data"))
      for link in markdown.matches(of: /!\[[^\]]+\]\(([^)]+\.svg)\)/) {
        let svg = try String(contentsOfFile: "\(out)/\(link.output.1)", encoding: .utf8)
        #expect(svg.lowercased().contains("laboratory data"))
      }
      let csv = try String(contentsOfFile: "\(out)/trend.csv", encoding: .utf8).split(separator: "\n")
      let rows = try await folder.query(database, "SELECT count(*) FROM v_trend")
      #expect(rows == [["\(csv.count - 1)"]])
      let again = try await Program.built("mxcensus").run(
        ["report", "--db", database, "--format", "csv", "-o", "-"], in: folder)
      #expect(again.output.split(separator: "\n") == csv)
    }
  }
}
