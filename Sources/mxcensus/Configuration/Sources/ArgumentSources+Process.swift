import Glibc

extension ArgumentSources {
  /// Those of this process.
  static var process: ArgumentSources {
    ArgumentSources(
      arguments: Array(CommandLine.arguments.dropFirst()),
      variable: { name in unsafe getenv(name).map { unsafe String(cString: $0) } },
      file: { path in
        guard unsafe access(path, F_OK) == 0 else { return nil }
        return String(decoding: try FileContents.read(path, as: "settings file"), as: UTF8.self)
      })
  }
}

/// Which options of the command under way were set elsewhere than on the command line: for the words of a refusal.
enum OptionOrigins {
  @TaskLocal static var current: [String: Setting.Origin] = [:]
}
