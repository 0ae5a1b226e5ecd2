import ArgumentParser
import SurveyCore
import SurveyReport
import SurveyStore

/// `mxcensus report`: the trend over finished waves.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the trend over finished waves as Markdown with charts and as CSV",
    discussion: """
      The same database gives the same bytes.

      EXAMPLES
        mxcensus report --db survey.db -o report/
        mxcensus report --db survey.db --format csv -o - --unit mx_host
      """)

  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"

  @Option(help: ArgumentHelp("markdown, csv, or both, separated by commas.", valueName: "formats"))
  var format = "markdown,csv"

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

  func run() async throws {
    do {
      try write()
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func write() throws {
    let formats = try format.split(separator: ",").map { word in
      guard let format = ReportFormat(rawValue: String(word)) else {
        throw Refusal(.usage, "no report format is called \(word); there are markdown and csv")
      }
      return format
    }
    let waves = try selectedWaves()
    let units = unit?.split(separator: ",").map { TrendUnit(rawValue: String($0)) }
    let files = Report(SurveySeries(waves: waves), units: units, formats: Set(formats)).files
    if output == "-" {
      guard formats.count == 1, let file = files.first(where: { !$0.name.hasSuffix(".svg") }) else {
        throw Refusal(.usage, "-o - takes one format")
      }
      Terminal.print(file.content)
      return
    }
    try FileContents.makeFolder(output)
    for file in files { try FileContents.replace("\(output)/\(file.name)", with: file.content) }
    Terminal.say("wrote \(files.map(\ReportFile.name).joined(separator: ", ")) to \(output)")
  }

  private func selectedWaves() throws -> [WaveSummary] {
    let database = try SurveyDatabase(reading: db)
    let labels = waves.map { Set($0.split(separator: ",").map(String.init)) }
    for date in [from, to].compactMap({ $0 }) where Instant(iso8601: date) == nil || date.utf8.count != 10 {
      throw Refusal(.usage, "--from and --to take a date as 2026-11-01, not \(date)")
    }
    let selected = try database.finishedWaves(judgement: judgement).filter { wave in
      labels?.contains(wave.label) ?? true && wave.waveDate >= from ?? "" && wave.waveDate <= to ?? "9999"
    }
    try database.close()
    guard !selected.isEmpty else {
      throw Refusal(.input, "\(db) has no finished wave that was asked for")
    }
    return selected
  }
}
