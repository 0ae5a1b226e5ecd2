import ArgumentParser
import Glibc
import SurveyCore
import SurveyStore

/// `mxcensus forget`: opt-out after the fact.
struct ForgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Delete what a survey knows of domains, mail hosts or networks, at their owner's wish",
    discussion: """
      In every wave and judgement; the figures are added up anew, as if the lists and the DNS had never named them, and \
      the file is rewritten, so that nothing of them is left in it. Only how much it was is remembered. MX sets of \
      other domains are kept without a host that is forgotten; a domain whose hosts are all forgotten becomes \
      inconclusive. What certificates and policies of others say of a name stays in those.

      A name stands for domains and mail hosts of that name, and for all below it; a network for its addresses, and for \
      the mail hosts that have no other.

      Standard output gets the lines that keep them out of the next wave; what was deleted is told on standard error.

      EXAMPLES
        mxcensus forget example.org --db survey.db --dry-run
        mxcensus forget example.org 192.0.2.0/24 --db survey.db >>blocklist.txt

      EXIT STATUS
        0   done, or there was nothing to forget
        75  the database is in use
      """)

  @Argument(
    help: ArgumentHelp("Domains, mail hosts, addresses or networks in CIDR notation.", valueName: "name|cidr"))
  var subjects: [String]

  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"

  @Flag(help: "Only say what would be deleted.") var dryRun = false

  @OptionGroup(title: "Operators") var operators: OperatorOptions
  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      let subjects = try subjects.map { try ForgettingSubject(argument: $0) }
      let naming = try OperatorNaming(operators)
      try await forget(subjects, naming)
      for subject in subjects { Terminal.print("\(subject.blocklistLine)\n") }
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func forget(_ subjects: [ForgettingSubject], _ naming: OperatorNaming) async throws {
    guard SurveyDatabase.exists(db) else { throw SurveyDatabase.Failure.missing(path: db) }
    let lock = try DatabaseLock(database: db, holder: "process \(getpid()), forgetting")
    let database = try SurveyDatabase(writing: db)
    do {
      let counts =
        dryRun
        ? try await database.wouldForget(subjects)
        : try await database.forget(subjects, at: .now, operatorOf: naming)
      for line in ForgottenText(counts: counts, isRehearsal: dryRun).lines { Terminal.say(line) }
    } catch {
      try database.close()
      throw error
    }
    try database.close()
    withExtendedLifetime(lock) {}
  }
}

extension ForgettingSubject {
  /// A name, an address or a network of the command line.
  fileprivate init(argument text: String) throws {
    if let network = Network(text) {
      self = .network(network)
    } else if text.utf8.contains(UInt8(ascii: "/")) || text.utf8.contains(UInt8(ascii: ":")) {
      throw Refusal(.usage, "\(text.debugDescription) is no network in CIDR notation, as 192.0.2.0/24")
    } else {
      self = .name(try DomainName(argument: text))
    }
  }

  /// The line of a blocklist that keeps it out of surveys.
  fileprivate var blocklistLine: String {
    switch self {
    case .name(let name): name.text
    case .network(let network):
      network.prefixLength == network.base.octets.count * 8 ? "\(network.base)" : "\(network)"
    }
  }
}
