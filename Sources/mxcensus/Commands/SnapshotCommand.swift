import ArgumentParser
import SurveyStore

/// `mxcensus snapshot`: a copy to publish.
struct SnapshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Write a copy of the database that can be published: one whole file, with or without addresses",
    discussion: """
      The copy is as the survey was at one moment, even while a wave is under way, and can be read in a folder that its \
      reader may not write to. All views work in it. What is left out leaves no octets in the file. A copy without \
      something can be read and reported, but not surveyed into.

      Names stay: of domains, of mail hosts and in certificates, which may hold addresses, too. Whoever knows a host's name \
      can look up its address of today.

      EXAMPLES
        mxcensus snapshot --db survey.db survey-2026-11.db
        mxcensus snapshot --db survey.db --no-addresses --no-der public.db
        mxcensus report --db public.db -o report/
      """)

  @Argument(help: ArgumentHelp("The file to write; there must be none of that name.", valueName: "out")) var out: String

  @Option(help: ArgumentHelp("The survey's database. It is only read.", valueName: "file")) var db = "mxcensus.db"

  @Flag(
    help: """
      Put stand-ins in the place of addresses, in their order, and take out the replies that servers wrote, as many name \
      addresses.
      """)
  var noAddresses = false

  @Flag(
    help: "Take out the certificates' octets, most of the file; their fields stay, but nothing can be judged again.")
  var noDer = false

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      let database = try SurveyDatabase(reading: db)
      do {
        try Snapshot(withoutAddresses: noAddresses, withoutDER: noDer).write(database, to: out)
      } catch {
        try database.close()
        throw error
      }
      try database.close()
      Terminal.say("wrote \(out)")
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }
}
