import ArgumentParser
import SurveyReport

/// `mxcensus check`: one domain or mail host, for people.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Look at one domain or mail host: what is wrong, what to do, who would refuse its certificate",
    discussion: """
      Everything is looked at now, nothing is kept: MX records, STARTTLS and certificates at every address, DANE, \
      MTA-STS, TLSRPT. Each sender policy is then played through.

      A check says its own name in EHLO, as any mail server does. Without --ehlo it takes this host's fully qualified \
      name; where it has none, it asks for one (status 78). --contact is optional here: it goes to MTA-STS policy hosts.

      EXAMPLES
        mxcensus check example.org
        mxcensus check --host mx1.example.org --fail-on ca-expired,no-tls,unreachable
        mxcensus check --json --db survey.db example.org | jq '.advice[].text'

      JSON
        An object a line, with the keys:
        domain, kind (domain or host), judged_at, mx_status, mx_dnssec, class,
        authenticated,
        mx[]: host, preference, dns, dnssec, dane, tlsa[], mta_sts_listed, class,
          class_best, class_worst,
          addresses[]: address, outcome, reason, stage, reply_code, reply,
            observed_at, look, legacy_only, tls_version, cipher, kx_group, pfs,
            class, chain, name, time, errors[] (word, code, depth), dane,
            certificates, leaf (as in classify), looks[] (look, outcome, reason),
        mta_sts: status, reason, id, max_age, mx[],
        tlsrpt: status, reason, rua[],
        advice[]: word, weight (problem, notice, hint), host, addresses[], text,
          write[], not_delivering[], delivering_in_plaintext[],
        senders[]: policy, title, result, shares, because[], caveat.

      Every key is always there; null says that nothing can be said. Texts that peers wrote stand as they came.

      EXIT STATUS
        0   done, whatever was found
        1   what --fail-on names was found
        75  our own resolver does not answer
        else as of every command
      """)

  @OptionGroup var check: CheckOptions
  @OptionGroup(title: "Who we are") var identity: IdentityOptions
  @OptionGroup(title: "DNS") var dns: DNSOptions
  @OptionGroup(title: "What is looked at") var looks: LookOptions
  @OptionGroup(title: "What is looked at") var published: PublishedOptions
  @OptionGroup(title: "Judging") var judging: JudgingOptions
  @OptionGroup(title: "Timeouts, in seconds") var timeouts: TimeoutOptions

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      let configuration = try CheckConfiguration(self)
      let domains = try await Signals().run { try await DomainCheck(configuration: configuration).run() }
      if check.json {
        for domain in domains { Terminal.print(domain.json.line + "\n") }
      } else {
        let isColoured = Terminal.takesColour
        Terminal.print(domains.map { CheckText($0, isColoured: isColoured).text }.joined(separator: "\n"))
      }
      let causes = configuration.alarm.map { alarm in domains.flatMap(alarm.causes) } ?? []
      for cause in causes { Terminal.say("mxcensus: \(cause)") }
      if !causes.isEmpty { throw ExitCode(1) }
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }
}
