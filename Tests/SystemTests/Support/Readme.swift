import Foundation

/// The README, whose commands and queries are tested.
struct Readme {
  let text: String

  init() throws {
    text = try String(contentsOf: RecordedSurvey.root.appendingPathComponent("README.md"), encoding: .utf8)
  }

  /// The contents of its fenced blocks in a language.
  func blocks(of language: String) -> [String] { Article(name: "README.md", text: text).blocks(of: language) }
}
