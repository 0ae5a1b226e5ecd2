import ArgumentParser
import SurveyReport

/// `mxcensus doctor`: everything that a survey depends on, before it begins.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look, before a survey, at what it depends on: resolver, port 25, own name, limits, files, clock",
    discussion: """
      Takes the flags of scan, so that the same line can be tried first; its lists are not read. One line a finding: \
      what was tried, what was found and, where something is to be done, what.

      Nothing is sent anywhere but to the resolver and to the hosts of --probe-host. There is no host by default: \
      without one, it is not checked whether connections to port 25 get out, and who answers.

      EXAMPLES
        mxcensus doctor --db survey.db --ehlo survey.example.org \\
          --contact mailto:me@example.org \\
          --probe-host mx1.example.org --probe-host mx.example.net
        mxcensus doctor --json --resolver 127.0.0.1 | jq '.findings[] | select(.fix)'

      JSON
        findings[]: subject, tried, found, fix (null where nothing is to be done),
          verdict (ok, not-checked, warning, temporary, missing, configuration);
        status: the exit status.

      EXIT STATUS
        By the worst finding:
        0   a survey has all that it needs; warnings are none of that
        69  a service is missing: somebody else answers at port 25
        75  what is missing may come back: resolver, port 25, a database in use
        78  something is to be set right first
      """)

  @Option(
    help: ArgumentHelp(
      "A mail host to connect to, as a survey would; best your own, and two of different operators.",
      valueName: "name|addr"))
  var probeHost: [String] = []

  @Flag(help: "JSON instead of text.") var json = false

  @OptionGroup(title: "Settings") var settings: SettingsOptions
  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Wave") var wave: WaveOptions
  @OptionGroup(title: "Who we are") var identity: IdentityOptions
  @OptionGroup(title: "DNS") var dns: DNSOptions
  @OptionGroup(title: "What is looked at") var looks: LookOptions
  @OptionGroup(title: "What is looked at") var published: PublishedOptions
  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Operators") var operators: OperatorOptions
  @OptionGroup(title: "Manners") var manners: MannersOptions
  @OptionGroup(title: "Manners") var retries: RetryOptions
  @OptionGroup(title: "Timeouts, in seconds") var timeouts: TimeoutOptions

  func run() async throws {
    do {
      let configuration = try DoctorConfiguration(self)
      let findings = try await Signals().run { try await Examination(configuration: configuration).run() }
      let worst = findings.max { $0.verdict.rank < $1.verdict.rank }?.verdict.refusal
      if json {
        let object: JSONValue = [
          "findings": .array(findings.map(\.json)), "status": .integer(Int64(worst?.rawValue ?? 0)),
        ]
        Terminal.print(object.tabular + "\n")
      } else {
        Terminal.print(findings.map { $0.text + "\n" }.joined())
      }
      if let worst { throw ExitCode(worst.rawValue) }
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }
}
