import SurveyDNS

/// Whether the resolver answers, how fast, and whether answers can be validated through it.
struct ResolverExamination: Sendable {
  let configuration: DoctorConfiguration

  /// What was found, and what further look-ups may count on.
  struct Result: Sendable {
    let findings: [Finding]
    let isAlive: Bool
    let isValidating: Bool
  }

  func run() async -> Result {
    let began = ContinuousClock.now
    let preflight = await Resolver.preflight(configuration.resolver(isValidating: true))
    let milliseconds = Int((ContinuousClock.now - began) / .milliseconds(1))
    let anchor = configuration.resolver.trustAnchorFile
    let question = "\(anchor == nil ? ". NS" : ". DNSKEY") through \(name)"
    let alive = Finding(
      subject: "resolver", verdict: milliseconds < 2_000 ? .fine : .warning, tried: question,
      found: "answered within \(milliseconds) ms",
      fix: milliseconds < 2_000
        ? nil : "a survey asks thousands of questions; name a nearer resolver with --resolver, or run one on this host")
    switch preflight {
    case .validating:
      let dnssec = Finding(
        subject: "dnssec", verdict: .fine, tried: "validating . DNSKEY by \(anchor ?? "no anchor")", found: "secure")
      return Result(findings: [alive, dnssec], isAlive: true, isValidating: true)
    case .unvalidated(let reason):
      let dnssec = Finding(
        subject: "dnssec", verdict: .warning, tried: "validating . DNSKEY by \(anchor ?? "no anchor")", found: reason,
        fix: anchor == nil
          ? "install Debian's dns-root-data, or name the root's trust anchor with --dnssec-anchor; else nothing is known of DANE"
          : "name a resolver that passes DNSSEC records on, or --resolver recursive; else nothing is known of DANE")
      return Result(findings: [alive, dnssec], isAlive: true, isValidating: false)
    case .dead(let reason):
      let dead = Finding(
        subject: "resolver", verdict: .temporary, tried: question, found: reason,
        fix: "check that it runs and that UDP and TCP to it pass, or name another with --resolver")
      return Result(findings: [dead], isAlive: false, isValidating: false)
    }
  }

  private var name: String {
    switch configuration.resolver.upstream {
    case .system: "the system's resolver"
    case .forwarder(let address, let port): "\(address) port \(port)"
    case .recursive: "the root servers"
    }
  }
}
