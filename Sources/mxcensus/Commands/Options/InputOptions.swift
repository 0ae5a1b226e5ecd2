import ArgumentParser

struct InputOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("input-file")],
    help: ArgumentHelp(
      "A domain list, - for standard input; gzip and Zstandard are unpacked. Several are several weight sets.",
      valueName: "file"))
  var inputFiles: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      lines; rank,domain (tranco, umbrella); domain,weight; majestic; zone (a registry's zone file, as CZDS has them); \
      common-crawl (ranks of the web graph). (default: told from the first line)
      """, valueName: "format"))
  var inputFormat: String?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      """
      Survey a simple random sample of the lists' domains: so many, or, as 5%, a part of them. The seed decides which: \
      the same seed draws the same domains as far as the lists have them.
      """, valueName: "n|p%"))
  var maxTargets: String?

  @Option(
    help: ArgumentHelp(
      """
      What the lists are: census, everything that the figures are about; sample, a simple random sample of that; \
      cluster, a sample in which whole operators were drawn. (default: census, with -n sample)
      """, valueName: "frame"))
  var frame: String?

  @Flag(help: "Reduce e-mail addresses and URLs to their domain; else such lines are rejected.")
  var reduce = false
}
