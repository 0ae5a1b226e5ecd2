import ArgumentParser
import Glibc
import SurveyCore
import SurveyStore

/// `mxcensus rejudge`: another judgement over stored waves.
struct RejudgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejudge",
    abstract: "Judge finished waves again: by another trust store, at another instant, by newer rules",
    discussion: """
      Observations and earlier judgements stay as they are; the new judgement stands beside them, in the views that end \
      in _all and in the report (report --judgement NAME). Waves that have the very same judgement are left alone.

      EXAMPLES
        mxcensus rejudge --db survey.db --trust-store mozilla-2026-11.pem
        mxcensus rejudge --db survey.db --at 2026-12-01 \\
          --name a-month-later --waves 2026-11
        mxcensus rejudge --db survey.db --sender appliance=accepted-cas.pem \\
          --name with-our-appliance
      """)

  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"
  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Operators") var operators: OperatorOptions

  @Option(
    help: ArgumentHelp(
      "observation: each probe when it was made; or one instant for all, YYYY-MM-DD or in ISO 8601.", valueName: "when")
  )
  var at = "observation"

  @Option(
    help: ArgumentHelp("What the judgement is called. (default: the trust store's file name)", valueName: "label"))
  var name: String?

  @Option(help: ArgumentHelp("Only these waves, labels separated by commas.", valueName: "labels")) var waves: String?

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      try await judge()
    } catch let refusal as Refusal {
      throw refusal.exit()
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func judge() async throws {
    let rule = try rule()
    let configuration = try JudgingConfiguration(judging)
    let operators = try OperatorNaming(operators)
    let labels = try labels(of: configuration)
    guard SurveyDatabase.exists(db) else { throw SurveyDatabase.Failure.missing(path: db) }
    let lock = try DatabaseLock(database: db, holder: "process \(getpid()), rejudging")
    let database = try SurveyDatabase(writing: db)
    do {
      let compacted = Set(try database.compactedLabels())
      for label in try selectedWaves(in: database) {
        guard let wave = try database.finishedWave(label) else {
          throw Refusal(.input, "\(db) has no finished wave \(label)")
        }
        if compacted.contains(label), rule == .observation {
          Terminal.say("wave \(label) is compacted: probes without a time of their own are judged at its beginning")
        }
        let plans = configuration.plans(seen: try await wave.intermediates(), rule: rule)
        for (plan, name) in zip(plans, labels) {
          let isNew = try await wave.judgeAgain(
            JudgementPlan(label: name, rule: plan.rule, judge: plan.judge), operatorOf: operators)
          Terminal.say("wave \(label): \(isNew ? "judgement" : "has the judgement already:") \(name)")
        }
      }
    } catch {
      try database.close()
      throw error
    }
    try database.close()
    withExtendedLifetime(lock) {}
  }

  private func rule() throws -> InstantRule {
    if at == "observation" { return .observation }
    guard let instant = Instant(iso8601: at) else {
      throw Refusal(
        .usage, of: "at",
        message: "--at takes the word observation or a time as 2026-11-24 or 2026-11-24T12:00:00Z, not \(at)")
    }
    return .at(instant)
  }

  /// One name for each trust store.
  private func labels(of configuration: JudgingConfiguration) throws -> [String] {
    let suffix = at == "observation" ? "" : "@\(at)"
    if let name {
      guard configuration.stores.count == 1 else {
        throw Refusal(
          .usage, of: "name", "trust-store", message: "--name is for one trust store; several are called as their files"
        )
      }
      return [name]
    }
    return configuration.stores.map { FileContents.name(of: $0.path) + suffix }
  }

  private func selectedWaves(in database: SurveyDatabase) throws -> [String] {
    let finished = try database.finishedLabels()
    guard let waves else {
      guard !finished.isEmpty else { throw Refusal(.input, "\(db) has no finished wave to judge again") }
      return finished
    }
    return waves.split(separator: ",").map(String.init)
  }
}
