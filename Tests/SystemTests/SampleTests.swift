import Foundation
import Testing

extension SystemTests {
  /// Waves of a sample of the lists.
  @Suite struct SampleTests {
    private static let columns = "SELECT domains, listed_domains, frame, vantage FROM v_scan"

    @Test func aTenthOfTheListIsSurveyedAndAKilledWaveHasTheSame() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "1000", "--addresses", "100"], port: 2_880, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let flags = ["scan", "--label", "wave"] + laboratory.flags
      let (whole, killed) = ("\(folder.path)/whole.db", "\(folder.path)/killed.db")
      let ending = try await mxcensus.run(flags + ["-n", "10%", "--db", whole], in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(try await folder.query(whole, Self.columns) == [["100", "1000", "sample", "survey.mxcensus.example"]])
      #expect(try await folder.query(whole, "SELECT count(*) FROM v_domain WHERE mx_status = 'mx'") == [["100"]])

      let scan = try mxcensus.start(flags + ["-n", "10%", "--dns-rate", "20", "--db", killed], in: folder)
      while try await resolved(killed, folder) < 5 {
        try #require(scan.isRunning, "the wave was over before it could be killed")
        try await Task.sleep(for: .milliseconds(20))
      }
      scan.signal(SIGKILL)
      #expect(try await scan.ending().wasKilled)
      let resumed = try await mxcensus.run(flags + ["-n", "10.0%", "--db", killed], in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
      let rows = "SELECT domain, weight, mx_status, class FROM v_domain ORDER BY domain"
      #expect(try await folder.query(whole, rows) == folder.query(killed, rows))

      // The same label stands for one sample.
      for other in [["-n", "100"], []] {
        let changed = try await mxcensus.run(flags + other + ["--db", killed], in: folder)
        #expect(changed.status == 78)
        #expect(changed.errors.contains("max-targets") || changed.errors.contains("frame"), "\(changed.errors)")
      }
      try await laboratory.stop()
    }

    private func resolved(_ database: String, _ folder: Folder) async throws -> Int {
      do {
        return try await folder.query(database, "SELECT count(mx_status) FROM scan_domain").first.flatMap { Int($0[0]) }
          ?? 0
      } catch is Folder.QueryFailure {
        return 0
      }
    }
  }
}
