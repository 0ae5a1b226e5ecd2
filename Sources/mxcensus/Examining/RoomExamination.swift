/// Whether there is room for the database.
struct RoomExamination: Sendable {
  let path: String

  /// The octets below which a wave of some size, its log and a copy for VACUUM may not fit; and those that no wave can do with.
  private static let scarce: UInt64 = 1 << 30
  private static let none: UInt64 = 64 << 20

  var finding: Finding {
    let folder = FileStatus.folder(of: path)
    let tried = "free room in \(folder)"
    guard let room = FileStatus.room(at: path) else {
      return Finding(
        subject: "disk", verdict: .configuration, tried: tried, found: "there is no such folder",
        fix: "make it, or name another file with --db")
    }
    let found = "\(ProgressLine.grouped(Int(clamping: room >> 20))) MiB"
    if room >= RoomExamination.scarce { return Finding(subject: "disk", verdict: .fine, tried: tried, found: found) }
    return Finding(
      subject: "disk", verdict: room < RoomExamination.none ? .temporary : .warning, tried: tried, found: found,
      fix: "make room, or name a file elsewhere with --db; a million probes take some 100 MiB")
  }
}
