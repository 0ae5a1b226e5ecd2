import ArgumentParser

struct DNSOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "ADDR[@PORT] of a recursive resolver, or the word recursive. (default: the system's)", valueName: "resolver"))
  var resolver: String?

  @Option(
    help: ArgumentHelp(
      "Trust anchor of the root, as DS or DNSKEY records. (default: /usr/share/dns/root.key)", valueName: "file"))
  var dnssecAnchor: String?

  @Option(
    help: ArgumentHelp(
      "DNS look-ups a second, 0 for no limit. (default: 200, without limit to a resolver on this host)",
      valueName: "n"))
  var dnsRate: Double?
}
