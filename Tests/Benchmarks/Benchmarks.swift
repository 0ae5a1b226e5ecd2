import ArgumentParser

/// Single stations of a survey, each alone and through the door that a scan takes; `Scripts/bench` runs and measures it.
///
/// Each subcommand prints one line of words and numbers in turn.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks", abstract: "Runs single stations of a survey, for Scripts/bench to measure.",
    subcommands: [ParseList.self, WriteProbes.self, LookUpNames.self])
}
