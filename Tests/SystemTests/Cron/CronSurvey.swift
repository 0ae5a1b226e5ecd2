import Foundation
import Testing

/// A survey as cron starts it: `Scripts/survey --cron` with nothing in its environment but what cron gives.
struct CronSurvey {
  /// What it surveys with.
  let flags: [String]
  private let folder: Folder

  /// - Parameter flags: those of `mxcensus scan`, without a list.
  init(flags: [String], in folder: Folder) {
    (self.flags, self.folder) = (flags, folder)
  }

  /// Where everything lands.
  var place: String { "\(folder.path)/reports/survey" }
  var database: String { "\(place)/survey.db" }

  /// Starts a wave.
  func start(_ list: String, _ further: [String] = []) throws -> RunningProgram {
    try Program(path: "/usr/bin/env").start(
      [
        "-i", "HOME=\(folder.path)", "LOGNAME=nobody", "SHELL=/bin/sh", "PATH=/usr/bin:/bin",
        "MXCENSUS_CONFIG=/dev/null",
        "MXCENSUS=\(try Program.built("mxcensus").path)", "MXCENSUS_REPORTS=\(folder.path)/reports",
        RecordedSurvey.root.appendingPathComponent("Scripts/survey").path, "--cron", list, "--",
      ] + flags + further, in: folder)
  }

  /// Runs one to its end.
  func run(_ list: String, _ further: [String] = []) async throws -> Ending {
    try await start(list, further).ending()
  }

  /// A file that it wrote.
  func text(_ name: String) throws -> String { try String(contentsOfFile: "\(place)/\(name)", encoding: .utf8) }

  /// The process of the scan that is under way.
  var scanner: Int32 {
    get throws {
      let holder = try text("survey.db-lock")
      return try #require(holder.firstMatch(of: /process ([0-9]+)/).flatMap { Int32($0.1) })
    }
  }

  /// A number from a database that may not be there yet, or be in the making: then 0.
  func count(_ sql: String) async throws -> Int {
    do {
      return try await folder.query(database, sql).first?.first.flatMap { Int($0) } ?? 0
    } catch is Folder.QueryFailure {
      return 0
    }
  }
}
