import SurveyCore
import SurveyReport
import SurveyStore
import SurveyTLS

/// Judges what a check saw, as a wave judges what it saw: by the first trust store, and with the intermediates that
/// the servers themselves sent to complete each other's chains.
struct CheckJudgement {
  private let configuration: CheckConfiguration
  private let names: ResolvedNames
  private let observations: [HostProbes.Place: [Observation]]
  private let policies: [DomainName: MailPolicy]
  private let judge: any WaveJudge
  private let instant: Instant

  init(
    configuration: CheckConfiguration, names: ResolvedNames, observations: [HostProbes.Place: [Observation]],
    policies: [DomainName: MailPolicy], known: [[UInt8]]
  ) {
    self.configuration = configuration
    self.names = names
    self.observations = observations
    self.policies = policies
    let sent = observations.values.joined().compactMap(\.chain).flatMap { $0.certificates.dropFirst().map(\.der) }
    let intermediates = Set(sent).filter { der in
      CertificateFields(der: der).map { $0.isCA && !$0.isSelfSigned } ?? false
    }
    judge = configuration.judging.plans(seen: known + intermediates)[0].judge
    instant = configuration.instant ?? .now
  }

  var domains: [CheckedDomain] { names.entries.map(domain) }

  private func domain(_ entry: ResolvedNames.Entry) -> CheckedDomain {
    CheckedDomain(
      name: entry.name, kind: configuration.kind, mxStatus: entry.status, mxDNSSEC: entry.dnssec,
      hosts: entry.exchanges.map(host), mtaSTS: policies[entry.name]?.mtaSTS, tlsrpt: policies[entry.name]?.tlsrpt,
      port: configuration.port, judgedAt: instant, further: judge.senders)
  }

  private func host(_ exchange: MXExchange) -> CheckedHost {
    guard case .name(let name) = exchange.host, let host = names.hosts[name] else {
      return CheckedHost(
        preference: exchange.preference, host: exchange.host, lookup: .invalidName, tlsa: nil, addresses: [])
    }
    let addresses = host.lookup.addresses.compactMap { address -> CheckedAddress? in
      guard let seen = observations[HostProbes.Place(address: address, host: name)] else { return nil }
      return checked(address, seen, name, host.tlsa)
    }
    return CheckedHost(
      preference: exchange.preference, host: exchange.host, lookup: host.lookup, tlsa: host.tlsa,
      addresses: addresses)
  }

  private func checked(
    _ address: Address, _ seen: [Observation], _ name: DomainName, _ tlsa: TLSALookup?
  ) -> CheckedAddress {
    guard let final = LookSequence.final(of: seen), let chain = final.chain?.certificates.map(\.der) else {
      return CheckedAddress(address: address, observations: seen, dane: findingWithoutChain(seen, tlsa))
    }
    let certificates = chain.map { CertificateFields(der: $0) }
    // A chain from a failed handshake is shown, but gives no class.
    guard final.ending.outcome == .tls else {
      return CheckedAddress(address: address, observations: seen, certificates: certificates)
    }
    let judged = judge.judge(chain, at: instant)
    var dane: DANEFinding?
    if let records = usable(tlsa) {
      dane = judge.judge(chain, by: records, names: [tlsa?.baseDomain ?? name], at: instant)
    }
    var trust: UInt64 = 0
    for number in judge.senders.indices where judge.judge(chain, as: number, at: instant).accepts(name) {
      trust |= 1 << UInt64(number)
    }
    return CheckedAddress(
      address: address, observations: seen, certificates: certificates, judged: judged,
      verdict: judged.verdict(for: name), dane: dane, furtherTrust: trust)
  }

  /// TLS without a certificate matches no TLSA record.
  private func findingWithoutChain(_ seen: [Observation], _ tlsa: TLSALookup?) -> DANEFinding? {
    guard LookSequence.final(of: seen)?.ending.outcome == .tls, usable(tlsa) != nil else { return nil }
    return .mismatch([])
  }

  private func usable(_ tlsa: TLSALookup?) -> TLSARRset? { tlsa?.state == .usable ? tlsa?.rrset : nil }
}
