import SurveyCore
import SurveyScan
import SurveyStore

/// Notes jumps of the wall clock while a wave is under way: what the wave says of the time of day is then to be doubted,
/// and how long things took is not.
struct ClockNotes: Sendable {
  let wave: Wave
  let now: @Sendable () -> Instant

  private static let interval = Duration.seconds(5)

  /// Watches the clock while a body runs.
  func watching(_ body: () async throws -> Void) async throws {
    let task = Task { try await watch() }
    do {
      try await body()
    } catch {
      task.cancel()
      // The body's error counts.
      do { try await task.value } catch {}
      throw error
    }
    task.cancel()
    try await task.value
  }

  private func watch() async throws {
    var watch = ClockWatch(wall: now(), steady: .now)
    var isOver = false
    while !isOver {
      do { try await Task.sleep(for: ClockNotes.interval) } catch { isOver = true }
      let instant = now()
      guard let seconds = watch.look(wall: instant, steady: .now) else { continue }
      Terminal.say(
        "mxcensus: the wall clock jumped by \(seconds) s; times of this wave are as it shows them, and it is noted")
      try await wave.noteClockJump(by: seconds, at: instant)
    }
  }
}
