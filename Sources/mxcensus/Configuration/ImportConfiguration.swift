import SurveyCore
import SurveyStore

/// The options of `import`, checked.
struct ImportConfiguration: Sendable {
  let files: [String]
  let databasePath: String
  let isLast: Bool
  let isQuiet: Bool
  let setup: WaveSetup
  let judging: JudgingConfiguration
  let operators: OperatorNaming

  init(_ options: ImportCommand) throws {
    guard !options.files.isEmpty || options.finish else {
      throw Refusal(.usage, "nothing to import; name files, or - for standard input")
    }
    files = options.files
    databasePath = options.db
    isLast = options.finish
    isQuiet = options.filter.quiet
    guard let frame = Frame(rawValue: options.frame) else {
      let words = Frame.allCases.map(\.rawValue).joined(separator: ", ")
      throw Refusal(.usage, of: "frame", message: "--frame takes one of \(words), not \(options.frame)")
    }
    let vantage = try options.ehlo.map { try DomainName(argument: $0).text }
    setup = WaveSetup(
      label: options.label, asOf: try ScanConfiguration.asOf(options.asOf, isSynthetic: options.allowReserved),
      isSynthetic: options.allowReserved, port: try options.filter.port.checkedPort(of: "port"),
      seed: options.seed ?? ScanConfiguration.seed(label: options.label),
      settings: try MeasurementConfiguration(options.looks, options.published).settings
        .merging(["rows": "imported"]) { $1 },
      version: Mxcensus.version, frame: frame,
      vantage: vantage ?? (options.allowReserved ? Identity.laboratoryName : nil))
    judging = try JudgingConfiguration(options.judging)
    operators = try OperatorNaming(options.operators)
  }
}
