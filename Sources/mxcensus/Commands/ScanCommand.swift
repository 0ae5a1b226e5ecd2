import ArgumentParser

/// `mxcensus scan`: one wave.
struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Make one wave: read lists, resolve, probe, judge, and add a point to the trend",
    discussion: """
      The same label again goes on with a wave that was interrupted, and does nothing for a finished one.

      EXAMPLES
        mxcensus scan -f tranco.csv --db survey.db \\
          --ehlo survey.example.org --contact mailto:me@example.org
        zcat domains.gz | mxcensus scan -f - --db survey.db \\
          --ehlo survey.example.org --contact https://example.org/
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Wave") var wave: WaveOptions
  @OptionGroup(title: "Who we are") var identity: IdentityOptions
  @OptionGroup(title: "DNS") var dns: DNSOptions
  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Manners") var manners: MannersOptions
  @OptionGroup(title: "Timeouts, in seconds") var timeouts: TimeoutOptions

  @Flag(name: .shortAndLong, help: "Say nothing but errors.") var quiet = false
  @Flag(name: .shortAndLong, help: "Also say what is usually left out: rejected lines one by one.") var verbose = false

  func run() async throws {
    do {
      if wave.abandon {
        try await Abandonment(database: wave.db, label: wave.labelOrMonth).run()
      } else {
        let configuration = try ScanConfiguration(self)
        try await Signals().run { try await ScanRunner(configuration).run() }
      }
    } catch let refusal as Refusal {
      throw refusal.exit()
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }
}

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

struct WaveOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The survey's database.", valueName: "file")) var db = "mxcensus.db"

  @Option(help: ArgumentHelp("The wave's name. (default: the month in UTC, as 2026-11)", valueName: "name"))
  var label: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("TCP port of the mail hosts.", valueName: "port"))
  var port: UInt16 = 25

  @Option(
    name: [.customShort("e"), .long],
    help: ArgumentHelp("Seed of the order. (default: made from the label)", valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Nominal date and instant of judging, YYYY-MM-DD. For laboratories: needs --allow-reserved.",
      valueName: "date"))
  var asOf: String?

  @Flag(help: "Give the unfinished wave of this label up for good.") var abandon = false
}

struct IdentityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Our own fully qualified name, said in EHLO; its address must lead back to it.", valueName: "fqdn"))
  var ehlo: String?

  @Option(
    help: ArgumentHelp(
      "Where surveyed operators reach you: a mailto: or https: URI.", valueName: "uri"))
  var contact: String?
}

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

struct JudgingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Trust anchors in PEM.", valueName: "file"))
  var trustStore = "/etc/ssl/certs/ca-certificates.crt"

  @Option(
    help: ArgumentHelp(
      "Further intermediates in PEM, beside those that the wave sees, to complete chains.", valueName: "file"))
  var intermediates: String?
}

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
    help: ArgumentHelp("Addresses and networks that are never dialled, one a line.", valueName: "file"))
  var blocklistFile: String?

  @Option(
    name: [.customShort("w"), .long],
    help: ArgumentHelp("Dial only these addresses and networks.", valueName: "file"))
  var allowlistFile: String?

  @Flag(help: "Dial reserved addresses: for laboratories. The wave is synthetic.") var allowReserved = false

  @Flag(name: .customLong("no-ipv6"), help: "Do not dial IPv6 addresses; they count as inconclusive.")
  var noIPv6 = false
}

struct TimeoutOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The TCP handshake.", valueName: "s")) var timeoutConnect: Double = 15
  @Option(help: ArgumentHelp("The greeting.", valueName: "s")) var timeoutGreeting: Double = 60
  @Option(help: ArgumentHelp("Each other reply.", valueName: "s")) var timeoutReply: Double = 30
  @Option(help: ArgumentHelp("The TLS handshake.", valueName: "s")) var timeoutHandshake: Double = 30
  @Option(help: ArgumentHelp("The whole connection.", valueName: "s")) var timeoutSession: Double = 150
}
