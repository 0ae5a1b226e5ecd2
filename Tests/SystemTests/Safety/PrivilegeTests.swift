import Foundation
import Testing

extension SystemTests {
  /// Neither a survey nor its laboratory needs a privilege: what peers send is not to be read by root.
  @Suite struct PrivilegeTests {
    /// As nobody, who may write to one folder.
    private func unprivileged(_ name: String) throws -> (program: Program, arguments: [String]) {
      guard getuid() == 0 else { return (try Program.built(name), []) }
      return (
        Program(path: "/usr/bin/setpriv"),
        [
          "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all", "--no-new-privs",
          try Program.built(name).path,
        ]
      )
    }

    @Test func nobodySurveysALaboratoryOfNobody() async throws {
      let folder = try Folder()
      try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
      let (maillab, asNobody) = try unprivileged("maillab")
      let laboratory = try maillab.start(
        asNobody + [
          "serve", "--population", "bulk", "--domains", "20", "--addresses", "10", "--directory",
          "\(folder.path)/laboratory",
          "--port", "3106", "--dns-port", "3107", "--lifetime", "120",
        ], in: folder)
      let flagFile = "\(folder.path)/laboratory/scan-flags"
      while !FileManager.default.fileExists(atPath: flagFile) {
        try #require(laboratory.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      let flags = try String(contentsOfFile: flagFile, encoding: .utf8).split(separator: "\n").map(String.init)
      let (mxcensus, likewise) = try unprivileged("mxcensus")
      let database = "\(folder.path)/survey.db"
      let scan = try await mxcensus.run(likewise + ["scan", "--db", database] + flags, in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      // All of them answer.
      #expect(
        try await folder.query(database, "SELECT count(*) FROM v_host WHERE outcome NOT IN ('tls', 'no-starttls')")
          == [["0"]])
      #expect(try await folder.query(database, "SELECT count(*) > 4 FROM v_host") == [["1"]])
      laboratory.signal(SIGTERM)
      #expect(try await laboratory.ending().status == 0)
    }
  }
}
