import SurveyStore

/// What compacting comes to, as a table and in words.
enum CompactionText {
  /// The head of the table of waves that were compacted.
  static let head = line("wave", "rows", "kept", "MB before", "MB after")
  /// The head of the table of waves that would be.
  static let rehearsalHead = line("wave", "rows")

  /// A wave that was compacted.
  static func line(_ wave: CompactedWave) -> String {
    line(
      wave.label, ProgressLine.grouped(wave.rows), ProgressLine.grouped(wave.keptRows), megabytes(wave.octetsBefore),
      megabytes(wave.octetsAfter))
  }

  /// A wave that would be.
  static func line(_ wave: CompactableWave) -> String { line(wave.label, ProgressLine.grouped(wave.rows)) }

  private static func line(_ label: String, _ cells: String...) -> String {
    let first = label + String(repeating: " ", count: max(0, 16 - label.count))
    return cells.reduce(first) { $0 + String(repeating: " ", count: max(2, 12 - $1.count)) + $1 } + "\n"
  }

  /// What became of the file.
  static func words(_ path: String, from before: Int, to after: Int) -> String {
    "\(path): \(megabytes(before)) MB before, \(megabytes(after)) MB now"
  }

  /// That there is no room for a second file.
  static func words(noRoomFor room: DatabaseRoom, _ path: String) -> String {
    """
    \(path) keeps its size, as there is no room to write it anew beside it; \(megabytes(room.file - room.used)) MB of it \
    are free for further waves. Run this again where there is room for \(megabytes(2 * room.used)) MB
    """
  }

  /// Millions of octets with one decimal.
  static func megabytes(_ octets: Int) -> String {
    let tenths = (octets + 50_000) / 100_000
    return "\(ProgressLine.grouped(tenths / 10)).\(tenths % 10)"
  }
}
