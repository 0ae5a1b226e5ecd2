import ArgumentParser

struct TimeoutOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The TCP handshake.", valueName: "s")) var timeoutConnect: Double = 15
  @Option(help: ArgumentHelp("The greeting.", valueName: "s")) var timeoutGreeting: Double = 60
  @Option(help: ArgumentHelp("Each other reply.", valueName: "s")) var timeoutReply: Double = 30
  @Option(help: ArgumentHelp("The TLS handshake.", valueName: "s")) var timeoutHandshake: Double = 30
  @Option(help: ArgumentHelp("The whole connection.", valueName: "s")) var timeoutSession: Double = 150
}
