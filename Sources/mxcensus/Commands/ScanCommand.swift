import ArgumentParser

/// `mxcensus scan`: one wave.
struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Make one wave: read lists, resolve, probe, judge, and add a point to the trend",
    discussion: """
      The same label again goes on with a wave that was interrupted, and does nothing for a finished one. SIGHUP has \
      the lists of who is left alone read again.

      EXAMPLES
        mxcensus scan -f tranco.csv --db survey.db \\
          --ehlo survey.example.org --contact mailto:me@example.org
        unzip -p top-1m.csv.zip | mxcensus scan -f - --db survey.db \\
          --ehlo survey.example.org --contact https://example.org/
        mxcensus scan -f com.txt.gz --max-targets 100000 --db survey.db \\
          --ehlo survey.example.org --contact mailto:me@example.org
        mxcensus scan -C survey.conf -q -m run.json \\
          --metrics-file /var/lib/prometheus/node-exporter/mxcensus.prom
        mxcensus scan -C survey.conf -f com.txt.gz --db resolve-0.db \\
          --stage resolve --shards 3 --shard 0
        mxcensus scan -C survey.conf --db probe-0.db \\
          --stage probe --shards 3 --shard 0
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Wave") var wave: WaveOptions
  @OptionGroup(title: "Part of a wave") var part: PartOptions
  @OptionGroup(title: "Who we are") var identity: IdentityOptions
  @OptionGroup(title: "DNS") var dns: DNSOptions
  @OptionGroup(title: "What is looked at") var looks: LookOptions
  @OptionGroup(title: "What is looked at") var published: PublishedOptions
  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Operators") var operators: OperatorOptions
  @OptionGroup(title: "Manners") var manners: MannersOptions
  @OptionGroup(title: "Manners") var retries: RetryOptions
  @OptionGroup(title: "Timeouts, in seconds") var timeouts: TimeoutOptions

  @Flag(name: .shortAndLong, help: "Say nothing, unless something is wrong.") var quiet = false
  @Flag(name: .shortAndLong, help: "Say more: rejected lines one by one, what each stage came to, every outcome.")
  var verbose = false

  @OptionGroup(title: "Records of the run") var records: RecordOptions
  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      if wave.abandon {
        try await Abandonment(database: wave.db, label: wave.labelOrMonth).run()
      } else {
        try await RunRecorder(self).run(configure: { try ScanConfiguration(self) }) { configuration in
          try await Signals().run(onHangUp: { configuration.reload.run() }) {
            try await ScanRunner(configuration).run()
          }
        }
      }
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }
}
