internal import SurveyCore

/// Decides from the results of a wave when to doubt the place from which it is measured: a value without clock and
/// network.
///
/// A list of dead hosts looks like a dead network, so silence alone stops no wave that anybody has answered: it only has the
/// canaries asked earlier. Where nobody ever has, there are no canaries, and a closed port 25 is what is left to believe.
struct VantageGauge {
  /// What is to be done after a result.
  enum Step: Hashable {
    /// Go on.
    case goOn
    /// Ask the canaries.
    case ask
    /// Stop: so many of so many turned us away for who we are.
    case stop(refusals: Int, of: Int)
    /// Stop: none of so many answered, and nobody before.
    case stopUnanswered(probes: Int)
  }

  /// Canaries that are kept.
  static let canaryCount = 5
  /// Probes after which canaries are asked in any case.
  static let interval = 1_000
  /// Probes of which nearly all must be unreachable for canaries to be asked earlier, and how many those are.
  static let silenceWindow = 200
  static let silentProbes = 190
  /// Probes at the end of a wave of which nearly all must be unreachable for canaries to be asked once more, and how many
  /// those are.
  static let lastProbes = 20
  static let lastSilentProbes = 19
  /// Conclusive probes of which so many must turn us away for a wave to stop: 30 %.
  static let refusalWindow = 500
  static let refusals = 150
  /// Probes before canaries that could not be asked are tried once more.
  static let patience = 50

  private(set) var canaries: [Canary] = []
  /// Whether anybody has answered, in this run or an earlier one.
  private var isAnswered: Bool
  private var sinceAsked = 0
  private var silence = SlidingShare(size: silenceWindow)
  private var last = SlidingShare(size: lastProbes)
  private var refused = SlidingShare(size: refusalWindow)

  /// A gauge.
  /// - Parameters:
  ///   - isAnswered: whether a host answered in an earlier run of the wave.
  ///   - known: hosts that completed a handshake then.
  init(isAnswered: Bool, known: [Canary] = []) {
    self.isAnswered = isAnswered
    for canary in known { adopt(canary) }
  }

  /// Whether what was seen at last, after the last time that canaries were asked, looks like a dead network. Where that was
  /// too little to tell, as in what is left of a wave that goes on, all of it has to.
  var endsInSilence: Bool {
    guard canaries.count >= 2, last.count > 0 else { return false }
    return last.hits >= (last.isFull ? VantageGauge.lastSilentProbes : last.count)
  }

  /// Takes a result in.
  mutating func note(_ result: ProbeResult) -> Step {
    let final = result.finalObservation
    guard result.isConclusive else { return .goOn }
    adopt(result)
    silence.add(final.ending.outcome == .unreachable)
    last.add(final.ending.outcome == .unreachable)
    refused.add(final.ending.isRefusalOfUs)
    sinceAsked += 1
    if refused.isFull, refused.hits >= VantageGauge.refusals {
      return .stop(refusals: refused.hits, of: refused.count)
    }
    if final.ending.outcome != .unreachable { isAnswered = true }
    if !isAnswered, silence.isFull { return .stopUnanswered(probes: silence.count) }
    let isSilent = silence.isFull && silence.hits >= VantageGauge.silentProbes
    return canaries.count >= 2 && (isSilent || sinceAsked >= VantageGauge.interval) ? .ask : .goOn
  }

  /// The canaries were asked: the next time is after as many probes again.
  mutating func asked() {
    sinceAsked = 0
    silence.reset()
    last.reset()
  }

  /// Too few of the canaries could be asked: sooner again.
  mutating func couldNotAsk() {
    sinceAsked = max(0, VantageGauge.interval - VantageGauge.patience)
    silence.reset()
  }

  /// Lets a canary go that can't be asked again in this wave, so that another takes its place.
  mutating func drop(_ canary: Canary) { canaries.removeAll { $0 == canary } }

  /// Puts a canary that was asked behind the others, so that all take their turn.
  mutating func moveBack(_ canary: Canary) {
    guard let index = canaries.firstIndex(of: canary) else { return }
    canaries.append(canaries.remove(at: index))
  }

  private mutating func adopt(_ result: ProbeResult) {
    let final = result.finalObservation
    guard final.ending.outcome == .tls else { return }
    adopt(
      Canary(
        addressID: result.addressID, target: final.target, look: final.look, leaf: final.chain?.leaf.sha256))
  }

  /// One of a network is enough.
  private mutating func adopt(_ canary: Canary) {
    guard canaries.count < VantageGauge.canaryCount,
      !canaries.contains(where: { $0.target.address.network == canary.target.address.network })
    else { return }
    canaries.append(canary)
  }
}

extension ProbeEnding {
  /// Whether a greeting or the reply to EHLO turned us away, and said that it is for who we are.
  var isRefusalOfUs: Bool {
    switch reason {
    case .greeting4xx, .greeting5xx, .ehloRejected: RefusalText.isOne(text)
    default: false
    }
  }
}
