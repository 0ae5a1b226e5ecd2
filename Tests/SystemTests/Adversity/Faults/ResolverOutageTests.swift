import Foundation
import MailLab
import Testing

extension AdversityTests {
  /// Row 100 of the catalogue of faults: the survey's own resolver fails, which is nobody's fault but ours.
  @Suite struct ResolverOutageTests {
    fileprivate static let dumps = [
      "SELECT domain, mx_status, mx_count, class FROM v_domain ORDER BY domain",
      "SELECT mx_host, outcome, reason, class FROM v_host ORDER BY mx_host",
      "SELECT address, server_name, look, is_final, outcome, reason FROM v_probe ORDER BY address, server_name, look",
      "SELECT * FROM v_trend ORDER BY unit, base, metric",
    ]
    private static let isFull = ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil
    fileprivate static let resolved = "SELECT count(mx_status) FROM scan_domain"

    /// It may be gone, or be there and have lost its own way to the world: a storm of SERVFAIL.
    @Test(arguments: [nil, OddAnswer.Manner.servfail])
    func aResolverThatFailsForAWhileCostsNoDomainItsAnswer(manner: OddAnswer.Manner?) async throws {
      let world = try await World(port: 2_908)
      let whole = try await world.undisturbedWave()
      let database = "\(world.folder.path)/disturbed.db"
      let scan = try world.startScan(into: database)
      try await world.waitForAnswers(in: database, of: scan)
      try await world.stopResolver()
      if let manner { try await world.startResolver(answering: manner) }
      try await Task.sleep(for: .seconds(4))
      // Whoever asks meanwhile waits, and nothing is written down.
      #expect(scan.isRunning)
      #expect(try await world.failures(in: database) == 0)
      if manner != nil { try await world.stopResolver() }
      try await world.startResolver()
      let ending = try await scan.ending()
      #expect(ending.status == 0, "\(ending.errors)")
      try await world.expectSameRows(whole, database)
      try await world.end()
    }

    /// With `Scripts/test --full`, as a resolver is asked twice before a wave is put off.
    @Test(.enabled(if: isFull)) func aWaveWithoutAResolverIsPutOff() async throws {
      let world = try await World(port: 2_911)
      let whole = try await world.undisturbedWave()
      let database = "\(world.folder.path)/disturbed.db"
      let scan = try world.startScan(into: database)
      try await world.waitForAnswers(in: database, of: scan)
      scan.signal(SIGTERM)
      #expect(try await scan.ending().status == 143)
      let before = try await world.number(Self.resolved, in: database)
      try await world.stopResolver()
      let refused = try await world.startScan(into: database).ending()
      #expect(refused.status == 75, "\(refused.errors)")
      #expect(refused.errors.contains("the resolver does not answer"), "\(refused.errors)")
      #expect(try await world.number(Self.resolved, in: database) == before)
      try await world.resumeAndCompare(database, with: whole)
    }

    /// With `Scripts/test --full`, as a resolver is waited for two minutes before it is given up.
    @Test(.enabled(if: isFull)) func aResolverThatStaysAwayEndsTheWaveAndItGoesOn() async throws {
      let world = try await World(port: 2_914)
      let whole = try await world.undisturbedWave()
      let database = "\(world.folder.path)/disturbed.db"
      let scan = try world.startScan(into: database)
      try await world.waitForAnswers(in: database, of: scan)
      try await world.stopResolver()
      let ending = try await scan.ending()
      #expect(ending.status == 75, "\(ending.errors)")
      #expect(try await world.failures(in: database) == 0)
      #expect(try await world.folder.query(database, "SELECT state FROM v_scan") == [["interrupted"]])
      try await world.resumeAndCompare(database, with: whole)
    }

    /// A laboratory, and a resolver before it that can be taken away.
    private final class World {
      let folder: Folder
      private let laboratory: RunningLaboratory
      private let port: Int
      private var resolver: FaultyForwarder?

      /// - Parameter port: the first of three.
      init(port: Int) async throws {
        folder = try Folder()
        self.port = port
        laboratory = try await RunningLaboratory.start(
          ["--population", "bulk", "--domains", "600", "--addresses", "60"], port: port, in: folder)
        try await startResolver()
      }

      /// - Parameter manner: what it answers to every question; `nil`: what the name server says.
      func startResolver(answering manner: OddAnswer.Manner? = nil) async throws {
        resolver = try await FaultyForwarder.start(before: port + 1, port: port + 2, others: manner)
      }

      func stopResolver() async throws {
        try await resolver?.stop()
        resolver = nil
      }

      func end() async throws {
        try await stopResolver()
        try await laboratory.stop()
      }

      /// Starts a wave that takes some seconds to resolve.
      func startScan(into database: String) throws -> RunningProgram {
        try Program.built("mxcensus").start(arguments(database, dnsRate: "150"), in: folder)
      }

      func undisturbedWave() async throws -> String {
        let database = "\(folder.path)/whole.db"
        try await run(database)
        return database
      }

      /// Waits until a part of the domains is resolved.
      func waitForAnswers(in database: String, of scan: RunningProgram) async throws {
        while try await number(ResolverOutageTests.resolved, in: database) < 100 {
          try #require(scan.isRunning, "the wave was over before its resolver went away")
          try await Task.sleep(for: .milliseconds(20))
        }
      }

      /// Domains and hosts that something is said against; in this world there is nothing to be said.
      func failures(in database: String) async throws -> Int {
        try await number(
          """
          SELECT (SELECT count(*) FROM v_domain WHERE mx_status <> 'mx')
            + (SELECT count(*) FROM v_host WHERE reason LIKE 'dns.%')
          """, in: database)
      }

      func resumeAndCompare(_ database: String, with whole: String) async throws {
        try await startResolver()
        try await run(database)
        try await expectSameRows(whole, database)
        try await end()
      }

      func expectSameRows(_ whole: String, _ disturbed: String) async throws {
        for dump in ResolverOutageTests.dumps {
          let (expected, found) = try await (folder.query(whole, dump), folder.query(disturbed, dump))
          #expect(!expected.isEmpty && expected.count == found.count, "\(dump)")
          for (left, right) in zip(expected, found) where left != right { Issue.record("\(left) became \(right)") }
        }
      }

      /// A number from a database that may not be there yet, or be in the making: then 0.
      func number(_ sql: String, in database: String) async throws -> Int {
        do {
          return try await folder.query(database, sql).first?.first.flatMap { Int($0) } ?? 0
        } catch is Folder.QueryFailure {
          return 0
        }
      }

      private func run(_ database: String) async throws {
        let ending = try await Program.built("mxcensus").run(arguments(database, dnsRate: "0"), in: folder)
        #expect(ending.status == 0, "\(ending.errors)")
      }

      private func arguments(_ database: String, dnsRate: String) -> [String] {
        ["scan", "--db", database, "--label", "wave", "--dns-rate", dnsRate, "--no-mta-sts", "--no-dane"]
          + laboratory.flags(replacing: "--resolver", with: "127.0.0.1@\(port + 2)")
      }
    }
  }
}
