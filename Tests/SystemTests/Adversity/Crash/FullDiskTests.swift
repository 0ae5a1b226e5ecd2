import Foundation
import Testing

extension AdversityTests {
  /// Row 85 of the faults: the disk fills up while a wave is under way.
  @Suite struct FullDiskTests {
    private static let isFull = ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil
    /// In which it fills up, as far as that can be foretold.
    private static let stages = ["list", "domains", "probes", "judging"] + (isFull ? ["hosts"] : [])
    private static let momentsOfAStage = isFull ? 4 : 1
    /// What an empty database with its log and index takes.
    private static let smallest = 700
    private static let plenty = 64 << 10

    /// What is known of a domain or of a probe once it is recorded; the times show that it was not done again.
    private static let records = [
      "SELECT d.name, sd.mx_set_id IS NULL FROM scan_domain sd JOIN domain d USING (domain_id) WHERE mx_status IS NOT NULL",
      "SELECT address, server_name, look, outcome, reason, observed_at, milliseconds FROM v_probe",
    ]

    @Test(.enabled(if: Namespace.isAllowed)) func aWaveOnAFullDiskStopsInOrderAndGoesOnWhenThereIsRoom() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "3000", "--addresses", "500"], port: 2_992, lifetime: 3_600, in: folder)
      let mxcensus = try Program.built("mxcensus").path
      let flags = ["scan", "--label", "wave", "--no-mta-sts", "--no-dane"] + laboratory.flags
      let whole = try await SmallDisk.make(kibibytes: Self.plenty, in: folder)
      let running = try whole.start(mxcensus, flags + ["--db", "\(whole.path)/survey.db"])
      var sizes: [String: ClosedRange<Int>] = [:]
      while running.isRunning {
        let kibibytes = try whole.kibibytes
        guard let stage = try await stage(of: whole) else { continue }
        let known = sizes[stage] ?? kibibytes...kibibytes
        sizes[stage] = min(known.lowerBound, kibibytes)...max(known.upperBound, kibibytes)
      }
      let undisturbed = try await running.ending()
      #expect(undisturbed.status == 0, "\(undisturbed.errors)")
      let expected = try await StoredWaves(of: whole.copy("survey.db") + "/survey.db", in: folder)
      try whole.end()

      var met: Set<String> = []
      for (stage, moment) in Self.stages.flatMap({ stage in (1...Self.momentsOfAStage).map { (stage, $0) } }) {
        // The lists are read in no time: then they were before the domains.
        let range = sizes[stage] ?? Self.smallest...max(Self.smallest, sizes["domains"]?.lowerBound ?? 0)
        let low = max(Self.smallest, range.lowerBound)
        var kibibytes = low + max(0, range.upperBound - low) * moment / (Self.momentsOfAStage + 1)
        var disk = try await SmallDisk.make(kibibytes: kibibytes, in: folder)
        var scan = try await disk.run(mxcensus, flags + ["--db", "\(disk.path)/survey.db"])
        // How large the log becomes is a matter of time: what was too small for one wave may do for another.
        while scan.status == 0, kibibytes > Self.smallest {
          try disk.end()
          kibibytes -= max(100, kibibytes / 10)
          disk = try await SmallDisk.make(kibibytes: kibibytes, in: folder)
          scan = try await disk.run(mxcensus, flags + ["--db", "\(disk.path)/survey.db"])
        }
        let database = "\(disk.path)/survey.db"
        let words = "\(stage), \(kibibytes) KiB"
        #expect(scan.status == 74, "\(words): \(scan.errors)")
        #expect(scan.errors.contains("the disk is full"), "\(words): \(scan.errors)")

        let stopped = try await disk.copy("survey.db") + "/survey.db"
        #expect(try await folder.query(stopped, "PRAGMA integrity_check") == [["ok"]], "\(words)")
        let stoppedIn = try await folder.query(stopped, "SELECT stage FROM scan")
        met.formUnion(stoppedIn.map { $0[0] })
        try await disk.resize(kibibytes: Self.plenty)
        let resumed = try await disk.run(mxcensus, flags + ["--db", database])
        #expect(resumed.status == 0, "\(words): \(resumed.errors)")
        let finished = try await disk.copy("survey.db") + "/survey.db"
        expected.expectSame(try await StoredWaves(of: finished, in: folder), "at \(words)")
        for record in Self.records where stoppedIn != [["list"]] {
          let (before, after) = try await (folder.query(stopped, record), folder.query(finished, record))
          #expect(Set(after).isSuperset(of: before), "\(words)")
        }
        try disk.end()
      }
      // How often rows are written is a matter of time, and so is when the log is how large.
      #expect(met.count >= (Self.isFull ? 3 : 2), "\(met) of \(sizes)")
      try await laboratory.stop()
    }

    /// The stage that a wave under way is in; `nil`: there is nothing to read yet.
    private func stage(of disk: SmallDisk) async throws -> String? {
      let ending = try await disk.run(
        Program.sqlite.path, ["-readonly", "\(disk.path)/survey.db", "SELECT stage FROM scan"])
      return ending.status == 0 ? ending.output.split(separator: "\n").first.map(String.init) : nil
    }
  }
}
