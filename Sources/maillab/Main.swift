import ArgumentParser

/// The laboratory's command line.
@main
struct MailLabCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "maillab",
    abstract: "Plays a small world of mail on loopback, for surveys to be tried on.",
    discussion: """
      A population is a list of domains with their MX records, hosts and SMTP servers. maillab \
      serves its names from a signed root with NSD and plays its servers at 127.0.0.0/8. Nothing \
      leaves the machine.
      """,
    subcommands: [Serve.self, ShowPopulation.self, ShowFaults.self])
}
