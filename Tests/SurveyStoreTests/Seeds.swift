import Foundation

/// Seeds of generated surveys, by which a law is tried. Each costs seconds: `Scripts/test` takes some, `--full` all.
enum Seeds {
  /// The first few of as many as the long run takes.
  static func first(_ few: UInt64, of all: UInt64) -> ClosedRange<UInt64> {
    1...(ProcessInfo.processInfo.environment["MXCENSUS_FULL_TESTS"] == nil ? few : all)
  }
}
