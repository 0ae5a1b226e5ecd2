import Foundation
import Testing

extension SystemTests {
  /// Commands that texts show, and those that the help of the commands shows, are the ones that there are.
  @Suite struct CommandsInTextTests {
    /// A use of one of our programs in a text.
    private struct Use: Hashable {
      let program: String
      let command: String
      let flags: [String]
      let place: String
    }

    @Test func everyCommandAndFlagIsKnownToTheProgramsOwnHelp() async throws {
      let folder = try Folder()
      var known: [String: [String: Set<String>]] = [:]
      var helps: [(place: String, text: String)] = []
      for program in ["mxcensus", "maillab"] {
        let help = try await Program.built(program).run(["--help"], in: folder).output
        helps.append(("\(program) --help", help))
        known[program] = ["help": []]
        for match in help.matches(of: /\n  ([a-z][a-z-]*)(?: \(default\))?(?: +[A-Z]|\n)/) {
          let command = String(match.output.1)
          let text = try await Program.built(program).run([command, "--help"], in: folder).output
          helps.append(("\(program) \(command) --help", text))
          let options = try #require(text.range(of: "\nUSAGE:")).upperBound
          known[program]?[command] = Set(text[options...].matches(of: /--[a-z][a-z0-9-]*/).map { String($0.output) })
        }
      }
      #expect(known["mxcensus"]?["scan"]?.contains("--input-file") == true)
      #expect(known["maillab"]?["serve"]?.contains("--population") == true)

      let shown =
        try Article.all().flatMap { commands(of: $0) } + helps.flatMap { commands(in: examples($0.text), of: $0.place) }
      // In a manifest, and behind the dashes of a line of cron.
      let manifest = shown.filter { $0.place.hasSuffix("/Planning.md, yaml") }
      #expect(manifest.map(\.command) == ["probe"] && manifest.map(\.flags) == [["--rate", "--ehlo", "--contact"]])
      let cron = shown.filter { $0.place == "README.md, crontab" }
      #expect(cron.map(\.command) == ["scan"] && cron.map(\.flags) == [["--ehlo", "--contact"]])
      #expect(Set(shown.map(\.command)).isSuperset(of: known["mxcensus"]?.keys.filter { $0 != "help" } ?? []))
      for use in shown {
        guard let flags = known[use.program]?[use.command] else {
          Issue.record("\(use.place): \(use.program) has no command \(use.command)")
          continue
        }
        for flag in use.flags { #expect(flags.contains(flag), "\(use.place): \(use.command) has no \(flag)") }
      }
    }

    /// Scripts that texts name are there.
    @Test func everyScriptThatIsNamedIsThere() throws {
      for article in try Article.all() {
        for match in article.text.matches(of: /Scripts\/[a-z][a-z0-9._\/-]*[a-z0-9]/) {
          let path = RecordedSurvey.root.appendingPathComponent(String(match.output)).path
          #expect(FileManager.default.fileExists(atPath: path), "\(article.name): there is no \(match.output)")
        }
      }
    }

    /// Links from text to text lead to files.
    @Test func everyLinkToAFileLeadsToOne() throws {
      for article in try Article.all() {
        let folder = RecordedSurvey.root.appendingPathComponent(article.name).deletingLastPathComponent()
        for match in article.text.matches(of: /\]\(([^)#:\s]+)\)/) {
          let path = folder.appendingPathComponent(String(match.output.1)).path
          #expect(FileManager.default.fileExists(atPath: path), "\(article.name): \(match.output.1)")
        }
      }
    }

    /// Every article of the manual is to be found from its first page.
    @Test func theManualLeadsToEachOfItsArticles() throws {
      let first = try Article.ofManual("Mxcensus")
      let articles = try Article.all().filter { $0.name.contains("/Mxcensus.docc/") && $0.name != first.name }
      #expect(articles.count >= 6)
      for article in articles {
        let name = URL(fileURLWithPath: article.name).deletingPathExtension().lastPathComponent
        #expect(first.text.contains("- <doc:\(name)>"), "\(name)")
      }
    }

    /// What an article shows as code: fenced blocks but pictures and queries, and spans.
    private func commands(of article: Article) -> [Use] {
      let shown = article.blocks.flatMap { block -> [Use] in
        let place = "\(article.name), \(block.language)"
        return switch block.language {
        case "sh", "text", "crontab": commands(in: block.text, of: place)
        case "yaml": commands(in: commandLines(ofManifest: block.text), of: place)
        default: []
        }
      }
      return shown + article.codeSpans.flatMap { commands(in: $0, of: article.name) }
    }

    /// YAML as a shell would have it: a folded scalar (`>`) in one line, the words of a list side by side.
    private func commandLines(ofManifest text: String) -> String {
      var lines: [String] = []
      var depth: Int?
      for line in text.split(separator: "\n") {
        let indent = line.prefix { $0 == " " }.count
        if let folded = depth, indent > folded {
          lines[lines.count - 1] += " \(line.dropFirst(indent))"
          continue
        }
        depth = line.contains(/[:-] >[-+]?$/) ? indent : nil
        lines.append(String(line.replacing(/[\[\],"]/, with: " ")))
      }
      return lines.joined(separator: "\n")
    }

    /// What a help shows before its options: lines that are set in are examples, the others are sentences.
    private func examples(_ help: String) -> String {
      let discussion = help.firstRange(of: "\nUSAGE:").map { help[..<$0.lowerBound] } ?? help[...]
      return discussion.split(separator: "\n").filter { $0.hasPrefix("  ") }.joined(separator: "\n")
    }

    private func commands(in code: String, of place: String) -> [Use] {
      code.replacing("\\\n", with: " ").split(separator: "\n").flatMap { line in
        // What follows the dashes of this script is for the scan that it makes.
        let line = line.replacing(#/Scripts/survey [^|;#<>&`]*?\ --\ /#, with: " mxcensus scan ")
        return line.matches(of: /(?:^|[\s\/])(mxcensus|maillab) ([a-z][a-z-]*)([^|;#<>&`]*)/).map { match in
          let words = match.output.3.split { " ,=()'\"".contains($0) }.map(String.init)
          return Use(
            program: String(match.output.1), command: String(match.output.2),
            flags: words.filter { $0.wholeMatch(of: /--[a-z][a-z0-9-]*/) != nil }, place: place)
        }
      }
    }
  }
}
