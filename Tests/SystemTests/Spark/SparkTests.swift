import Foundation
import Testing

extension SystemTests {
  /// A wave by Apache Spark, on two executors of this host.
  @Suite(.enabled(if: ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] != nil)) struct SparkTests {
    private static let home =
      (ProcessInfo.processInfo.environment["XDG_CACHE_HOME"] ?? NSHomeDirectory() + "/.cache") + "/mxcensus/spark"

    /// What stands in the Parquet files: looks, distinct looks, networks, and pairs of a network and a partition.
    private static let counting = """
      import sys
      from pyspark.sql import SparkSession, functions as F

      spark = SparkSession.builder.master("local[1]").getOrCreate()
      looks = spark.read.parquet(sys.argv[1] + "/looks/wave=wave")
      key = looks.select("address", "server_name", "look")
      pairs = looks.select("tag.network", "tag.partition").distinct()
      print(looks.count(), key.distinct().count(), pairs.select("network").distinct().count(), pairs.count())
      """

    @Test(arguments: [false, true])
    func aWaveIsThatOfAScanThoughAnExecutorIsKilled(isKilled: Bool) async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(
        ["--population", "bulk", "--domains", "700", "--addresses", "500"], port: 3_090, lifetime: 1_200,
        in: folder)
      let flags = FilterFlags(laboratory.flags)
      let scanned = "\(folder.path)/scanned.db"
      let scan = try await Program.built("mxcensus").run(
        ["scan"] + laboratory.flags + ["--db", scanned, "--label", "wave", "--no-mta-sts"], in: folder)
      #expect(scan.status == 0, "\(scan.errors)")

      let domains = try folder.write(try JSONLinesFiles.domains(of: flags.list, scan: "wave"), as: "domains.jsonl")
      let imported = "\(folder.path)/imported.db"
      let (output, rate) = ("\(folder.path)/parquet", isKilled ? "60" : "600")
      let survey = try Program(path: "\(Self.home)/bin/python").start(
        [
          Self.script, "--master", "local-cluster[2,1,1024]", "--slots", "2", "--partitions", "4", "--rate", rate,
          "--domains", domains, "--output", output, "--label", "wave", "--db", imported,
          "--mxcensus", try Program.built("mxcensus").path, "--resolve-flags", words(flags.resolve) + " --no-mta-sts",
          "--probe-flags", words(withoutRate(flags.probe)), "--import-flags", words(flags.import) + " --no-mta-sts",
        ], in: folder)
      if isKilled { try await killExecutor(of: survey) }
      let ending = try await survey.ending()
      #expect(ending.status == 0, "\(ending.errors.suffix(4_000))")
      #expect(ending.output.contains("starttls_percent"))
      try await laboratory.stop()

      let expected = try await StoredWaves(of: scanned, without: ["list_sha256"], in: folder)
      try await StoredWaves(of: imported, without: ["list_sha256"], in: folder).expectSame(expected)
      try await expectEachLookOnce(output, of: scanned, folder)
    }

    /// Kills the executor whose task has been probing for a while.
    private func killExecutor(of survey: RunningProgram) async throws {
      while survey.isRunning {
        for filter in ProcessTree.current().descendants(of: survey.identifier)
        where filter.arguments.dropFirst().first == "probe" {
          guard let executor = filter.ancestors.first(where: { $0.isExecutor }) else { continue }
          try await Task.sleep(for: .seconds(2))
          #expect(kill(executor.identifier, SIGKILL) == 0, "the executor was gone before it could be killed")
          // What it had begun does not go on by itself; on a busy machine it takes a moment to see that it is alone.
          for _ in 0..<150 where kill(filter.identifier, 0) == 0 { try await Task.sleep(for: .milliseconds(100)) }
          #expect(kill(filter.identifier, 0) == -1, "the filter outlived its executor")
          return
        }
        try await Task.sleep(for: .milliseconds(100))
      }
      Issue.record("the survey was over before anything was probed")
    }

    private func expectEachLookOnce(_ output: String, of database: String, _ folder: Folder) async throws {
      let counted = try await Program(path: "\(Self.home)/bin/python").run(["-c", Self.counting, output], in: folder)
      let numbers = counted.output.split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
      try #require(numbers.count == 4, "\(counted.errors.suffix(2_000))")
      let looks = try await folder.query(database, "SELECT count(*) FROM v_probe")
      #expect(numbers[0] == Int(looks[0][0]) && numbers[1] == numbers[0])
      // Each network in one task, of several.
      #expect(numbers[2] == numbers[3] && numbers[2] > 1)
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Scripts/spark_survey.py").standardized.path

    private func words(_ flags: [String]) -> String { flags.joined(separator: " ") }

    private func withoutRate(_ flags: [String]) -> [String] {
      guard let place = flags.firstIndex(of: "--rate") else { return flags }
      return Array(flags[..<place] + flags[(place + 2)...])
    }
  }
}

/// A process with those that it descends from, nearest first.
private struct TreeProcess {
  let identifier: Int32
  let arguments: [String]
  let ancestors: [Ancestor]

  struct Ancestor {
    let identifier: Int32
    let isExecutor: Bool
  }
}

/// The processes of this host at one moment.
private struct ProcessTree {
  private var parents: [Int32: Int32] = [:]
  private var arguments: [Int32: [String]] = [:]

  static func current() -> ProcessTree {
    var tree = ProcessTree()
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let identifier = Int32(name), let data = FileManager.default.contents(atPath: "/proc/\(name)/cmdline"),
        let status = try? String(contentsOfFile: "/proc/\(name)/status", encoding: .utf8),
        let parent = status.split(separator: "\n").first(where: { $0.hasPrefix("PPid:") })
      else { continue }
      tree.parents[identifier] = Int32(parent.filter(\.isNumber))
      tree.arguments[identifier] = data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
    return tree
  }

  func descendants(of root: Int32) -> [TreeProcess] {
    arguments.compactMap { identifier, words in
      var ancestors: [TreeProcess.Ancestor] = []
      var current = parents[identifier]
      while let ancestor = current, ancestor > 1, ancestors.count < 64 {
        let isExecutor = arguments[ancestor]?.contains { $0.hasSuffix("CoarseGrainedExecutorBackend") } ?? false
        ancestors.append(TreeProcess.Ancestor(identifier: ancestor, isExecutor: isExecutor))
        if ancestor == root { return TreeProcess(identifier: identifier, arguments: words, ancestors: ancestors) }
        current = parents[ancestor]
      }
      return nil
    }
  }
}
