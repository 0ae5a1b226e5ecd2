import ArgumentParser

/// `mxcensus import`: a wave of what the filters wrote.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a wave of what resolve and probe wrote, and judge it",
    discussion: """
      Files may come in any order, in one command or several, and more than once: of rows about the same thing the one \
      that says something wins, then the earliest, then the one with the smallest digest. Of a name at an address that is \
      the visit: its looks stay together, and without the final one they count for nothing. What probe saw while nothing \
      could be measured from its place (self.vantage) does not count. Each command makes the wave \
      anew of all rows so far, so name many files at a time. Without --finish the wave stays partial, and in no trend.

      What the lines don't say is said by the flags of who measured, given here again: --port, --ehlo, --tls, --no-pq, \
      --no-dane, --no-mta-sts. It decides which figures there can be.

      EXAMPLES
        mxcensus import mx.jsonl looks.jsonl --db survey.db --label 2026-11
        mxcensus import part-*.jsonl --db survey.db --label 2026-11 --finish
        cat mx.jsonl looks.jsonl \\
          | mxcensus import - --db survey.db --label 2026-11 --finish
      """)

  @Argument(
    help: ArgumentHelp(
      "Lines of resolve, of probe, or of both; gzip and Zstandard are to be unpacked before. - is standard input.",
      valueName: "file"))
  var files: [String] = []
  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"
  @Option(help: ArgumentHelp("The wave's name: the scan of the lines.", valueName: "name")) var label: String
  @Flag(help: "Everything is there: judge the wave and add a point to the trend.") var finish = false
  @Option(help: ArgumentHelp("What the domains are: census, sample or cluster.", valueName: "frame"))
  var frame = "census"
  @Option(
    name: [.customShort("e"), .long],
    help: ArgumentHelp("Seed of what is drawn in judging. (default: made from the label)", valueName: "number"))
  var seed: UInt64?
  @Option(help: ArgumentHelp("The name that was said in EHLO: from where was measured.", valueName: "fqdn"))
  var ehlo: String?
  @Flag(help: "The wave is synthetic: a laboratory's.") var allowReserved = false
  @Option(
    help: ArgumentHelp(
      "Nominal date and instant of judging, YYYY-MM-DD. For laboratories: needs --allow-reserved.", valueName: "date"))
  var asOf: String?

  @OptionGroup var filter: FilterOptions
  @OptionGroup(title: "What was looked at") var looks: LookOptions
  @OptionGroup(title: "What was looked at") var published: PublishedOptions
  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Operators") var operators: OperatorOptions
  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      let configuration = try ImportConfiguration(self)
      try await Signals().run { try await ImportRunner(configuration: configuration).run() }
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }
}
