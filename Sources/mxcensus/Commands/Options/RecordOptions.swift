import ArgumentParser

struct RecordOptions: ParsableArguments {
  @Option(
    name: [.customShort("m"), .long],
    help: ArgumentHelp(
      """
      Write what was run, when, with which settings, and what it came to, as JSON; - is standard output. It is written at \
      the end, however the run ends.
      """, valueName: "file"))
  var metadataFile: String?

  @Option(
    help: ArgumentHelp(
      """
      Write figures for Prometheus' node exporter (its textfile collector takes names that end in .prom): success, \
      duration, counts by outcome. The file is replaced as a whole at the end, however the run ends.
      """, valueName: "file"))
  var metricsFile: String?
}
