/// A value for an option that was not given on the command line.
struct Setting: Hashable, Sendable {
  /// The option's long name, without dashes.
  let name: String
  /// What it is set to; `nil` where a file names a flag and nothing else.
  let value: String?
  let origin: Origin

  /// Where a setting was found.
  enum Origin: Hashable, Sendable, CustomStringConvertible {
    case file(path: String, line: Int)
    case environment(variable: String)

    /// For the beginning of a message.
    var description: String {
      switch self {
      case .file(let path, let line): "\(path), line \(line)"
      case .environment(let variable): "environment variable \(variable)"
      }
    }
  }

  /// The argument that says the same; `nil` for a flag that is off.
  func argument(for option: OptionCatalogue.Option) throws -> String? {
    guard option.isFlag else {
      guard let value, !value.isEmpty else {
        throw Refusal(.configuration, "\(origin): \(name) needs a value, as in \(name) = …")
      }
      return "--\(name)=\(value)"
    }
    switch value?.lowercased() {
    case nil, "yes", "true", "on", "1": return "--\(name)"
    case "no", "false", "off", "0": return nil
    case let word?:
      throw Refusal(.configuration, "\(origin): \(name) is yes or no, not \(word.debugDescription)")
    }
  }
}
