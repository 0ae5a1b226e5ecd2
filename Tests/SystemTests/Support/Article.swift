import Foundation
import Testing

/// A text for readers: the README, or an article of a documentation catalog.
struct Article {
  /// Its path below the package's own folder.
  let name: String
  let text: String

  /// A fenced block.
  struct Block {
    /// What stands behind the fence; empty: nothing does.
    let language: String
    let text: String
  }

  /// All of them, by name.
  static func all() throws -> [Article] {
    let sources = RecordedSurvey.root.appendingPathComponent("Sources")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    let articles = paths.filter { $0.contains(".docc/") && $0.hasSuffix(".md") }.sorted().map { "Sources/\($0)" }
    return try (["README.md"] + articles).map(named)
  }

  /// The one of a path.
  static func named(_ name: String) throws -> Article {
    Article(
      name: name,
      text: try String(contentsOf: RecordedSurvey.root.appendingPathComponent(name), encoding: .utf8))
  }

  /// An article of the manual.
  static func ofManual(_ name: String) throws -> Article { try named("Sources/mxcensus/Mxcensus.docc/\(name).md") }

  /// Its fenced blocks.
  var blocks: [Block] {
    var blocks: [Block] = []
    var current: (language: String, lines: [Substring])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let block = current {
        if line == "```" {
          blocks.append(Block(language: block.language, text: block.lines.joined(separator: "\n")))
          current = nil
        } else {
          current?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        current = (String(line.dropFirst(3)), [])
      }
    }
    return blocks
  }

  /// The contents of those in a language.
  func blocks(of language: String) -> [String] { blocks.filter { $0.language == language }.map(\.text) }

  /// What is marked as code within lines of text.
  var codeSpans: [String] {
    var isFenced = false
    var spans: [String] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("```") { isFenced.toggle() }
      guard !isFenced else { continue }
      spans += line.matches(of: /(?:^|[^`])`([^`]+)`/).map { String($0.output.1) }
    }
    return spans
  }

  /// Runs all its blocks of `sh` as one script, in a folder, with this package's programs and further ones in `PATH`.
  func run(in folder: Folder, further: String? = nil) async throws -> Ending {
    let programs = URL(fileURLWithPath: try Program.built("mxcensus").path).deletingLastPathComponent().path
    let path = [further, programs, ProcessInfo.processInfo.environment["PATH"]].compactMap(\.self).joined(
      separator: ":")
    // What it leaves running, where it fails, ends with it.
    let lines =
      ["cd '\(folder.path)'", "export PATH='\(path)'", "trap 'for job in $(jobs -p); do kill \"$job\"; done' EXIT"]
      + blocks(of: "sh")
    let script = try folder.write(lines.joined(separator: "\n") + "\n", as: "article.sh")
    return try await Program(path: "/bin/bash").run(["-euo", "pipefail", script], in: folder)
  }
}
