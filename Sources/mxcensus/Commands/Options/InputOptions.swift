import ArgumentParser

struct InputOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("input-file")],
    help: ArgumentHelp("A domain list, - for standard input. Several are several weight sets.", valueName: "file"))
  var inputFiles: [String] = []

  @Option(
    help: ArgumentHelp(
      "lines, rank,domain or domain,weight; else told from the first line.", valueName: "format"))
  var inputFormat: String?

  @Flag(help: "Reduce e-mail addresses and URLs to their domain; else such lines are rejected.")
  var reduce = false
}
