import Glibc
import SurveyCore
import SurveyDNS
import SurveyProbe
import SurveyScan
import SurveyStore

/// A scan's options, checked: nothing below this sees a flag.
struct ScanConfiguration: Sendable {
  /// Which part of the wave is made; `nil`: all of it.
  let part: SurveyPart?
  /// May be empty where a wave is only probed.
  let lists: [String]
  let listFormat: ListFormat?
  let reducesNames: Bool
  let sample: SampleConfiguration
  let databasePath: String
  let label: String
  let seed: UInt64
  let port: UInt16
  let asOf: Instant?
  let isSynthetic: Bool
  let identity: Identity
  var resolver: ResolverConfiguration
  let dnsRate: Double
  let judging: JudgingConfiguration
  let operators: OperatorNaming
  let measurement: MeasurementConfiguration
  var window: Int
  let manners: Manners
  let policy: LivePolicy
  let reload: PolicyReload
  let visitsIPv6: Bool
  let timeouts: ProbeTimeouts
  let isQuiet: Bool
  let isVerbose: Bool

  init(_ options: ScanCommand) throws {
    part = try SurveyPart(options.part)
    guard !options.input.inputFiles.isEmpty || part?.stage == .probe else {
      throw Refusal(.usage, "no list to survey; name one with -f FILE, or -f - for standard input")
    }
    lists = options.input.inputFiles
    listFormat = try options.input.inputFormat.map { word in
      guard let format = ListFormat(word: word) else {
        let words = ListFormat.words.joined(separator: "; ")
        throw Refusal(.usage, of: "input-format", message: "no list format is called \(word); there are: \(words)")
      }
      return format
    }
    reducesNames = options.input.reduce
    sample = try SampleConfiguration(options.input)
    databasePath = options.wave.db
    label = try options.wave.visibleLabel
    seed = options.wave.seed ?? ScanConfiguration.seed(label: label)
    port = try options.wave.port.checkedPort(of: "port")
    isSynthetic = options.manners.allowReserved
    asOf = try ScanConfiguration.asOf(options.wave.asOf, isSynthetic: isSynthetic)
    identity = try Identity(options.identity, isSynthetic: isSynthetic)
    resolver = try ResolverConfiguration(options.dns)
    dnsRate = options.dns.dnsRate ?? (resolver.isOurs ? 0 : 200)
    judging = try JudgingConfiguration(options.judging)
    operators = try OperatorNaming(options.operators)
    measurement = try MeasurementConfiguration(options.looks, options.published)
    window = try options.manners.checkedWindow
    manners = try Manners(options.manners, retries: RetryRule(options.retries))
    (policy, reload) = try LivePolicy.reloading(options.manners, isIdentified: options.identity.isComplete)
    visitsIPv6 = !options.manners.noIPv6
    timeouts = try ProbeTimeouts(options.timeouts)
    isQuiet = options.quiet
    isVerbose = options.verbose
  }

  /// What must be the same when a wave is resumed, as words that a message can name.
  var settings: [String: String] {
    [
      "ipv6": visitsIPv6 ? "yes" : "no",
      "input-format": listFormat?.rawValue ?? "detected",
      "reduce": reducesNames ? "yes" : "no",
    ].merging(retrySettings) { first, _ in first }.merging(sample.settings) { first, _ in first }.merging(
      measurement.settings
    ) { first, _ in first }
    .merging(judging.settings) { first, _ in first }
  }

  /// Without tries after the first there is nothing to say, as in waves of the versions that knew none.
  private var retrySettings: [String: String] {
    manners.retries.limit == 0
      ? [:] : ["retries": String(manners.retries.limit), "retry-delay": String(manners.retries.delay)]
  }

  /// A seed that belongs to the label: another wave goes another way, the same wave the same.
  static func seed(label: String) -> UInt64 {
    label.utf8.reduce(0x6d78_6365_6e73_7573) { SplitMix64.mix($0 ^ UInt64($1)) }
  }

  static func asOf(_ text: String?, isSynthetic: Bool) throws -> Instant? {
    guard let text else { return nil }
    guard let instant = Instant(iso8601: text) else {
      throw Refusal(.usage, of: "as-of", message: "--as-of takes a date as 2014-05-13, not \(text)")
    }
    guard isSynthetic else {
      throw Refusal(.configuration, "--as-of is for laboratories: a real wave is judged at the time of each probe")
    }
    return instant
  }
}

extension ScanConfiguration {
  /// What fetches policies; to be shut down.
  func makePolicyFetcher() -> PolicyFetcher {
    let agent = UserAgent(version: Mxcensus.version, contact: identity.contact)
    return PolicyFetcher(
      PolicyFetchConfiguration(userAgent: agent, port: measurement.mtaSTSPort, instant: asOf),
      trustStore: judging.stores[0].store, refusal: { [policy] in policy.current.refusal(of: $0) })
  }

  /// What looks policies up.
  func makePolicyFinder(_ resolver: Resolver, _ fetcher: PolicyFetcher) -> PolicyFinder {
    PolicyFinder(
      resolver: resolver, fetcher: fetcher, dnsPace: Pace(perSecond: dnsRate), fetchPace: Pace(perSecond: manners.rate),
      gap: AddressGap(min(manners.gap, .milliseconds(100))))
  }
}

extension WaveOptions {
  /// The label, or the month in UTC: that of the nominal date, else this one.
  var labelOrMonth: String { label ?? (asOf.flatMap(Instant.init(iso8601:)) ?? .now).month }

  /// The same, if it can be seen.
  var visibleLabel: String {
    get throws {
      let label = labelOrMonth
      guard label.contains(where: { !$0.isWhitespace }) else {
        throw Refusal(
          .usage, of: "label",
          message: "--label takes a name that can be seen, as 2026-11; leave it out for the month")
      }
      return label
    }
  }
}

extension Instant {
  /// The wall clock, in whole seconds.
  static var now: Instant { Instant(epoch: Int64(time(nil))) }
}
