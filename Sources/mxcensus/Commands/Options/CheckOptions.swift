import ArgumentParser

struct CheckOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Mail domains; with --host, mail hosts.", valueName: "name"))
  var names: [String]

  @Flag(help: "The names are mail hosts: look at them without asking for MX records.") var host = false

  @Option(name: .shortAndLong, help: ArgumentHelp("TCP port of the mail hosts.", valueName: "port"))
  var port: UInt16 = 25

  @Option(
    help: ArgumentHelp(
      "A survey's database: the intermediates of its newest finished wave complete chains. It is only read.",
      valueName: "file"))
  var db: String?

  @Option(
    help: ArgumentHelp(
      "Judge at this instant, 2026-11-24 or 2026-11-24T19:58:25Z. (default: now)", valueName: "time"))
  var at: String?

  @Flag(help: "JSON, an object a line and name, instead of text.") var json = false

  @Option(
    help: ArgumentHelp(
      """
      Exit with status 1 where an MX of the lowest preference has one of these: class words, no-tls, mixed, unreachable; \
      separated by commas.
      """, valueName: "words"))
  var failOn: String?

  @Option(help: ArgumentHelp("Seconds between two connections to one address.", valueName: "s"))
  var perAddressGap: Double = 1

  @Option(
    name: [.customShort("b"), .long],
    help: ArgumentHelp("Addresses and networks that are never dialled, one a line.", valueName: "file"))
  var blocklistFile: String?

  @Flag(help: "Dial reserved addresses: for laboratories.") var allowReserved = false
}
