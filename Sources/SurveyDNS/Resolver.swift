public import SurveyCore

/// Asynchronous lookups through libunbound, with DNSSEC status.
///
/// The peer's failures are values, ours are thrown: that a resolver of our own does not answer is never told as a
/// SERVFAIL or timeout of the domain that was asked for.
///
/// ```swift
/// let resolver = try Resolver(ResolverConfiguration(upstream: .system, trustAnchorFile: "/usr/share/dns/root.key"))
/// defer { resolver.close() }
/// switch try await resolver.mx(DomainName("example.org")) { … }
/// ```
public final class Resolver: Sendable {
  private let configuration: ResolverConfiguration
  private let contexts: ResolverContexts
  private let health: ResolverHealth

  /// How often one lookup is asked again before its failure stands: the resolver lives by then, as each check proved.
  private static let maximumRepeats = 3

  /// Starts the contexts' threads; nothing is asked yet.
  public init(_ configuration: ResolverConfiguration) throws(ResolverError) {
    self.configuration = configuration
    let contexts = try ResolverContexts(configuration)
    self.contexts = contexts
    health = ResolverHealth(
      configuration.health,
      ResolverHealth.Probes(
        check: { await contexts.check() },
        renew: { () async throws(LocalFault) -> Int in try await contexts.renew() },
        sleep: { try await Task.sleep(for: $0) }))
  }

  deinit { close() }

  /// Looks up the MX RRset of a domain.
  /// - Throws: `resolver` when our own resolver is dead, `cancelled` when the task is.
  public func mx(_ domain: DomainName) async throws(LocalFault) -> MXLookup {
    switch try await records(Question(domain, .mx)) {
    case .records(let rdata, let status): MXLookup(rdata: rdata, dnssec: status)
    case .nodata(let status): .none(status)
    case .nxdomain: .failed(.nxdomain)
    case .failed(let failure): .failed(failure)
    }
  }

  /// Looks up the A and AAAA RRsets of a host, both at once.
  /// - Throws: `resolver` when our own resolver is dead, `cancelled` when the task is.
  public func addresses(of host: DomainName) async throws(LocalFault) -> HostLookup {
    async let ipv4 = answer(host, .a)
    async let ipv6 = answer(host, .aaaa)
    let (first, second) = (try await ipv4.get(), try await ipv6.get())
    return HostLookup(first.answer, second.answer, canonicalName: first.canonicalName ?? second.canonicalName)
  }

  /// Looks up the TXT RRset of a name below a domain, `_mta-sts` or `_smtp._tls` for example; the RDATA holds one or
  /// more character-strings, each behind its length octet (RFC 1035 §3.3.14).
  /// - Throws: `resolver` when our own resolver is dead, `cancelled` when the task is.
  public func text(prefix: String, _ domain: DomainName) async throws(LocalFault) -> RecordLookup {
    try await records(Question(prefix: prefix, domain, .txt))
  }

  /// Looks up one RRset of any type.
  /// - Throws: `resolver` when our own resolver is dead, `cancelled` when the task is.
  public func records(_ question: Question) async throws(LocalFault) -> RecordLookup {
    try await found(question).lookup
  }

  /// What was found, and where an alias led; its presentation form, as it may be no host name.
  private func found(
    _ question: Question
  ) async throws(LocalFault) -> (lookup: RecordLookup, canonicalName: String?) {
    let isValidating = configuration.trustAnchorFile != nil
    // libunbound can't be asked for a name that can't be. That there is none needs no proof.
    guard question.ownerFits else { return (.nxdomain(isValidating ? .secure : .unknown), nil) }
    health.began()
    defer { health.ended() }
    var repeats = 0
    while true {
      let began = ContinuousClock.now
      let (generation, ending) = await contexts.ask(question)
      let lookup: RecordLookup
      var canonicalName: String?
      switch ending {
      case .answer(let answer):
        lookup = answer.lookup(validating: isValidating)
        canonicalName = answer.canonicalName
      case .timeout: lookup = .failed(.timeout)
      case .refused(let code): throw Unbound.fault(code)
      case .cancelled, .ended: throw .cancelled
      }
      // That a name or type does not exist was said by somebody who lives.
      guard case .failed(let failure) = lookup, failure.mayBeOurs else {
        return (lookup, canonicalName)
      }
      switch await health.verdict(onFailureAt: .now) {
      case .dead(let fault): throw fault
      case .alive(let alive, let since):
        // The first lookup after a quiet time begins the series of checks and is a little older than it.
        let isCovered = since <= began + configuration.health.checkInterval * 2
        guard alive > generation || !isCovered, repeats < Resolver.maximumRepeats else { return (lookup, nil) }
        repeats += 1
      }
    }
  }

  /// Ends every lookup in flight with `cancelled` and stops the threads. May be called twice.
  public func close() {
    contexts.close()
    health.close()
  }

  private func answer(
    _ host: DomainName, _ type: RecordType
  ) async -> Result<(answer: HostLookup.Answer, canonicalName: DomainName?), LocalFault> {
    do {
      let (lookup, alias) = try await found(Question(host, type))
      switch lookup {
      case .nodata(let status): return .success((.addresses([], status), nil))
      case .nxdomain: return .success((.failed(.nxdomain), nil))
      case .failed(let failure): return .success((.failed(failure), nil))
      case .records(let rdata, let status):
        let addresses = rdata.compactMap { Address(octets: $0) }
        let isSound = addresses.count == rdata.count && addresses.allSatisfy { $0.isIPv6 == (type == .aaaa) }
        guard isSound else { return .success((.failed(.malformed), nil)) }
        let canonicalName = alias.flatMap { text in try? DomainName(text) }
        return .success((.addresses(addresses, status), canonicalName == host ? nil : canonicalName))
      }
    } catch {
      return .failure(error)
    }
  }
}

extension DNSFailure {
  /// Whether a resolver of ours that is dead looks the same. A missing key makes answers bogus, too.
  fileprivate var mayBeOurs: Bool {
    switch self {
    case .servfail, .timeout, .bogus: true
    case .nxdomain, .nodata, .malformed, .invalidName: false
    }
  }
}
