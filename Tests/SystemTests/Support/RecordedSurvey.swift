import Foundation
import Testing

/// The survey that is in the repository, behind `reports/example`: two waves of the laboratory, without certificates'
/// octets.
struct RecordedSurvey {
  /// The package's own folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Its database, in a folder of a test's own.
  let database: String

  init(in folder: Folder) async throws {
    database = "\(folder.path)/recorded.db"
    let unpacked = try await Program(path: "/bin/bash").run(
      [
        "-o", "pipefail", "-c", "xz --decompress --stdout \"$1\" | sqlite3 -bail \"$2\"", "bash",
        Self.root.appendingPathComponent("reports/example/survey.sql.xz").path, database,
      ], in: folder)
    try #require(unpacked.status == 0, "\(unpacked.errors)")
  }
}
