import ArgumentParser
import Glibc
import SurveyStore

/// `mxcensus compact`: old waves in less room.
struct CompactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Keep old waves in less room: what did not change from one to the next is kept once",
    discussion: """
      Takes the finished waves whose nominal date is more than --keep-months before that of the newest. Reports, trends \
      and changes stay what they are, to the octet, and the public views show the same rows. Three things are given up: \
      when each probe was made, which becomes the time at which its wave began, unless that decides how its chain is \
      judged; how long it took; and the order of domains in the lists.

      Each wave is compacted in one transaction, so that this may be stopped and run again. At the end the file is \
      written anew without what has become free, if there is room for a second one.

      Compacted waves can be judged again, forgotten from and copied, but no more be merged into other databases: merge \
      first, then compact.

      Standard output gets a line for each wave: the rows it had, those that are kept instead, and what the whole \
      database takes without its free pages.

      EXAMPLES
        mxcensus compact --db survey.db --keep-months 12 --dry-run
        mxcensus compact --db survey.db --keep-months 12

      EXIT STATUS
        0    done, or no wave is old enough
        75   the database is in use
        130  stopped by SIGINT, 143 by SIGTERM, behind the wave at hand
      """)

  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"

  @Option(help: ArgumentHelp("How much stays as it is: months before the newest wave.", valueName: "n"))
  var keepMonths: Int

  @Flag(help: "Only say which waves would be compacted.") var dryRun = false

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      guard (0...1_200).contains(keepMonths) else {
        throw Refusal(.usage, of: "keep-months", message: "--keep-months is 0 to 1200, not \(keepMonths)")
      }
      guard SurveyDatabase.exists(db) else { throw SurveyDatabase.Failure.missing(path: db) }
      try await Signals().run { try await work() }
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func work() async throws {
    let lock = try DatabaseLock(database: db, holder: "process \(getpid()), compacting")
    let database = try SurveyDatabase(writing: db, warn: { Terminal.say("mxcensus: \($0.words)") })
    do {
      let waves = try database.compactableWaves(keepingMonths: keepMonths)
      if waves.isEmpty {
        Terminal.say("no wave is more than \(keepMonths) months older than the newest and not compacted yet")
      }
      if dryRun {
        rehearse(waves)
      } else {
        let before = try database.room()
        try await compact(waves, of: database)
        try await giveRoomBack(database, from: before)
      }
    } catch {
      try database.close()
      throw error
    }
    try database.close()
    withExtendedLifetime(lock) {}
  }

  private func rehearse(_ waves: [CompactableWave]) {
    if !waves.isEmpty { Terminal.print(CompactionText.rehearsalHead) }
    for wave in waves { Terminal.print(CompactionText.line(wave)) }
    Terminal.say("nothing was changed, as --dry-run was given")
  }

  private func compact(_ waves: [CompactableWave], of database: SurveyDatabase) async throws {
    if !waves.isEmpty { Terminal.print(CompactionText.head) }
    for wave in waves {
      try Task.checkCancellation()
      if let compacted = try await database.compact(wave.label) { Terminal.print(CompactionText.line(compacted)) }
    }
  }

  /// Of the file: smaller shares of it are not worth writing all of it anew.
  private static let worthwhileShare = 8

  private func giveRoomBack(_ database: SurveyDatabase, from before: DatabaseRoom) async throws {
    let room = try database.room()
    guard room.file - room.used > room.file / CompactCommand.worthwhileShare else { return }
    try Task.checkCancellation()
    // The copy is made where temporary files are, and goes through the log beside the file.
    guard (FileStatus.room(at: db) ?? 0) > UInt64(2 * room.used) else {
      return Terminal.say(CompactionText.words(noRoomFor: room, db))
    }
    try await database.giveRoomBack()
    Terminal.say(CompactionText.words(db, from: before.file, to: try database.room().file))
  }
}
