import ArgumentParser

/// `mxcensus probe`: addresses in, what was seen at them out.
struct ProbeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Filter: addresses with their server names in, what STARTTLS showed there out, as JSON Lines",
    discussion: """
      One JSON object a line, on standard input and output; an address with all its names is a line, and all its results \
      come out together, in any order among the addresses. Nothing is judged, and nothing is tried again: import does the \
      one, and whoever feeds the lines decides on the other. Of two rows of a name, import keeps the first conclusive one.

      Where the first 200 addresses are all silent, a dead network can't be told from dead hosts. Whoever probes silent \
      hosts again has to feed some that are known to answer among them, at the beginning.

      Manners hold within one process. Of several at a time, each is to have a share of the rate and networks of its own.

      EXAMPLES
        cat addresses.jsonl | mxcensus probe --ehlo survey.example.org \\
          --contact mailto:me@example.org >looks.jsonl

      JSON
        in: {"v":1,"scan":"2026-11","address":"192.0.2.1","port":25,
          "names":["mx1.example.org"],"tag":…}
          address and names are needed; tag is any JSON, and comes back
        out, a line a name and look: scan, the columns of v_probe, chain
          (base64 of DER, leaf first), tag. reply_text has an octet a character
        for a line that can't be used: {"v":1,"error":…,"line":N}
        at the end, where nothing can be measured from here any more:
          {"v":1,"error":"self.vantage","since":…,"until":…,"leaf_sha256":…}
          import counts no look of that time without TLS, nor with that leaf
        The schemas: mxcensus schema --json-lines

      EXIT STATUS
        0 every line is answered; 74 nobody reads the output, or it can't be
        written; 75 nothing can be measured from here: what was not answered is
        to be probed again, and what the last line casts doubt on; 143 stopped
        by SIGTERM, after the connections under way, 5 seconds at most
      """)

  @OptionGroup var filter: FilterOptions
  @OptionGroup(title: "Who we are") var identity: IdentityOptions
  @OptionGroup(title: "What is looked at") var looks: LookOptions
  @OptionGroup(title: "Manners") var manners: MannersOptions
  @Option(
    name: [.customShort("e"), .long],
    help: ArgumentHelp("Decides which of an address's names come first.", valueName: "number"))
  var seed: UInt64 = 0
  @OptionGroup(title: "Timeouts, in seconds") var timeouts: TimeoutOptions
  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      let configuration = try ProbingConfiguration(self)
      try await LineFilter(isQuiet: configuration.isQuiet).run(onHangUp: { configuration.reload.run() }) {
        try await AddressFilter(configuration, input: $0, output: $1).run()
      }
    } catch {
      throw try ErrorWords.filterRefusal(for: error).exit()
    }
  }
}
