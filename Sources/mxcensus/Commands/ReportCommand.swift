import ArgumentParser
import SurveyCore
import SurveyReport
import SurveyStore

/// `mxcensus report`: the trend over finished waves.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the trend over finished waves as Markdown with charts, HTML, CSV and JSON",
    discussion: """
      The same database gives the same bytes. report.html is one file that needs neither network nor scripts; \
      report.md has its charts beside it; trend.csv has a row a wave, unit, metric and base; report.json has everything.

      EXAMPLES
        mxcensus report --db survey.db -o report/
        mxcensus report --db survey.db --format html -o - >survey.html
        mxcensus report --db survey.db --format csv -o - --unit mx_host
      """)

  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"

  @Option(help: ArgumentHelp("markdown, csv, html, json; several separated by commas.", valueName: "formats"))
  var format = "markdown,csv,html,json"

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Folder to write to; - writes one format to standard output.", valueName: "dir"))
  var output = "."

  @Option(help: ArgumentHelp("Only these units, separated by commas.", valueName: "units")) var unit: String?

  @Option(help: ArgumentHelp("Only waves of this date or later, YYYY-MM-DD.", valueName: "date")) var from: String?

  @Option(help: ArgumentHelp("Only waves of this date or earlier.", valueName: "date")) var to: String?

  @Option(help: ArgumentHelp("Only these waves, labels separated by commas.", valueName: "labels")) var waves: String?

  @Option(help: ArgumentHelp("The judgement whose figures are told.", valueName: "name"))
  var judgement = JudgementPlan.asObserved

  @OptionGroup(title: "Operators") var operators: OperatorOptions

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      try await write()
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func write() async throws {
    let formats = try formats()
    guard output != "-" || formats.count == 1 else {
      throw Refusal(.usage, of: "format", "output", message: "-o - takes one format")
    }
    if output != "-" { try OutputPlace.requireFolder(output) }
    let series = try await series()
    let units = try units(in: series)
    let files = Report(series, units: units, formats: formats).files
    if output == "-" {
      // Of Markdown without a folder, the text; its charts have nowhere to go.
      Terminal.print(files.first?.content ?? "")
      return
    }
    try FileContents.makeFolder(output)
    for file in files { try FileContents.replace("\(output)/\(file.name)", with: file.content) }
    Terminal.say("wrote \(files.map(\ReportFile.name).joined(separator: ", ")) to \(output)")
  }

  /// The units that were asked for; `nil`: every one.
  private func units(in series: SurveySeries) throws -> [TrendUnit]? {
    guard let unit else { return nil }
    let present = Set(series.waves.flatMap { $0.points.map(\.unit.rawValue) })
    return try unit.split(separator: ",", omittingEmptySubsequences: false).map { word in
      guard present.contains(String(word)) else {
        let known = present.sorted().joined(separator: ", ")
        throw Refusal(
          .usage, of: "unit",
          message: "no unit of these waves is called \(String(word).debugDescription); there are: \(known)")
      }
      return TrendUnit(rawValue: String(word))
    }
  }

  private func formats() throws -> Set<ReportFormat> {
    let words = format.split(separator: ",", omittingEmptySubsequences: false)
    return Set(
      try words.map { word in
        guard let format = ReportFormat(rawValue: String(word)) else {
          let known = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
          throw Refusal(
            .usage, of: "format",
            message: "no report format is called \(String(word).debugDescription); there are: \(known)")
        }
        return format
      })
  }

  /// The waves that were asked for, and what lies between them.
  private func series() async throws -> SurveySeries {
    let labels = waves.map { Set($0.split(separator: ",").map(String.init)) }
    for date in [from, to].compactMap({ $0 }) where Instant(iso8601: date) == nil || date.utf8.count != 10 {
      throw Refusal(.usage, of: "from", "to", message: "--from and --to take a date as 2026-11-01, not \(date)")
    }
    let database = try await CountedSurvey(path: db, operators: operators).open()
    let series: SurveySeries
    let finished: [String]
    do {
      finished = try database.finishedLabels()
      series = try database.series(judgement: judgement) { wave in
        labels?.contains(wave.label) ?? true && wave.waveDate >= from ?? "" && wave.waveDate <= to ?? "9999"
      }
    } catch {
      try database.close()
      throw error
    }
    try database.close()
    guard !series.waves.isEmpty else {
      let known = finished.isEmpty ? "it has none yet" : "finished are \(finished.joined(separator: ", "))"
      throw Refusal(
        .input, "\(db) has no finished wave that was asked for by judgement \(judgement); \(known)")
    }
    return series
  }
}
