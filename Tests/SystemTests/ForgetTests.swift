import Foundation
import SurveyStore
import Testing

extension SystemTests {
  /// `forget` on a survey of the laboratory.
  @Suite struct ForgetTests {
    private func forget(_ arguments: [String], _ folder: Folder) async throws -> Ending {
      try await Program.built("mxcensus").run(["forget"] + arguments, in: folder)
    }

    @Test func aDomainAndANetworkAreGoneFromTheFileAndFromTheReport() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 2_954, in: folder)
      let database = "\(folder.path)/survey.db"
      let scan = try await Program.built("mxcensus").run(
        ["scan", "--db", database, "--label", "wave", "--timeout-greeting", "1", "--timeout-handshake", "1"]
          + laboratory.flags, in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      try await laboratory.stop()
      let before = try await folder.query(database, "SELECT domains, mx_hosts, addresses FROM v_scan")[0].compactMap {
        Int($0)
      }
      let address = try await folder.query(
        database, "SELECT address FROM v_probe WHERE server_name = 'expired.classes.example'")[0][0]
      let octets = try Data(contentsOf: URL(fileURLWithPath: database))

      let rehearsal = try await forget(["wrong-name.example", "--db", database, "--dry-run"], folder)
      #expect(rehearsal.status == 0, "\(rehearsal.errors)")
      #expect(rehearsal.errors.contains("wave wave would lose 1 domain, 1 MX host, 1 address"), "\(rehearsal.errors)")
      #expect(rehearsal.output == "wrong-name.example\n")
      #expect(
        try await folder.query(database, "SELECT domains FROM v_scan") == [["\(before[0])"]])

      let ending = try await forget(
        ["wrong-name.example", "wrong-name.classes.example", address, "--db", database], folder)
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.errors.contains("wave wave lost 1 domain, 2 MX hosts, 2 addresses"), "\(ending.errors)")
      #expect(ending.output == "wrong-name.example\nwrong-name.classes.example\n\(address)\n")
      #expect(
        try await folder.query(database, "SELECT domains, mx_hosts, addresses FROM v_scan")
          == [[before[0] - 1, before[1] - 2, before[2] - 2].map { "\($0)" }])
      #expect(
        try await folder.query(database, "SELECT domains, hosts, addresses FROM forgotten") == [["1", "2", "2"]])
      #expect(
        try await folder.query(database, "SELECT mx_status FROM v_domain WHERE domain = 'expired.example'") == [
          ["inconclusive"]
        ])
      #expect(
        try await folder.query(
          database,
          "SELECT numerator FROM v_trend WHERE unit = 'mx_host' AND metric IN ('ca_wrong_name') AND base = 'tls'")
          == [["1.0"]])
      let after = try Data(contentsOf: URL(fileURLWithPath: database))
      #expect(octets.range(of: Data("wrong-name".utf8)) != nil)
      for name in ["wrong-name.example", "wrong-name.classes.example", "mail.elsewhere.example"] {
        #expect(after.range(of: Data(name.utf8)) == nil, "\(name)")
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("survey.db") }
      #expect(Set(left) == ["survey.db", "survey.db-lock"])
      let report = try await Program.built("mxcensus").run(
        ["report", "--db", database, "--format", "json", "-o", "-"], in: folder)
      #expect(report.status == 0, "\(report.errors)")
      let nothing = try await forget(["wrong-name.example", "--db", database], folder)
      #expect(nothing.status == 0)
      #expect(nothing.errors.contains("knows nothing of them"))
    }

    @Test func aDatabaseInUseIsLeftAlone() async throws {
      let folder = try Folder()
      let path = "\(folder.path)/survey.db"
      try SurveyDatabase(writing: path).close()
      let lock = try DatabaseLock(database: path, holder: "process 4711, scan 2026-11")
      let ending = try await forget(["example.org", "--db", path], folder)
      #expect(ending.status == 75)
      #expect(ending.errors.contains("process 4711, scan 2026-11"))
      #expect(ending.output == "")
      withExtendedLifetime(lock) {}
    }

    private static let subjects: [(subject: String, status: Int32)] = [
      ("192.0.2.0/33", 64), ("2001:db8::/x", 64), ("-", 64), ("a..b", 64), ("example.org", 78),
    ]

    @Test(arguments: subjects)
    func whatIsNoNameOrNetworkIsRefused(subject: String, status: Int32) async throws {
      let folder = try Folder()
      let ending = try await forget([subject, "--db", "\(folder.path)/none.db"], folder)
      #expect(ending.status == status, "\(ending.errors)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/none.db"))
    }
  }
}
