import SurveyCore
import SurveyScan

/// Shows how far a wave is: on a terminal a line that is rewritten each second and stays when its stage is over, else a
/// line a minute.
struct ProgressLine {
  let progress: Progress
  let isQuiet: Bool
  var isVerbose = false

  /// Shows progress until cancelled.
  func run() async {
    guard !isQuiet else { return }
    let rewrites = Terminal.rewritesLines
    let interval = rewrites ? Duration.seconds(1) : .seconds(60)
    while !Task.isCancelled {
      do { try await Task.sleep(for: interval) } catch { break }
      sayEnded(rewrites: rewrites)
      let snapshot = progress.snapshot
      guard !snapshot.stage.isEmpty else { continue }
      let line = text(rewrites: rewrites).line(snapshot, at: .now)
      if rewrites { Terminal.sayAgain(line, heading: snapshot.stage) } else { Terminal.say(line) }
    }
    progress.end()
    sayEnded(rewrites: rewrites)
    if rewrites { Terminal.sayAgain("") }
  }

  /// What the stages that are over came to: on a terminal, where their line was, and where more words are wanted.
  private func sayEnded(rewrites: Bool) {
    let ended = progress.takeEnded()
    guard rewrites || isVerbose else { return }
    for snapshot in ended where snapshot.done > 0 {
      let summary = text(rewrites: rewrites).summary(snapshot, at: snapshot.ended ?? .now)
      if rewrites { Terminal.sayAgain(summary, heading: snapshot.stage, isKept: true) } else { Terminal.say(summary) }
    }
  }

  private func text(rewrites: Bool) -> ProgressText {
    ProgressText(width: rewrites ? Terminal.columns : nil, isVerbose: isVerbose)
  }

  /// Digits in groups of three.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 && digits[index - 1] != "-" ? ",\(digit)" : String(digit)
    }.joined()
  }
}
