import ArgumentParser

struct RetryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How often to try a host again that puts us off (4xx); one that is silent is tried again once. 0: nothing is.",
      valueName: "n"))
  var retries = 2

  @Option(help: ArgumentHelp("Seconds before such another try at least.", valueName: "s"))
  var retryDelay: Double = 1_800
}
