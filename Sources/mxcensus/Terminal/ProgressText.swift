import SurveyCore
import SurveyScan

/// What is said of a stage: while it is under way, and when it is over.
struct ProgressText {
  /// Columns that a line may take; `nil`: as many as it needs.
  var width: Int?
  /// Whether every outcome is told, and not the most frequent alone.
  var isVerbose = false

  /// Outcomes that are told of a stage, unless all are.
  private static let outcomes = 4

  /// For example `probes 1,200 of 5,000 (24 %), 48/s, 1:19 left; tls 1,100, unreachable 100`.
  ///
  /// What does not fit is left out from the end: the rarest outcomes first.
  func line(_ snapshot: Progress.Snapshot, at now: ContinuousClock.Instant) -> String {
    let done = snapshot.before + snapshot.done
    if snapshot.total == 0, done == 0 {
      return fitted("\(snapshot.stage), \(ProgressText.clock(now - snapshot.began)) so far", outcomes: [])
    }
    var text = "\(snapshot.stage) \(ProgressLine.grouped(done))"
    if snapshot.total > 0 {
      text += " of \(ProgressLine.grouped(snapshot.total)) (\(done * 100 / snapshot.total) %)"
    }
    text += ", \(ProgressText.rate(snapshot, at: now))"
    if let wait = snapshot.wait {
      text +=
        "; \(ProgressLine.grouped(wait.names)) wait to be tried again, the first at \(wait.until.iso8601)"
      return fitted(text, outcomes: [])
    }
    if let remaining = snapshot.remaining(at: now) { text += ", \(ProgressText.clock(remaining)) left" }
    return fitted(text, outcomes: outcomes(of: snapshot))
  }

  /// For example `probes: 5,000 in 1:44, 48/s; tls 4,100, unreachable 900`.
  func summary(_ snapshot: Progress.Snapshot, at end: ContinuousClock.Instant) -> String {
    var text =
      "\(snapshot.stage): \(ProgressLine.grouped(snapshot.done)) in \(ProgressText.clock(end - snapshot.began))"
    if snapshot.before > 0 { text += " after \(ProgressLine.grouped(snapshot.before)) of an earlier run" }
    text += ", \(ProgressText.rate(snapshot, at: end))"
    return fitted(text, outcomes: outcomes(of: snapshot))
  }

  /// The outcomes with their numbers, the most frequent first.
  private func outcomes(of snapshot: Progress.Snapshot) -> [String] {
    let sorted = snapshot.words.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.map { "\($0.key) \(ProgressLine.grouped($0.value))" }
  }

  private func fitted(_ text: String, outcomes: [String]) -> String {
    // The last column stays free: a terminal may go to the next line once it is taken.
    let room = width.map { max(1, $0 - 1) } ?? .max
    let limit = isVerbose ? outcomes.count : min(outcomes.count, ProgressText.outcomes)
    var shown = outcomes.prefix(limit)
    func joined() -> String {
      let rest = shown.count < outcomes.count ? ", …" : ""
      return shown.isEmpty ? text : "\(text); \(shown.joined(separator: ", "))\(rest)"
    }
    while !shown.isEmpty, joined().count > room { shown.removeLast() }
    let line = joined()
    return line.count > room ? line.prefix(room - 1) + "…" : line
  }

  private static func rate(_ snapshot: Progress.Snapshot, at now: ContinuousClock.Instant) -> String {
    "\(ProgressLine.grouped(Int(snapshot.rate(at: now).rounded())))/s"
  }

  /// Minutes and seconds, from an hour on with hours, from a day on with days.
  static func clock(_ duration: Duration) -> String {
    let seconds = max(0, Int(duration / .seconds(1)))
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    let minutes = seconds / 60 % 60
    guard seconds >= 3_600 else { return "\(minutes):\(two(seconds % 60))" }
    let hours = seconds / 3_600
    let clock = "\(two(minutes)):\(two(seconds % 60))"
    return hours < 24 ? "\(hours):\(clock)" : "\(hours / 24) d \(hours % 24):\(clock)"
  }
}
