import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyReport
import SurveyScan

/// A check's options, checked: nothing below this sees a flag.
struct CheckConfiguration: Sendable {
  /// Each once, in the order of the command line.
  let names: [DomainName]
  let kind: CheckedDomain.Kind
  let port: UInt16
  let databasePath: String?
  /// The instant of judging; `nil`: when everything has been seen.
  let instant: Instant?
  let alarm: CheckAlarm?
  /// Said in EHLO.
  let clientName: DomainName
  /// Told to policy hosts.
  let contact: String?
  let resolver: ResolverConfiguration
  let dnsRate: Double
  let measurement: MeasurementConfiguration
  let judging: JudgingConfiguration
  let manners: Manners
  let policy: AddressPolicy
  let timeouts: ProbeTimeouts

  /// Look-ups, and addresses, in flight.
  static let window = 32

  init(_ options: CheckCommand) throws {
    var seen: Set<DomainName> = []
    names = try options.check.names.map { try DomainName(argument: $0) }.filter { seen.insert($0).inserted }
    kind = options.check.host ? .host : .domain
    port = try options.check.port.checkedPort(of: "port")
    databasePath = options.check.db
    instant = try options.check.at.map { try Instant(argument: $0) }
    alarm = try CheckConfiguration.alarm(options.check.failOn)
    clientName = try CheckConfiguration.clientName(options)
    contact = options.identity.contact
    resolver = CheckConfiguration.small(try ResolverConfiguration(options.dns))
    dnsRate = options.dns.dnsRate ?? (resolver.isOurs ? 0 : 200)
    measurement = try MeasurementConfiguration(options.looks, options.published)
    judging = try JudgingConfiguration(options.judging)
    guard options.check.perAddressGap >= 0 else {
      throw Refusal(.usage, of: "per-address-gap", message: "--per-address-gap is 0 or more")
    }
    manners = Manners(gap: .seconds(options.check.perAddressGap))
    policy = try AddressPolicy(options.check, isIdentified: options.identity.ehlo != nil)
    timeouts = try ProbeTimeouts(options.timeouts)
  }

  private static func alarm(_ words: String?) throws -> CheckAlarm? {
    do {
      return try words.map { text throws(CheckAlarm.UnknownWord) in try CheckAlarm(text) }
    } catch {
      let words = CheckAlarm.allWords.joined(separator: ", ")
      throw Refusal(
        .usage, of: "fail-on", message: "--fail-on takes words of \(words), not \(error.word.debugDescription)")
    }
  }

  private static func clientName(_ options: CheckCommand) throws -> DomainName {
    var identity = options.identity
    if identity.ehlo == nil, !options.check.allowReserved {
      guard let name = OwnName.fullyQualified else {
        throw Refusal(
          .configuration,
          """
          a mail server is to be told who asks, and this host has no fully qualified name. Add to the command:
            --ehlo mail.example.org
          with the name of this host, whose address leads back to it in the DNS.
          """)
      }
      identity.ehlo = name.text
    }
    // Who checks by hand need not leave a contact: the mail server's operator mostly is the one who checks.
    return try Identity(identity, isSynthetic: true).clientName
  }

  /// A check asks a handful of questions.
  private static func small(_ resolver: ResolverConfiguration) -> ResolverConfiguration {
    var resolver = resolver
    resolver.contexts = 1
    resolver.socketsPerContext = 64
    resolver.cacheMebibytesPerContext = 4
    return resolver
  }
}

extension CheckConfiguration {
  /// What fetches policies; to be shut down.
  func makePolicyFetcher() -> PolicyFetcher {
    let agent = UserAgent(version: Mxcensus.version, contact: contact)
    return PolicyFetcher(
      PolicyFetchConfiguration(userAgent: agent, port: measurement.mtaSTSPort, instant: instant),
      trustStore: judging.stores[0].store, refusal: { [policy] in policy.refusal(of: $0) })
  }

  /// What makes probes; to be shut down.
  func makeProber() -> Prober {
    Prober(
      ProbeConfiguration(
        clientName: clientName, timeouts: timeouts, loops: 1, offersPostQuantum: measurement.offersPostQuantum))
  }
}
