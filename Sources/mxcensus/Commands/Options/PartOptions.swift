import ArgumentParser

struct PartOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Make only a stage of the wave: resolve, lists and look-ups; or probe, of a wave that is resolved. The wave is then \
      partial, until its parts are merged.
      """, valueName: "stage"))
  var stage: String?

  @Option(
    help: ArgumentHelp(
      "Make one of so many shards of the stage: of domains when resolving, of networks when probing.", valueName: "n"))
  var shards: Int?

  @Option(help: ArgumentHelp("Which shard: 0 is the first.", valueName: "n")) var shard: Int?
}
