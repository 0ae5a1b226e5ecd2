import ArgumentParser

/// The survey instrument's command line.
@main
struct Mxcensus: AsyncParsableCommand {
  static let version = "0.1.0"

  static func main() async {
    Environment.clear()
    await main(nil)
  }

  static let configuration = CommandConfiguration(
    commandName: "mxcensus",
    abstract: "Survey the transport security of e-mail: who offers STARTTLS, with which certificates",
    discussion: """
      A wave reads domain lists, finds each domain's MX hosts, probes their STARTTLS once and politely, judges the \
      certificates and adds a point to a trend. Everything is kept in one SQLite file.

      EXAMPLES
        mxcensus scan -f domains.txt --db survey.db \\
          --ehlo survey.example.org --contact mailto:me@example.org
        mxcensus report --db survey.db -o report/
        mxcensus compare --db survey.db 2026-10 2026-11
        mxcensus check example.org
        mxcensus classify --chain fullchain.pem --name mx1.example.org
        mxcensus rejudge --db survey.db --trust-store another-list.pem
        mxcensus doctor --ehlo survey.example.org --contact mailto:me@example.org
        mxcensus forget --db survey.db example.org

      EXIT STATUS
        0 done; 64 usage; 65 bad input; 69 service missing; 70 bug; 74 input or output failed; 75 temporary, try \
      again; 78 configuration; 130 or 143 stopped by a signal. A bad certificate is a finding, never an exit \
      status, except under check --fail-on, whose status is 1.
      """,
    version: version,
    subcommands: [
      ScanCommand.self, ReportCommand.self, CompareCommand.self, CheckCommand.self, ClassifyCommand.self,
      RejudgeCommand.self, ForgetCommand.self, DoctorCommand.self, ProbingTextCommand.self,
    ])
}
