import Foundation
import Testing

extension AdversityTests {
  /// Neither a survey nor its laboratory needs a privilege: what peers send is not to be read by root.
  @Suite struct PrivilegeTests {
    @Test func nobodySurveysALaboratoryOfNobody() async throws {
      let nobody = try Nobody()
      let folder = nobody.folder
      let laboratory = try nobody.start(
        "maillab",
        [
          "serve", "--population", "bulk", "--domains", "20", "--addresses", "10", "--directory",
          "\(folder.path)/laboratory", "--port", "3106", "--dns-port", "3107", "--lifetime", "120",
        ])
      let flagFile = "\(folder.path)/laboratory/scan-flags"
      while !FileManager.default.fileExists(atPath: flagFile) {
        guard laboratory.isRunning else {
          throw RunningLaboratory.NotStarted(words: try await laboratory.ending().errors)
        }
        try await Task.sleep(for: .milliseconds(20))
      }
      let flags = try String(contentsOfFile: flagFile, encoding: .utf8).split(separator: "\n").map(String.init)
      let database = "\(folder.path)/survey.db"
      let scan = try await nobody.run("mxcensus", ["scan", "--db", database] + flags)
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
