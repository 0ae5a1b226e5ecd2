import Glibc

/// Where a command will write, tried before it begins: hours of work are not to end in front of a folder that isn't there.
enum OutputPlace {
  /// Sees whether a file can be put at a path, by beginning to write one and leaving what is there as it is.
  /// - Throws: the `Refusal` that the writing would have ended with.
  static func requireFile(_ path: String) throws {
    if FileStatus.isFolder(path) { throw Refusal(.io, "can't write \(path)", EISDIR) }
    let file = try ReplacedFile(path)
    file.discard()
    file.close()
  }

  /// Sees whether there is a folder at a path that may be written to, or one above it in which it can be made. Nothing is
  /// made: what is asked for may still be refused.
  static func requireFolder(_ path: String) throws {
    var nearest = path.isEmpty ? "." : path
    while true {
      if FileStatus.isFolder(nearest) {
        guard FileStatus.isWritable(nearest) else { throw Refusal(.io, "can't write to the folder \(nearest)", errno) }
        return
      }
      // A file is in the place of a folder, or there is a link that leads nowhere.
      guard !FileStatus.exists(nearest) else { throw Refusal(.io, "can't make the folder \(path)", ENOTDIR) }
      let trimmed = nearest.reversed().drop { $0 == "/" }.reversed()
      nearest = FileStatus.folder(of: String(trimmed))
    }
  }
}
