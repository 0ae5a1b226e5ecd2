import ArgumentParser

struct MannersOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Look-ups and addresses in flight.", valueName: "n")) var window = 1_000

  @Option(name: .shortAndLong, help: ArgumentHelp("New connections a second, 0 for no limit.", valueName: "n"))
  var rate: Double = 50

  @Option(help: ArgumentHelp("Seconds between two connections to one address.", valueName: "s"))
  var perAddressGap: Double = 1

  @Option(help: ArgumentHelp("Addresses in flight per /24 or /48, 0 for no limit.", valueName: "n"))
  var perNetwork = 4

  @Option(
    name: [.customShort("b"), .long],
    help: ArgumentHelp(
      "Addresses, networks, ranges and domains that are left alone, one a line; read again on SIGHUP.",
      valueName: "file"))
  var blocklistFile: String?

  @Option(
    name: [.customShort("w"), .long],
    help: ArgumentHelp("Dial only these addresses and networks.", valueName: "file"))
  var allowlistFile: String?

  @Flag(help: "Dial reserved addresses: for laboratories. The wave is synthetic.") var allowReserved = false

  @Flag(name: .customLong("no-ipv6"), help: "Do not dial IPv6 addresses; they count as inconclusive.")
  var noIPv6 = false
}
