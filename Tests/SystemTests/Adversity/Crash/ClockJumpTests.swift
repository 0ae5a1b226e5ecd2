import Foundation
import Testing

extension AdversityTests {
  /// Row 88 of the faults: somebody sets the wall clock while a wave is under way.
  @Suite struct ClockJumpTests {
    private static let compiler = Program(path: "/usr/bin/cc")
    private static let hasCompiler = FileManager.default.fileExists(atPath: compiler.path)

    /// Stands before the C library: the wall clock and so many seconds, which are read from a file each time.
    private static let wall = """
      #define _GNU_SOURCE
      #include <fcntl.h>
      #include <stdlib.h>
      #include <sys/syscall.h>
      #include <time.h>
      #include <unistd.h>

      static long ahead(void) {
        char text[32] = {0};
        int file = open(getenv("MXCENSUS_TEST_WALL"), O_RDONLY | O_CLOEXEC);
        if (file < 0) return 0;
        long count = read(file, text, sizeof text - 1);
        close(file);
        return count > 0 ? atol(text) : 0;
      }

      int clock_gettime(clockid_t clock, struct timespec *now) {
        int result = syscall(SYS_clock_gettime, clock, now);
        if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += ahead();
        return result;
      }

      time_t time(time_t *result) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        if (result) *result = now.tv_sec;
        return now.tv_sec;
      }
      """

    @Test(.enabled(if: hasCompiler)) func jumpsAreNotedAndDurationsStayWhatTheyWere() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "200", "--addresses", "150"], port: 3_006, in: folder)
      let library = "\(folder.path)/wall.so"
      let compiled = try await Self.compiler.run(
        ["-shared", "-fPIC", "-O1", "-o", library, try folder.write(Self.wall, as: "wall.c")], in: folder)
      #expect(compiled.status == 0, "\(compiled.errors)")
      let ahead = try folder.write("0", as: "ahead")
      let database = "\(folder.path)/survey.db"
      let began = Int(Date().timeIntervalSince1970)
      let scan = try Program(path: "/usr/bin/env").start(
        ["LD_PRELOAD=\(library)", "MXCENSUS_TEST_WALL=\(ahead)", try Program.built("mxcensus").path]
          + ["scan", "--db", database, "--label", "wave"] + laboratory.flags + ["--rate", "8"], in: folder)
      try await wait(for: "SELECT count(*) >= 10 FROM probe", database, scan, folder)
      _ = try folder.write("-7200", as: "ahead")
      try await wait(for: "SELECT count(*) = 1 FROM clock_jump", database, scan, folder)
      _ = try folder.write("0", as: "ahead")
      try await wait(for: "SELECT count(*) = 2 FROM clock_jump", database, scan, folder)
      let ending = try await scan.ending()
      #expect(ending.status == 0, "\(ending.errors)")
      #expect(ending.errors.split(separator: "\n").count { $0.contains("the wall clock jumped by") } == 2)

      let jumps = try await folder.query(
        database, "SELECT round(seconds / 10.0) * 10 FROM clock_jump ORDER BY seconds")
      #expect(jumps == [["-7200.0"], ["7200.0"]])
      let rows = try await folder.query(
        database,
        """
        SELECT sum(unixepoch(observed_at) < \(began) - 3600) > 0, sum(unixepoch(observed_at) >= \(began)) > 0,
          min(milliseconds) >= 0, max(milliseconds) < 60000, count(*) = (SELECT addresses FROM v_scan) FROM v_probe
        """)
      #expect(rows == [["1", "1", "1", "1", "1"]])
      try await laboratory.stop()
    }

    /// Waits until a query says 1.
    private func wait(for sql: String, _ database: String, _ scan: RunningProgram, _ folder: Folder) async throws {
      while true {
        do {
          if try await folder.query(database, sql) == [["1"]] { return }
        } catch is Folder.QueryFailure {
          // It is not there yet, or in the making.
        }
        try #require(scan.isRunning, "the wave was over before: \(sql)")
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }
}
