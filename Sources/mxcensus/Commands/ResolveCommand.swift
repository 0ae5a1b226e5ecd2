import ArgumentParser

/// `mxcensus resolve`: domains in, what the DNS says of them out.
struct ResolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Filter: domains in, their MX hosts, addresses and policies out, as JSON Lines",
    discussion: """
      One JSON object a line, on standard input and output; every line is answered, in any order. Results come out as they \
      are there, at the latest after a second; a reader that does not read holds up the look-ups.

      EXAMPLES
        cat domains.jsonl \\
          | mxcensus resolve --resolver 127.0.0.1 --no-mta-sts >mx.jsonl
        cat domains.jsonl | mxcensus resolve --ehlo survey.example.org \\
          --contact mailto:me@example.org >mx.jsonl

      JSON
        in: {"v":1,"scan":"2026-11","domain":"example.org","weight":1,"tag":…}
          only domain is needed; tag is any JSON, and comes back as it is
        out: scan, domain, weight, mx_status, mx_dnssec, mx_count,
          mx[]: host, preference, status, dnssec, dns_failure, addresses[],
            tlsa[], tlsa_status, tlsa_base
          mta_sts, mta_sts_reason, mta_sts_id, mta_sts_policy (base64), tlsrpt,
          observed_at, tag
        for a line that can't be used: {"v":1,"error":…,"line":N}
        The schemas: mxcensus schema --json-lines

      EXIT STATUS
        0 every line is answered; 74 nobody reads the output, or it can't be
        written; 75 the resolver does not answer: what was not answered is to
        be asked again; 143 stopped by SIGTERM, after what was under way
      """)

  @OptionGroup var filter: FilterOptions
  @OptionGroup(title: "Who we are") var identity: IdentityOptions
  @OptionGroup(title: "DNS") var dns: DNSOptions
  @OptionGroup(title: "What is looked at") var published: PublishedOptions
  @Option(
    help: ArgumentHelp(
      """
      Trust anchors in PEM that vouch for policy hosts; of several, the first. (default: \
      \(JudgingOptions.debianTrustStore))
      """, valueName: "file"))
  var trustStore: [String] = []
  @OptionGroup(title: "Manners") var manners: MannersOptions
  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      let configuration = try ResolveConfiguration(self)
      try await LineFilter(isQuiet: configuration.isQuiet).run(onHangUp: { configuration.reload.run() }) {
        try await DomainFilter(configuration, input: $0, output: $1).run()
      }
    } catch {
      throw try ErrorWords.filterRefusal(for: error).exit()
    }
  }
}
