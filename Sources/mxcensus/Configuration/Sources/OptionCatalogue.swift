import ArgumentParser
import FoundationEssentials

/// Which options each subcommand has: from the command line's own description of itself, so that nothing is told twice.
struct OptionCatalogue: Sendable {
  /// An option or flag.
  struct Option: Hashable, Sendable {
    /// Its long name, without dashes.
    let name: String
    let short: Character?
    let isFlag: Bool
    let isRepeatable: Bool

    /// The environment variable that sets it.
    var variable: String { "MXCENSUS_" + name.uppercased().replacing("-", with: "_") }
  }

  /// The options of each subcommand that settings may set.
  let commands: [String: [Option]]

  /// Those of a command and its subcommands.
  init(of command: any ParsableCommand.Type) throws {
    let tool = try JSONDecoder().decode(Tool.self, from: Data(command._dumpHelp().utf8))
    commands = Dictionary(
      (tool.command.subcommands ?? []).map { ($0.commandName, $0.options) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether any subcommand has an option of this name.
  func knows(_ name: String) -> Bool { commands.values.contains { $0.contains { $0.name == name } } }

  private struct Tool: Decodable {
    let command: Command
  }

  private struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?

    /// Without those that are about the command line itself.
    var options: [Option] {
      (arguments ?? []).compactMap { argument in
        guard argument.kind != "positional",
          let name = argument.names?.first(where: { $0.kind == "long" })?.name,
          !["help", "version", "config"].contains(name)
        else { return nil }
        return Option(
          name: name, short: argument.names?.first { $0.kind == "short" }?.name.first,
          isFlag: argument.kind == "flag", isRepeatable: argument.isRepeating)
      }
    }
  }

  private struct Argument: Decodable {
    let kind: String
    let isRepeating: Bool
    let names: [Name]?
  }

  private struct Name: Decodable {
    let kind: String
    let name: String
  }
}
