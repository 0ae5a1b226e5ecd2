import ArgumentParser
import SurveyCore
import SurveyReport
import SurveyStore

/// `mxcensus compare`: two waves, unit by unit.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two finished waves: what became of whom, who moved the figures, and which domains",
    discussion: """
      The same hosts, operators and domains in both waves: transitions from class to class, what those add that came or \
      went, and, operator by operator, whether servers were changed or domains moved elsewhere.

      EXAMPLES
        mxcensus compare --db survey.db 2026-10 2026-11
        mxcensus compare --db survey.db 2026-10 2026-11 --format csv >moved.csv
        mxcensus compare --db survey.db 2026-10 2026-11 \\
          --format markdown,csv,json -o change/

      FILES
        comparison.md    what changed, in words and tables
        domains.csv      a row a domain that changed (with --unchanged, every
                         domain that takes mail by MX records in either wave):
                         domain,from_class,to_class,weight_before,weight_after,
                         mx_before,mx_after,operator_before,operator_after
        comparison.json  both waves and what lies between them, in the form of
                         report.json
      """)

  @Argument(help: ArgumentHelp("Label of the earlier wave.", valueName: "a")) var from: String
  @Argument(help: ArgumentHelp("Label of the later wave.", valueName: "b")) var to: String

  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"

  @Option(help: ArgumentHelp("markdown, csv, json; several separated by commas.", valueName: "formats"))
  var format = "markdown"

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Folder to write to; - writes one format to standard output.", valueName: "dir"))
  var output = "-"

  @Option(help: ArgumentHelp("The judgement whose figures are compared.", valueName: "name"))
  var judgement = JudgementPlan.asObserved

  @Flag(help: "In the CSV, domains that did not change as well.") var unchanged = false

  @OptionGroup(title: "Operators") var operators: OperatorOptions

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      try await compare()
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func compare() async throws {
    let formats = try ComparisonFormat.all(format)
    guard output != "-" || formats.count == 1 else {
      throw Refusal(.usage, of: "format", "output", message: "-o - takes one format")
    }
    guard !unchanged || formats.contains(.csv) else {
      throw Refusal(.usage, of: "unchanged", "format", message: "--unchanged is for --format csv")
    }
    guard from != to else { throw Refusal(.usage, "a wave is not compared with itself; name two") }
    if output != "-" { try OutputPlace.requireFolder(output) }
    let database = try await CountedSurvey(path: db, operators: operators).open()
    do {
      try write(formats, of: try pair(in: database), from: database)
    } catch {
      try database.close()
      throw error
    }
    try database.close()
  }

  /// Both waves and what lies between them.
  private func pair(in database: SurveyDatabase) throws -> WavePair {
    let waves = try database.finishedWaves(judgement: judgement)
    func wave(_ label: String) throws -> WaveSummary {
      guard let wave = waves.first(where: { $0.label == label }) else {
        let labels = waves.isEmpty ? "none" : waves.map(\.label).joined(separator: ", ")
        throw Refusal(.input, "\(db) has no finished wave \(label) with judgement \(judgement); there are: \(labels)")
      }
      return wave
    }
    let (before, after) = try (wave(from), wave(to))
    if before.waveDate > after.waveDate {
      Terminal.say(
        "mxcensus: wave \(from) is later than wave \(to): what is called a gain was a loss; the earlier wave goes first"
      )
    }
    guard let change = try database.change(from: from, to: to, judgement: judgement) else {
      throw Refusal(.input, "\(db) has no judgement \(judgement) of both \(from) and \(to)")
    }
    return WavePair(before: before, after: after, change: change)
  }

  private func write(_ formats: [ComparisonFormat], of pair: WavePair, from database: SurveyDatabase) throws {
    if output != "-" { try FileContents.makeFolder(output) }
    for format in formats {
      let content: ((String) throws -> Void) throws -> Void = { sink in
        switch format {
        case .markdown: try sink(pair.markdown)
        case .json: try sink(pair.json)
        case .csv:
          try sink(MovedDomainsTable.header)
          try database.movedDomains(from: from, to: to, judgement: judgement, unchangedToo: unchanged) {
            try sink(MovedDomainsTable.row($0))
          }
        }
      }
      if output == "-" {
        try Terminal.print(writing: content)
      } else {
        try FileContents.replace("\(output)/\(format.fileName)", writing: content)
      }
    }
    if output != "-" { Terminal.say("wrote \(formats.map(\.fileName).joined(separator: ", ")) to \(output)") }
  }
}

/// What a comparison is written as.
private enum ComparisonFormat: String, CaseIterable {
  case markdown
  case csv
  case json

  var fileName: String {
    switch self {
    case .markdown: "comparison.md"
    case .csv: "domains.csv"
    case .json: "comparison.json"
    }
  }

  /// Those of a flag, each once.
  static func all(_ words: String) throws -> [ComparisonFormat] {
    let chosen = try words.split(separator: ",", omittingEmptySubsequences: false).map { word in
      guard let format = ComparisonFormat(rawValue: String(word)) else {
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        throw Refusal(
          .usage, of: "format",
          message: "no comparison format is called \(String(word).debugDescription); there are: \(known)")
      }
      return format
    }
    return allCases.filter(chosen.contains)
  }
}

/// Two waves and what lies between them.
private struct WavePair {
  let before: WaveSummary
  let after: WaveSummary
  let change: WaveChange

  var markdown: String { Comparison.markdown(change: change, from: before, to: after) }

  /// A report of two waves has it all, with the schema that is published.
  var json: String {
    let series = SurveySeries(waves: [before, after], changes: [change], overall: change)
    return Report(series, formats: [.json]).files.map(\.content).joined()
  }
}
