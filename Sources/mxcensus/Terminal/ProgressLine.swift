import SurveyCore
import SurveyScan

/// Shows how far a wave is: a line that is rewritten each second on a terminal, else one a minute.
struct ProgressLine {
  let progress: Progress
  let isQuiet: Bool

  /// Shows progress until cancelled.
  func run() async {
    guard !isQuiet else { return }
    let interval = Terminal.isInteractive ? Duration.seconds(1) : .seconds(60)
    while !Task.isCancelled {
      do { try await Task.sleep(for: interval) } catch { break }
      let snapshot = progress.snapshot
      guard !snapshot.stage.isEmpty else { continue }
      if Terminal.isInteractive {
        Terminal.sayAgain(ProgressLine.text(snapshot, at: .now))
      } else {
        Terminal.say(ProgressLine.text(snapshot, at: .now))
      }
    }
    if Terminal.isInteractive { Terminal.sayAgain("") }
  }

  /// For example `probes 1,200 of 5,000 (24 %), 48/s, 1:19 left; tls 1,100, unreachable 100`.
  static func text(_ snapshot: Progress.Snapshot, at now: ContinuousClock.Instant) -> String {
    let done = snapshot.before + snapshot.done
    var text = "\(snapshot.stage) \(grouped(done))"
    if snapshot.total > 0 { text += " of \(grouped(snapshot.total)) (\(done * 100 / snapshot.total) %)" }
    text += ", \(grouped(Int(snapshot.rate(at: now).rounded())))/s"
    if let wait = snapshot.wait {
      return text + "; \(grouped(wait.names)) wait to be tried again, the first at \(wait.until.iso8601)"
    }
    if let remaining = snapshot.remaining(at: now) { text += ", \(clock(remaining)) left" }
    let words = snapshot.words.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !words.isEmpty { text += "; " + words.map { "\($0.key) \(grouped($0.value))" }.joined(separator: ", ") }
    return text
  }

  /// Digits in groups of three.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 && digits[index - 1] != "-" ? ",\(digit)" : String(digit)
    }.joined()
  }

  private static func clock(_ duration: Duration) -> String {
    let seconds = Int(duration / .seconds(1))
    let minutes = seconds / 60 % 60
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    return seconds < 3_600
      ? "\(minutes):\(two(seconds % 60))" : "\(seconds / 3_600):\(two(minutes)):\(two(seconds % 60))"
  }
}
