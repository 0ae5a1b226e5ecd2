import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyScan

/// An examination's options, checked as far as it can't say itself what is wrong with them.
struct DoctorConfiguration: Sendable {
  /// A host that the surveyor named to be connected to.
  enum ProbeHost: Hashable, Sendable {
    case name(DomainName)
    case address(Address)
  }

  let databasePath: String
  let port: UInt16
  let probeHosts: [ProbeHost]
  /// The name for EHLO; `nil`: none was given.
  let clientName: DomainName?
  let hasContact: Bool
  let isLaboratory: Bool
  let resolver: ResolverConfiguration
  let policy: AddressPolicy
  let visitsIPv6: Bool
  let window: Int
  let trustStores: [String]
  let timeouts: ProbeTimeouts

  init(_ options: DoctorCommand) throws {
    databasePath = options.wave.db
    port = try options.wave.port.checkedPort(of: "port")
    _ = try options.wave.visibleLabel
    var seen: Set<ProbeHost> = []
    probeHosts = try options.probeHost.map { text in
      if let address = Address(text) { return .address(address) }
      return .name(try DomainName(argument: text))
    }.filter { seen.insert($0).inserted }
    isLaboratory = options.manners.allowReserved
    clientName = options.identity.ehlo == nil ? nil : try Identity(options.identity, isSynthetic: true).clientName
    hasContact = options.identity.contact != nil
    resolver = try ResolverConfiguration(options.dns)
    policy = try AddressPolicy(options.manners, isIdentified: options.identity.isComplete)
    visitsIPv6 = !options.manners.noIPv6
    window = try options.manners.checkedWindow
    _ = try Manners(options.manners, retries: RetryRule(options.retries))
    _ = try MeasurementConfiguration(options.looks, options.published)
    trustStores = options.judging.trustStore.isEmpty ? [JudgingOptions.debianTrustStore] : options.judging.trustStore
    timeouts = try ProbeTimeouts(options.timeouts)
  }

  /// The resolver for a handful of questions.
  func resolver(isValidating: Bool) -> ResolverConfiguration {
    var small = resolver
    small.contexts = 1
    small.socketsPerContext = 16
    small.cacheMebibytesPerContext = 4
    // Who waits for an examination does not wait for a resolver to come back.
    small.health.pauses = [.seconds(1)]
    if !isValidating { small.trustAnchorFile = nil }
    return small
  }
}
