import Foundation
import Testing

extension AdversityTests {
  /// Rows 29, 30 and 92 of the faults: our own host lacks descriptors, ports or memory. No server is blamed for it.
  @Suite struct ScarcityTests {
    private static let isFull = ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil

    @Test func aWaveWithFewDescriptorsIsAsOneWithMany() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "600", "--addresses", "300"], port: 2_984, in: folder)
      let flags = ["scan", "--label", "wave", "--window", "500"] + laboratory.flags
      let whole = "\(folder.path)/whole.db"
      let undisturbed = try await Program.built("mxcensus").run(flags + ["--db", whole], in: folder)
      #expect(undisturbed.status == 0, "\(undisturbed.errors)")
      let few = "\(folder.path)/few.db"
      let scan = try await Program(path: "/usr/bin/prlimit").run(
        ["--nofile=64:64", try Program.built("mxcensus").path] + flags + ["--db", few], in: folder)
      #expect(scan.status == 0, "\(scan.errors)")
      try await expectSame(whole, few, folder)
      try await laboratory.stop()
    }

    @Test func withFewerDescriptorsThanItNeedsAWaveDoesNotBegin() async throws {
      let folder = try Folder()
      let list = try folder.write("a.example\n", as: "list")
      let scan = try await Program(path: "/usr/bin/prlimit").run(
        [
          "--nofile=63:63", try Program.built("mxcensus").path, "scan", "-f", list, "--db", "\(folder.path)/survey.db",
          "--allow-reserved",
        ], in: folder)
      #expect(scan.status == 78, "\(scan.errors)")
      #expect(scan.errors.contains("63 open files are allowed, and 64 are needed"), "\(scan.errors)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/survey.db"))
    }

    @Test(.enabled(if: Namespace.isAllowed)) func portsThatRunOutForAWhileLeaveNoTrace() async throws {
      let folder = try Folder()
      let namespace = try await Namespace.make(in: folder, resolver: "127.0.0.1")
      let directory = "\(folder.path)/laboratory"
      let laboratory = try namespace.start(
        try Program.built("maillab").path,
        [
          "serve", "--population", "bulk", "--domains", "300", "--addresses", "150", "--directory", directory, "--port",
          "2988", "--dns-port", "2989", "--lifetime", "120",
        ], in: folder)
      while !FileManager.default.fileExists(atPath: "\(directory)/scan-flags") {
        try #require(laboratory.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      let lines = try String(contentsOfFile: "\(directory)/scan-flags", encoding: .utf8).split(separator: "\n")
      let flags = ["scan", "--label", "wave", "--no-mta-sts"] + lines.map(String.init)
      let mxcensus = try Program.built("mxcensus").path
      let whole = "\(folder.path)/whole.db"
      let undisturbed = try await namespace.start(mxcensus, flags + ["--db", whole], in: folder).ending()
      #expect(undisturbed.status == 0, "\(undisturbed.errors)")

      // Eight ports for everybody, and somebody who has bound them all.
      let range = try await namespace.start(
        "/bin/sh", ["-c", "echo '40000 40007' >/proc/sys/net/ipv4/ip_local_port_range"], in: folder
      ).ending()
      #expect(range.status == 0, "\(range.errors)")
      let (taken, released) = ("\(folder.path)/taken", "\(folder.path)/released")
      let owner = try namespace.start("/usr/bin/perl", ["-e", Self.portOwner, taken, released], in: folder)
      while !FileManager.default.fileExists(atPath: taken) {
        try #require(owner.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      let few = "\(folder.path)/few.db"
      let scan = try namespace.start(mxcensus, flags + ["--db", few], in: folder)
      while try await count("SELECT count(*) FROM scan WHERE stage = 'probes'", few, folder) == 0 {
        try #require(scan.isRunning)
        try await Task.sleep(for: .milliseconds(20))
      }
      try await Task.sleep(for: .seconds(2))
      #expect(try await count("SELECT count(*) FROM probe", few, folder) == 0)
      _ = try folder.write("", as: "released")
      #expect(try await owner.ending().status == 0)
      let ending = try await scan.ending()
      #expect(ending.status == 0, "\(ending.errors)")
      try await expectSame(whole, few, folder)
      try await namespace.end()
    }

    /// Binds every port of the range, says so in a file, and keeps them until another is there.
    private static let portOwner = """
      use Socket;
      my @sockets;
      for my $port (40000 .. 40007) {
        socket(my $socket, PF_INET, SOCK_STREAM, 0) or die;
        bind($socket, sockaddr_in($port, INADDR_ANY)) or die "port $port: $!";
        push @sockets, $socket;
      }
      open(my $file, ">", $ARGV[0]) or die;
      close($file);
      until (-e $ARGV[1]) { select(undef, undef, undef, 0.05) }
      """

    @Test func queuesAreBoundedHoweverManyServersAreSilent() async throws {
      let folder = try Folder()
      let (domains, addresses) = Self.isFull ? (20_000, 4_000) : (5_000, 2_000)
      let laboratory = try await RunningLaboratory.start(
        [
          "--population", "soak", "--domains", "\(domains)", "--addresses", "\(addresses)", "--faulty", "0",
          "--tarpits",
          "50",
        ], port: 2_990, in: folder)
      let database = "\(folder.path)/survey.db"
      let scan = try Program.built("mxcensus").start(
        ["scan", "--db", database, "--label", "wave", "--no-mta-sts", "--no-dane"] + laboratory.flags + [
          "--window", "1000", "--timeout-greeting", "8",
        ], in: folder)
      var peak = 0
      while let kibibytes = scan.peakKibibytes {
        peak = max(peak, kibibytes)
        try await Task.sleep(for: .milliseconds(50))
      }
      let ending = try await scan.ending()
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(peak <= 256 << 10, "\(peak) KiB")
      #expect(
        try await folder.query(database, "SELECT outcome, count(*) FROM v_probe GROUP BY outcome ORDER BY outcome")
          == [["tls", "\(addresses / 2)"], ["unreachable", "\(addresses / 2)"]])
      try await laboratory.stop()
    }

    private func expectSame(_ whole: String, _ few: String, _ folder: Folder) async throws {
      let expected = try await StoredWaves(of: whole, in: folder)
      expected.expectSame(try await StoredWaves(of: few, in: folder))
      #expect(try await folder.query(few, "SELECT count(*) FROM v_probe WHERE outcome = 'inconclusive'") == [["0"]])
    }

    /// A number from a database that may not be there yet, or be in the making: then 0.
    private func count(_ sql: String, _ database: String, _ folder: Folder) async throws -> Int {
      do {
        return try await folder.query(database, sql).first?.first.flatMap { Int($0) } ?? 0
      } catch is Folder.QueryFailure {
        return 0
      }
    }
  }
}
