import SurveyCore

/// Whether the clock is behind what it can't be behind of.
struct ClockExamination: Sendable {
  /// The nominal date of the newest wave in the database; `nil` without one.
  let newestWave: String?

  var finding: Finding {
    let now = Instant.now
    // A program can't be older than its own file.
    let built = FileStatus.modified("/proc/self/exe")
    let tried = "comparing the clock with this program's file\(newestWave == nil ? "" : " and the newest wave")"
    if let built, now < built { return behind(tried, "it says \(now.iso8601), and the program is of \(built.iso8601)") }
    if let newestWave, now.date < newestWave {
      return behind(tried, "it says \(now.date), and the newest wave is of \(newestWave)")
    }
    return Finding(subject: "clock", verdict: .fine, tried: tried, found: now.iso8601)
  }

  private func behind(_ tried: String, _ found: String) -> Finding {
    Finding(
      subject: "clock", verdict: .configuration, tried: tried, found: found,
      fix: "set the clock, by systemd-timesyncd for example: certificates are judged by it")
  }
}
