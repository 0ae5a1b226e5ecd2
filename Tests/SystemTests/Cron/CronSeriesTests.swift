import Foundation
import MailLab
import Testing

extension SystemTests {
  /// Half a year of a survey that cron starts, with what happens in half a year.
  @Suite struct CronSeriesTests {
    @Test func sixMonthsEndInATrendThatNamesWhatHappened() async throws {
      let folder = try Folder()
      // Certificates are valid from December on; those that expire do so in the middle of January.
      let population = Population.bulk(domains: 60, addresses: 30, today: try #require(CalendarDate("2026-02-15")))
      let file = try folder.write(
        String(decoding: try JSONEncoder().encode(population), as: UTF8.self), as: "population.json")
      let laboratory = try await RunningLaboratory.start(["--population", file], port: 3_100, in: folder)
      let survey = CronSurvey(flags: Array(laboratory.flags.dropFirst(2)), in: folder)
      let list = laboratory.flags[1]
      let shorter = try folder.write(
        try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n").prefix(45).map { $0 + "\n" }.joined(),
        as: "shorter.csv")

      try await expectQuiet(survey.run(list, ["--as-of", "2026-01-01"]))
      try await expectFebruaryKilledAndResumed(survey, list, folder)
      try await expectQuiet(survey.run(list, ["--as-of", "2026-03-01"]))
      try await expectAprilPutOff(survey, list)
      try await expectQuiet(survey.run(shorter, ["--as-of", "2026-05-01"]))
      try await expectQuiet(survey.run(shorter, ["--as-of", "2026-06-01"]))
      // The next day, when there is nothing to do.
      let finished = try await folder.query(survey.database, Self.waves)
      try await expectQuiet(survey.run(shorter, ["--as-of", "2026-06-01"]))
      #expect(try await folder.query(survey.database, Self.waves) == finished)
      try await laboratory.stop()

      #expect(
        try await folder.query(survey.database, "SELECT label, wave_date, state FROM v_scan ORDER BY label") == [
          ["2026-01", "2026-01-01", "finished"], ["2026-02", "2026-02-01", "finished"],
          ["2026-03", "2026-03-01", "finished"], ["2026-04", "2026-04-01", "interrupted"],
          ["2026-05", "2026-05-01", "finished"], ["2026-06", "2026-06-01", "finished"],
        ])
      try await checkTrend(survey, population, folder)
      try await checkReport(survey, folder)
    }

    private static let waves = "SELECT * FROM v_scan ORDER BY label"

    private func expectQuiet(_ ending: Ending) {
      #expect(ending.status == 0 && ending.output.isEmpty && ending.errors.isEmpty, "\(ending)")
    }

    private func expectFebruaryKilledAndResumed(_ survey: CronSurvey, _ list: String, _ folder: Folder) async throws {
      let month = ["--as-of", "2026-02-01"]
      let wave = try survey.start(list, month + ["--rate", "10"])
      let probes = "SELECT count(*) FROM v_probe WHERE label = '2026-02'"
      while try await survey.count(probes) < 5 {
        try #require(wave.isRunning, "the wave was over before it could be killed")
        try await Task.sleep(for: .milliseconds(20))
      }
      // Cron doesn't mind that the last one is still under way.
      let second = try await survey.run(list, month)
      #expect(second.status == 75 && second.output.isEmpty && second.errors.isEmpty, "\(second)")
      kill(try survey.scanner, SIGKILL)
      let killed = try await wave.ending()
      #expect(killed.status == 137, "\(killed)")
      let words = killed.errors.split(separator: "\n")
      #expect(words.first?.hasPrefix("mxcensus: wave in \(survey.place) on ") == true, "\(killed.errors)")
      #expect(words.first?.hasSuffix("exit status 137: ended by signal 9; the next start goes on with it") == true)
      let before = try await survey.count(probes)
      expectQuiet(try await survey.run(list, month))
      #expect(try await survey.count(probes) > before)
    }

    private func expectAprilPutOff(_ survey: CronSurvey, _ list: String) async throws {
      let report = try survey.text("report.md")
      // Nobody listens there.
      let dead = try await survey.run(list, ["--as-of", "2026-04-01", "--resolver", "127.0.0.1@3119"])
      #expect(dead.status == 75 && dead.output.isEmpty, "\(dead)")
      let words = dead.errors.split(separator: "\n")
      #expect(words.first?.hasSuffix("exit status 75: put off; the next start of this month goes on with it") == true)
      #expect(dead.errors.contains("the resolver does not answer"), "\(dead.errors)")
      #expect(!dead.errors.contains("\r") && !dead.errors.contains("\u{1b}"), "\(dead.errors)")
      let metrics = try survey.text("mxcensus.prom")
      #expect(metrics.contains("\nmxcensus_scan_success 0\n") && metrics.contains("\nmxcensus_scan_exit_status 75\n"))
      #expect(try survey.text("report.md") == report)
    }

    /// The population says what every figure must be.
    private func checkTrend(_ survey: CronSurvey, _ population: Population, _ folder: Folder) async throws {
      let rows = try await folder.query(
        survey.database,
        """
        SELECT label, numerator, denominator FROM v_trend
        WHERE unit = 'domain' AND base = 'reachable' AND metric = 'ca_verified' ORDER BY label
        """)
      #expect(rows.map { $0[0] } == ["2026-01", "2026-02", "2026-03", "2026-05", "2026-06"])
      for row in rows {
        let domains = Array(population.domains.prefix(row[0] < "2026-05" ? 60 : 45))
        let good = row[0] == "2026-01" ? [".verified.", ".expired."] : [".verified."]
        let shares = domains.map { domain in
          Self.share(of: domain) { host in good.contains { sort in host.contains(sort) } }
        }
        let expected = shares.reduce(0, +)
        #expect(abs(try #require(Double(row[1])) - expected) < 1e-6, "\(row), not \(expected)")
        #expect(Double(row[2]) == Double(domains.count), "\(row)")
      }
      #expect(Set(rows.map { $0[1] }).count == 3)
    }

    /// Of a domain's hosts of the lowest preference, those that are such.
    private static func share(of domain: Domain, _ isSuch: (String) -> Bool) -> Double {
      guard case .mx(let exchangers) = domain.mail, let lowest = exchangers.map(\.preference).min() else { return 0 }
      let hosts = exchangers.filter { $0.preference == lowest }.map(\.host)
      return Double(hosts.filter(isSuch).count) / Double(hosts.count)
    }

    private func checkReport(_ survey: CronSurvey, _ folder: Folder) async throws {
      for name in ["report.md", "report.html"] {
        let report = try survey.text(name)
        #expect(
          report.contains("Begun and not finished, and so in no figure: 2026-04 (2026-04-01, interrupted)."), "\(name)")
        #expect(!report.contains("Without any wave"), "\(name)")
      }
      let changes = try survey.text("report.md").split(separator: "\n").filter { $0.contains("| list of domains |") }
      #expect(changes.count == 1 && changes[0].contains("| 2026-03 to 2026-05 |"), "\(changes)")
      let labels = try survey.text("trend.csv").split(separator: "\n").dropFirst().map { $0.prefix(7) }
      #expect(Set(labels) == ["2026-01", "2026-02", "2026-03", "2026-05", "2026-06"])
      #expect(try survey.text("mxcensus.prom").contains("\nmxcensus_scan_success 1\n"))
      #expect(try survey.text("run.json").contains("2026-06"))
      // What is to be published is of the last wave, too.
      #expect(
        try await folder.query("\(survey.place)/snapshot.db", Self.waves)
          == folder.query(survey.database, Self.waves))
    }
  }
}
