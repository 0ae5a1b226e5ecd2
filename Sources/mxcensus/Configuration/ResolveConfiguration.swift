import SurveyDNS
import SurveyProbe
import SurveyScan
import SurveyTLS

/// The options of `resolve`, checked.
struct ResolveConfiguration: Sendable {
  let port: UInt16
  let isQuiet: Bool
  /// Told to policy hosts.
  let contact: String?
  var resolver: ResolverConfiguration
  let dnsRate: Double
  let looksAtDANE: Bool
  let looksAtMTASTS: Bool
  let mtaSTSPort: UInt16
  let trustStore: TrustStore
  var window: Int
  let manners: Manners
  let policy: LivePolicy
  let reload: PolicyReload

  init(_ options: ResolveCommand) throws {
    port = try options.filter.port.checkedPort(of: "port")
    isQuiet = options.filter.quiet
    looksAtDANE = !options.published.noDane
    looksAtMTASTS = !options.published.noMTASTS
    mtaSTSPort = try options.published.mtaSTSPort.checkedPort(of: "mta-sts-port")
    // The DNS is asked by everybody; whose policy host is asked is told who asks.
    contact =
      looksAtMTASTS ? try Identity(options.identity, isSynthetic: options.manners.allowReserved).contact : nil
    resolver = try ResolverConfiguration(options.dns)
    dnsRate = options.dns.dnsRate ?? (resolver.isOurs ? 0 : 200)
    trustStore = try TrustStore(file: options.trustStore.first ?? JudgingOptions.debianTrustStore)
    window = try options.manners.checkedWindow
    manners = try Manners(options.manners)
    (policy, reload) = try LivePolicy.reloading(options.manners, isIdentified: options.identity.isComplete)
  }

  /// With a window that fits into the process's limit of descriptors.
  /// - Throws: a `Refusal` where that is too low.
  func fitted() throws -> ResolveConfiguration {
    var fitted = self
    try DescriptorLimit.fit(&fitted.window, &fitted.resolver)
    return fitted
  }
}

extension ResolveConfiguration {
  /// What fetches policies; to be shut down.
  func makePolicyFetcher() -> PolicyFetcher {
    let agent = UserAgent(version: Mxcensus.version, contact: contact)
    return PolicyFetcher(
      PolicyFetchConfiguration(userAgent: agent, port: mtaSTSPort), trustStore: trustStore,
      refusal: { [policy] in policy.current.refusal(of: $0) })
  }

  /// What looks policies up.
  /// - Parameters:
  ///   - pace: that of all questions to the resolver.
  ///   - mayFetch: whether policy hosts may be asked still.
  func makePolicyFinder(
    _ resolver: Resolver, _ fetcher: PolicyFetcher, _ pace: Pace, mayFetch: @escaping @Sendable () -> Bool
  ) -> PolicyFinder {
    PolicyFinder(
      resolver: resolver, fetcher: fetcher, dnsPace: pace, fetchPace: Pace(perSecond: manners.rate),
      gap: AddressGap(min(manners.gap, .milliseconds(100))), mayFetch: mayFetch)
  }
}

extension LivePolicy {
  /// The policy of the flags, and what reads their files again.
  static func reloading(_ options: MannersOptions, isIdentified: Bool) throws -> (LivePolicy, PolicyReload) {
    let read: @Sendable () throws -> AddressPolicy = { try AddressPolicy(options, isIdentified: isIdentified) }
    let policy = LivePolicy(try read())
    return (policy, PolicyReload(policy: policy, read: read))
  }
}
