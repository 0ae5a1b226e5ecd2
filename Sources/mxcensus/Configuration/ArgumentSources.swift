/// Where options come from: the command line before the environment before the settings files.
///
/// What environment and files set is put between the subcommand and the words of the command line, as the flags that say
/// the same; so nothing below knows of more than a command line. An option has its values from one source alone: a list
/// on the command line takes the place of the lists of a file and is not added to them.
struct ArgumentSources {
  /// The words after the program's name.
  let arguments: [String]
  /// The value of an environment variable.
  let variable: (_ name: String) -> String?
  /// The text of a file; `nil` where there is none.
  let file: (_ path: String) throws -> String?

  /// A command line with the settings in it.
  struct Expansion: Hashable {
    var arguments: [String]
    /// What was set, by the names of the options.
    var origins: [String: Setting.Origin] = [:]
  }

  /// The command line in full.
  /// - Parameter failure: why a command line can't be parsed; `nil` where it can.
  /// - Throws: a `Refusal` that names the file and line, or the variable.
  func expansion(by catalogue: OptionCatalogue, failure: ([String]) -> String?) throws -> Expansion {
    let isHelp = arguments.contains { $0 == "-h" || $0 == "--help" }
    // `mxcensus -C FILE scan` is as good as `mxcensus scan -C FILE`.
    let before = arguments.prefix(leadingSettingsWords)
    let words = arguments.dropFirst(before.count)
    guard let command = words.first, let options = catalogue.commands[command], !isHelp else {
      return Expansion(arguments: arguments)
    }
    let own = Array(before + words.dropFirst())
    let files = try settingsFiles(own)
    for setting in files.flatMap(\.settings) where !catalogue.knows(setting.name) {
      throw Refusal(.configuration, "\(setting.origin): no command has an option \(setting.name)")
    }
    var found: [(setting: Setting, argument: String)] = []
    for option in options where !ArgumentSources.mentions(option, in: own) {
      for setting in try settings(for: option, files) {
        if let argument = try setting.argument(for: option) { found.append((setting, argument)) }
      }
    }
    var expansion = Expansion(arguments: [command] + found.map(\.argument) + own)
    for (setting, _) in found { expansion.origins[setting.name] = setting.origin }
    guard !found.isEmpty, let words = failure(expansion.arguments) else { return expansion }
    // The one without which the line can be parsed has the bad value; else the fault is in the line itself.
    for index in found.indices {
      let others = found.indices.filter { $0 != index }.map { found[$0].argument }
      if failure([command] + others + own) == nil {
        throw Refusal(.configuration, "\(found[index].setting.origin): \(words)")
      }
    }
    return expansion
  }

  /// How many words before the subcommand name a settings file.
  private var leadingSettingsWords: Int {
    guard let first = arguments.first else { return 0 }
    return first == "-C" || first == "--config" ? 2 : first.hasPrefix("--config=") ? 1 : 0
  }

  /// The file that the command line or the environment names; else the system's and the user's, where they are.
  private func settingsFiles(_ own: [String]) throws -> [SettingsFile] {
    if let path = ArgumentSources.configuration(in: own) ?? value(of: "MXCENSUS_CONFIG") {
      guard let text = try file(path) else {
        throw Refusal(.configuration, "there is no settings file \(path); name another with -C")
      }
      return [try SettingsFile(path: path, text: text)]
    }
    return try defaultPaths.compactMap { path in
      try file(path).map { try SettingsFile(path: path, text: $0) }
    }
  }

  /// What is set in the later ones goes before what is set in the earlier ones.
  private var defaultPaths: [String] {
    let home = value(of: "XDG_CONFIG_HOME") ?? value(of: "HOME").map { "\($0)/.config" }
    return ["/etc/mxcensus/mxcensus.conf"] + (home.map { ["\($0)/mxcensus/mxcensus.conf"] } ?? [])
  }

  private func settings(for option: OptionCatalogue.Option, _ files: [SettingsFile]) throws -> [Setting] {
    if let text = value(of: option.variable) {
      let values = option.isRepeatable ? text.split(separator: "\n").map(String.init) : [text]
      return values.map { Setting(name: option.name, value: $0, origin: .environment(variable: option.variable)) }
    }
    for file in files.reversed() {
      let settings = file.settings.filter { $0.name == option.name }
      if settings.count > 1, !option.isRepeatable {
        throw Refusal(.configuration, "\(settings[1].origin): \(option.name) has a value already, and takes one")
      }
      if !settings.isEmpty { return settings }
    }
    return []
  }

  /// An empty variable is as good as none: shells can hardly unset one for a single command.
  private func value(of variable: String) -> String? {
    self.variable(variable).flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func configuration(in own: [String]) -> String? {
    for (index, word) in own.enumerated() {
      if word == "--" { return nil }
      if word == "-C" || word == "--config" { return own.dropFirst(index + 1).first }
      if word.hasPrefix("--config=") { return String(word.dropFirst(9)) }
    }
    return nil
  }

  private static func mentions(_ option: OptionCatalogue.Option, in own: [String]) -> Bool {
    own.prefix { $0 != "--" }.contains { word in
      if word == "--\(option.name)" || word.hasPrefix("--\(option.name)=") { return true }
      guard let short = option.short, word.hasPrefix("-"), !word.hasPrefix("--") else { return false }
      // Flags of one letter may stand together: -qv.
      return option.isFlag ? word.contains(short) : word.dropFirst().first == short
    }
  }
}
