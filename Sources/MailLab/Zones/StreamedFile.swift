import Foundation

/// A text file that is written piece by piece, so that a zone of a million names takes no memory.
struct StreamedFile: ~Copyable {
  private let handle: FileHandle
  private var pending = Data()

  /// Replaces the file at a path.
  init(path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  mutating func write(_ text: String) throws {
    pending.append(contentsOf: text.utf8)
    if pending.count >= 1 << 16 { try flush() }
  }

  /// Writes what is left. Without it, the end of the file is missing.
  consuming func close() throws {
    try flush()
    try handle.close()
  }

  private mutating func flush() throws {
    try handle.write(contentsOf: pending)
    pending.removeAll(keepingCapacity: true)
  }
}
