import Foundation
import Testing

extension AdversityTests {
  /// Row 87 of the faults: the first signal ends a wave in order, the second at once.
  @Suite struct SignalTests {
    @Test func theSecondSignalDoesNotWaitForTheFirst() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "300", "--addresses", "200"], port: 2_982, in: folder)
      let mxcensus = try Program.built("mxcensus")
      let database = "\(folder.path)/survey.db"
      let flags = ["scan", "--db", database, "--label", "wave"] + laboratory.flags + ["--rate", "50"]
      let scan = try mxcensus.start(flags, in: folder)
      while try await probes(database, folder) < 20 {
        try #require(scan.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      // Somebody else writes, and the end in order has to wait for that.
      let other = try Writer(database, folder)
      scan.signal(SIGTERM)
      try await Task.sleep(for: .seconds(1))
      #expect(scan.isRunning)
      let second = ContinuousClock.now
      scan.signal(SIGTERM)
      let ending = try await scan.ending()
      #expect(ending.status == 143 && !ending.wasKilled)
      #expect(ContinuousClock.now - second < .seconds(1))
      try other.end()
      #expect(try await folder.query(database, "SELECT state FROM v_scan") == [["running"]])
      let resumed = try await mxcensus.run(flags + ["--rate", "0"], in: folder)
      #expect(resumed.status == 0, "\(resumed.errors)")
      #expect(try await folder.query(database, "SELECT state FROM v_scan") == [["finished"]])
      try await laboratory.stop()
    }

    private func probes(_ database: String, _ folder: Folder) async throws -> Int {
      do {
        return try await folder.query(database, "SELECT count(*) FROM probe").first?.first.flatMap { Int($0) } ?? 0
      } catch is Folder.QueryFailure {
        return 0
      }
    }
  }
}

/// A `sqlite3` with an open write transaction.
private final class Writer: Sendable {
  private let process = Process()
  private let input = Pipe()

  init(_ database: String, _ folder: Folder) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Program.sqlite.path)
    process.arguments = ["-batch", "-cmd", ".timeout 10000", database]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data("BEGIN IMMEDIATE; SELECT 1;\n".utf8))
    _ = output.fileHandleForReading.availableData
  }

  func end() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
