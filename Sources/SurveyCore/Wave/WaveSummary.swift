/// The state of a wave in the database.
public enum WaveState: String, Sendable, Hashable, CaseIterable {
  /// A process works on it.
  case running
  /// Stopped by a signal or a fault; the same label goes on with it.
  case interrupted
  /// A stage or a shard of it is done, and it is not judged.
  case partial
  /// Done and judged: the wave is in the trend.
  case finished
  /// Given up for good.
  case abandoned
}

/// A finished wave as a report tells it: when, what, how much answered, and the points of its trend.
public struct WaveSummary: Hashable, Sendable {
  /// The wave's name, for example `2026-11`.
  public var label: String
  /// The nominal date, `YYYY-MM-DD`: when it started, or what `--as-of` said.
  public var waveDate: String
  /// When probing began and ended.
  public var startedAt: Instant
  /// When it was judged.
  public var finishedAt: Instant
  /// Whether it surveyed reserved addresses: laboratory data.
  public var isSynthetic: Bool
  /// SHA-256 of the lists, in hexadecimal.
  public var listSHA256: String
  /// SHA-256 of the trust store, in hexadecimal.
  public var trustStoreSHA256: String
  /// The version of mxcensus.
  public var version: String
  /// The version of the classifier that made the judgement (`Verdict.classifierVersion`).
  public var classifierVersion: Int
  /// The flags that change what a wave measures, by name, each with its value as text.
  public var settings: [String: String]
  /// From where it was measured: the name that the scanning host gave in EHLO; `nil` where that was not kept.
  public var vantage: String?
  /// SHA-256, in hexadecimal, of the public suffix list that tells operators; `nil` where there was none.
  public var publicSuffixSHA256: String?
  /// What the wave is of.
  public var frame: Frame
  /// How many domains the lists named, of which a sample was taken; `nil` where all were.
  public var listedDomains: Int?
  /// The lists' names, the first is that of `domain_weighted`.
  public var lists: [ListSummary]
  /// How many domains have each MX status.
  public var domains: [MXStatus: Int]
  /// How many MX hosts that an MX record names came to each outcome; those without an address are apart.
  public var hosts: [Outcome: Int]
  /// MX hosts that an MX record names and that have no address, by the reason.
  public var hostsWithoutAddress: [DNSFailure: Int]
  /// Reasons of the final probes, by outcome and reason word, with their number.
  public var reasons: [ReasonCount]
  /// The points of its trend.
  public var points: [TrendPoint]
  /// Issuers, protocol versions, lifetimes and the like, by topic, then in the order of the topic.
  public var breakdown: [BreakdownRow]
  /// What each sender policy comes to, in the order of the policies; empty for waves that were judged before there were
  /// any.
  public var senders: [SenderTally.Row]
  /// What was taken out of its record, and what of it can't be relied on.
  public var reservations: WaveReservations
  /// Names that were taken from others at their address; `nil` where every name was probed.
  public var inference: InferenceSummary?

  /// How often final probes ended for one reason.
  public struct ReasonCount: Hashable, Sendable {
    /// The outcome.
    public var outcome: Outcome
    /// The reason's word.
    public var reason: String
    /// How many final probes.
    public var count: Int
    /// A count.
    public init(outcome: Outcome, reason: String, count: Int) {
      self.outcome = outcome
      self.reason = reason
      self.count = count
    }
  }

  /// One list of a wave.
  public struct ListSummary: Hashable, Sendable {
    /// What it was called when it was read.
    public var name: String
    /// How its weights came about.
    public var weighting: ListWeighting
    /// Lines that were no domain.
    public var rejectedLines: Int
    /// A list.
    public init(name: String, weighting: ListWeighting, rejectedLines: Int) {
      self.name = name
      self.weighting = weighting
      self.rejectedLines = rejectedLines
    }
  }

  /// A summary.
  public init(
    label: String, waveDate: String, startedAt: Instant, finishedAt: Instant, isSynthetic: Bool,
    listSHA256: String, trustStoreSHA256: String, version: String,
    classifierVersion: Int = Verdict.classifierVersion, settings: [String: String] = [:], vantage: String? = nil,
    publicSuffixSHA256: String? = nil, frame: Frame = .census, listedDomains: Int? = nil, lists: [ListSummary],
    domains: [MXStatus: Int], hosts: [Outcome: Int], hostsWithoutAddress: [DNSFailure: Int],
    reasons: [ReasonCount], points: [TrendPoint], breakdown: [BreakdownRow] = [], senders: [SenderTally.Row] = [],
    reservations: WaveReservations = WaveReservations(),
    inference: InferenceSummary? = nil
  ) {
    self.label = label
    self.waveDate = waveDate
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.isSynthetic = isSynthetic
    self.listSHA256 = listSHA256
    self.trustStoreSHA256 = trustStoreSHA256
    self.version = version
    self.classifierVersion = classifierVersion
    self.settings = settings
    self.vantage = vantage
    self.publicSuffixSHA256 = publicSuffixSHA256
    self.frame = frame
    self.listedDomains = listedDomains
    self.lists = lists
    self.domains = domains
    self.hosts = hosts
    self.hostsWithoutAddress = hostsWithoutAddress
    self.reasons = reasons
    self.points = points
    self.breakdown = breakdown
    self.senders = senders
    self.reservations = reservations
    self.inference = inference
  }

  /// The point of a metric, or `nil` where the wave has none.
  public func point(_ metric: Metric, unit: TrendUnit, base: Base) -> TrendPoint? {
    points.first { $0.unit == unit && $0.base == base && $0.metric == metric }
  }
}

/// How the weights of a list came about.
public enum ListWeighting: String, Sendable, Hashable, CaseIterable {
  /// Every domain weighs 1.
  case uniform
  /// The list gave weights; those of a repeated domain were added.
  case given
  /// The list gave ranks; a domain weighs 1/rank, its best rank counts.
  case rank
}
