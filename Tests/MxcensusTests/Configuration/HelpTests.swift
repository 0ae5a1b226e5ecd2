import ArgumentParser
import Testing

@testable import mxcensus

/// The help of every command, as wide as a terminal was made.
@Suite struct HelpTests {
  private static let commands = [Mxcensus.self] + Mxcensus.configuration.subcommands

  /// The lines below a heading, to the next blank one.
  private func section(_ heading: String, of text: String) -> [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Array((lines.firstIndex(of: heading[...]).map { lines[($0 + 1)...] } ?? []).prefix { !$0.isEmpty })
  }

  @Test func everyCommandHasExamplesOfItself() {
    for command in Self.commands {
      let examples = section("EXAMPLES", of: command.helpMessage(columns: 80))
      let name = command._commandName
      #expect(
        examples.contains { $0.contains(command == Mxcensus.self ? "mxcensus scan" : "mxcensus \(name)") }, "\(name)")
    }
  }

  @Test(arguments: ["EXAMPLES", "FILES", "JSON", "EXIT STATUS", "SETTINGS"])
  func whatIsLaidOutByHandFits(heading: String) {
    for command in Self.commands {
      for line in section(heading, of: command.helpMessage(columns: 80)) {
        // What did not fit begins at the left.
        #expect(line.hasPrefix("  "), "\(command._commandName): \(line)")
      }
    }
  }

  /// Every example is a command line that its command understands.
  @Test func examplesCanBeRun() {
    for command in Self.commands {
      let text = section("EXAMPLES", of: command.helpMessage(columns: 80)).joined(separator: "\n")
        .replacing("\\\n", with: " ")
      for example in text.split(separator: "\n") {
        guard let own = example.split(separator: "|").first(where: { $0.contains("mxcensus ") }) else { continue }
        let words = own.prefix { $0 != ">" }.split(separator: " ").map(String.init)
        #expect(throws: Never.self, "\(example)") { try Mxcensus.parseAsRoot(Array(words.dropFirst())) }
      }
    }
  }
}
