import ArgumentParser
import Glibc
import SurveyCore
import SurveyStore

/// `mxcensus merge`: several databases into one.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Put parts of a wave, made apart, together in one database, and judge it when all are there",
    discussion: """
      Takes the waves of other databases into that of --db, which is made where there is none. Merging the same again \
      changes nothing, and the order does not matter: where two databases know the same thing, the conclusive row is \
      kept, then the earliest. Waves of the same label must have the same settings, seed and lists.

      When all shards of --stage resolve are there, the wave can be probed: copy the database to each machine that is \
      to run scan --stage probe. When all shards of that are there, the wave is judged, with the flags of the scan, \
      and finished.

      The same goes for whole waves: their facts are taken and judged anew.

      EXAMPLES
        mxcensus merge --db resolved.db resolve-0.db resolve-1.db resolve-2.db
        mxcensus merge --db survey.db probe-0.db probe-1.db probe-2.db
        mxcensus merge --db survey.db probe-0.db probe-1.db --finish

      EXIT STATUS
        0   done
        75  a database is in use
        78  the databases are not of the same survey
      """)

  @Argument(help: ArgumentHelp("Databases to take waves from; they are only read.", valueName: "in"))
  var sources: [String] = []

  @Option(help: ArgumentHelp("The database to merge into.", valueName: "file")) var db = "mxcensus.db"

  @Flag(
    help: """
      Judge although parts lack, and take waves that are not done as far as they are: what was not looked at is \
      inconclusive.
      """)
  var finish = false

  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Operators") var operators: OperatorOptions
  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      guard !sources.isEmpty || finish else {
        throw Refusal(.usage, "no database to merge; name one, or finish what --db holds with --finish")
      }
      guard !sources.contains(db) else { throw Refusal(.usage, "\(db) can't be merged into itself") }
      try await merge(try JudgingConfiguration(judging), try OperatorNaming(operators))
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func merge(_ judging: JudgingConfiguration, _ naming: OperatorNaming) async throws {
    for source in sources {
      guard SurveyDatabase.exists(source) else { throw SurveyDatabase.Failure.missing(path: source) }
    }
    guard !sources.isEmpty || SurveyDatabase.exists(db) else { throw SurveyDatabase.Failure.missing(path: db) }
    let lock = try DatabaseLock(database: db, holder: "process \(getpid()), merging")
    let database = try SurveyDatabase(writing: db, warn: { Terminal.say("mxcensus: \($0.words)") })
    do {
      var labels: Set<String> = []
      for source in sources {
        if let holder = DatabaseLock.holder(database: source) { throw DatabaseLock.Failure.held(by: holder) }
        for wave in try await database.merge(source, unfinished: finish) {
          labels.insert(wave.label)
          Terminal.say(
            wave.isFinished
              ? "\(source): wave \(wave.label) is finished already; nothing to do"
              : "\(source): wave \(wave.label) is merged")
        }
      }
      // Without databases to merge it is about what is there.
      for label in try database.partialLabels() where sources.isEmpty || labels.contains(label) {
        try await complete(label, in: database, judging, naming)
      }
    } catch {
      try database.close()
      throw error
    }
    try database.close()
    withExtendedLifetime(lock) {}
  }

  private func complete(
    _ label: String, in database: SurveyDatabase, _ judging: JudgingConfiguration, _ naming: OperatorNaming
  ) async throws {
    guard let wave = try database.partialWave(label) else { return }
    // What is given up for good is judged in the same transaction's wake, or not given up.
    if finish { try requireSame(wave.setup.settings, judging.settings) }
    guard try await wave.complete(finishing: finish, at: .now) else {
      return try await PartSummary(wave: wave).lines().forEach(Terminal.say)
    }
    try requireSame(wave.setup.settings, judging.settings)
    let plans = judging.plans(seen: try await wave.intermediates())
    try await wave.finish(judging: plans, finishedAt: .now, operatorOf: naming)
    try ScanSummary(database: database, label: label).lines().forEach(Terminal.say)
  }

  /// The shards were made to be judged in one way, which is part of what the wave is.
  private func requireSame(_ before: [String: String], _ now: [String: String]) throws {
    for name in ["trust-store", "intermediates", "senders"] where before[name] != now[name] {
      throw Wave.Conflict.setting(name: name, before: before[name] ?? "none", now: now[name] ?? "none")
    }
  }
}
