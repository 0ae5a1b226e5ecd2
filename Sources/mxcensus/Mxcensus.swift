import ArgumentParser

/// The survey instrument's command line.
@main
struct Mxcensus: AsyncParsableCommand {
  static let version = "0.1.0"

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
        mxcensus merge --db survey.db shard-0.db shard-1.db
        mxcensus doctor --ehlo survey.example.org --contact mailto:me@example.org
        mxcensus forget --db survey.db example.org
        mxcensus compact --db survey.db --keep-months 12
        mxcensus snapshot --db survey.db --no-addresses public.db
        mxcensus schema

      SETTINGS
        --rate 20                     on the command line goes before
        MXCENSUS_RATE=20              in the environment, and that before
        rate = 20                     in a settings file: -C FILE, else
                                      ~/.config/mxcensus/mxcensus.conf, and then
                                      /etc/mxcensus/mxcensus.conf

      Every option of every command can be set so. An option has its values from one place alone; several are a line each.

      EXIT STATUS
        0    done                        74   input or output failed
        64   usage                       75   temporary: try again
        65   bad input                   78   configuration
        69   a service is missing        130  stopped by SIGINT
        70   a bug of mxcensus           143  stopped by SIGTERM

      A bad certificate is a finding, never an exit status, except under check --fail-on, whose status is 1.
      """,
    version: version,
    subcommands: [
      ScanCommand.self, ReportCommand.self, CompareCommand.self, CheckCommand.self, ClassifyCommand.self,
      RejudgeCommand.self, SnapshotCommand.self, SchemaCommand.self, ForgetCommand.self, CompactCommand.self,
      DoctorCommand.self, ProbingTextCommand.self, MergeCommand.self, ResolveCommand.self, ProbeCommand.self,
      ImportCommand.self,
    ])

  /// Parses the command line with what environment and settings files add to it, and runs the command.
  static func main() async {
    Environment.clear()
    let expansion: ArgumentSources.Expansion
    do {
      expansion = try ArgumentSources.process.expansion(by: OptionCatalogue(of: Mxcensus.self)) { arguments in
        do {
          _ = try Mxcensus.parseAsRoot(arguments)
          return nil
        } catch {
          return Mxcensus.message(for: error)
        }
      }
    } catch let refusal as Refusal {
      Mxcensus.exit(withError: refusal.exit())
    } catch {
      Mxcensus.exit(withError: error)
    }
    await OptionOrigins.$current.withValue(expansion.origins) { await main(expansion.arguments) }
  }
}
