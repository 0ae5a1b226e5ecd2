import ArgumentParser

struct WaveOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"

  @Option(
    help: ArgumentHelp(
      "The wave's name. (default: the month in UTC, as 2026-11; that of --as-of where there is one)", valueName: "name")
  )
  var label: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("TCP port of the mail hosts.", valueName: "port"))
  var port: UInt16 = 25

  @Option(
    name: [.customShort("e"), .long],
    help: ArgumentHelp("Seed of the order. (default: made from the label)", valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Nominal date and instant of judging, YYYY-MM-DD. For laboratories: needs --allow-reserved.",
      valueName: "date"))
  var asOf: String?

  @Flag(help: "Give the unfinished wave of this label up for good.") var abandon = false
}
