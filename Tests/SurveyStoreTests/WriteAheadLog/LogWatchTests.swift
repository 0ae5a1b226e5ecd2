import Foundation
import SurveyCore
import Synchronization
import Testing

@testable import SurveyStore

/// Somebody else reads for long while a wave is written.
@Suite(.timeLimit(.minutes(2))) struct LogWatchTests {
  private static let limit = 1 << 19
  private static let batch = 500

  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func rule(patience: Duration) -> LogRule {
    LogRule(limit: Self.limit, patience: patience, interval: .milliseconds(100), pause: .milliseconds(10))
  }

  private func add(_ number: Int, to wave: Wave) async throws {
    let domains = (0..<Self.batch).map { index in
      ListedDomain(name: DomainName(uncheckedCanonical: "d\(number * Self.batch + index).example"), weight: 1)
    }
    try await wave.add(domains, listNumber: 0, weighting: .uniform)
  }

  private var logSize: Int {
    get throws {
      let attributes = try FileManager.default.attributesOfItem(atPath: scratch.file("survey.db-wal"))
      return try #require(attributes[.size] as? Int)
    }
  }

  @Test func writingWaitsForTheReaderAndLosesNothing() async throws {
    let warnings = Warnings()
    let database = try SurveyDatabase(
      writing: scratch.file("survey.db"), log: rule(patience: .seconds(100)), warn: { warnings.add($0) })
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let reader = try Reader(scratch.file("survey.db"))
    let written = Counter()
    let batches = 60
    let writer = Task {
      for number in 0..<batches {
        try await add(number, to: wave)
        written.count()
      }
    }
    while !warnings.all.contains(where: \.isWaiting) { try await Task.sleep(for: .milliseconds(5)) }
    let held = written.value
    #expect(held < batches)
    try await Task.sleep(for: .milliseconds(300))
    #expect(written.value == held)
    // One commit may pass the limit; none comes behind it.
    #expect(try logSize < 2 * Self.limit)
    let last = try #require(warnings.all.last)
    #expect(last.isWaiting && last.size >= Self.limit && last.held >= .milliseconds(100))
    #expect(last.readers == [reader.number])
    // Once in its interval, and not with every attempt.
    #expect(warnings.all.count < 30)

    try reader.end()
    try await writer.value
    #expect(try logSize < 2 * Self.limit)
    #expect(try database.value("SELECT count(*) FROM scan_domain") == "\(batches * Self.batch)")
    try database.close()
  }

  @Test func afterItsPatienceItWritesOnAndTheLogGrows() async throws {
    let warnings = Warnings()
    let database = try SurveyDatabase(
      writing: scratch.file("survey.db"), log: rule(patience: .milliseconds(200)), warn: { warnings.add($0) })
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let reader = try Reader(scratch.file("survey.db"))
    for number in 0..<60 { try await add(number, to: wave) }
    #expect(try logSize > 2 * Self.limit)
    #expect(warnings.all.last?.isWaiting == false)
    // The end of a survey does not wait for readers, and leaves the log to whoever opens the database next.
    let began = ContinuousClock.now
    try database.close()
    #expect(ContinuousClock.now - began < .seconds(5))
    try reader.end()
    let next = try SurveyDatabase(writing: scratch.file("survey.db"))
    #expect(try next.value("SELECT count(*) FROM scan_domain") == "\(60 * Self.batch)")
    #expect(try next.value("PRAGMA integrity_check") == "ok")
    try next.close()
  }

  @Test func whoeverIsStoppedDoesNotWait() async throws {
    let warnings = Warnings()
    let database = try SurveyDatabase(
      writing: scratch.file("survey.db"), log: rule(patience: .seconds(100)), warn: { warnings.add($0) })
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    let reader = try Reader(scratch.file("survey.db"))
    let written = Counter()
    let writer = Task {
      while !Task.isCancelled {
        try await add(written.value, to: wave)
        written.count()
      }
    }
    while !warnings.all.contains(where: \.isWaiting) { try await Task.sleep(for: .milliseconds(5)) }
    writer.cancel()
    try await writer.value
    #expect(try database.value("SELECT count(*) FROM scan_domain") == "\(written.value * Self.batch)")
    try reader.end()
    try database.close()
  }

  @Test func withoutReadersNobodyIsWarned() async throws {
    let warnings = Warnings()
    let database = try SurveyDatabase(
      writing: scratch.file("survey.db"), log: rule(patience: .seconds(100)), warn: { warnings.add($0) })
    let wave = try await database.wave(WaveSetup(), startedAt: Instant(epoch: 1_000_000))
    for number in 0..<60 { try await add(number, to: wave) }
    #expect(warnings.all == [])
    #expect(try logSize < 2 * Self.limit)
    try database.close()
  }

  @Test func readersAreToldFromTheKernelsList() {
    let lines = """
      1: POSIX  ADVISORY  READ 4711 fe:01:131090 124 124
      2: POSIX  ADVISORY  READ 12 fe:01:131090 124 124
      3: POSIX  ADVISORY  WRITE 4712 fe:01:131090 120 120
      4: POSIX  ADVISORY  READ 4713 fe:01:131090 128 128
      5: POSIX  ADVISORY  READ 4714 fe:01:131091 124 124
      6: FLOCK  ADVISORY  WRITE 4715 fe:01:131090 0 EOF
      7: POSIX  ADVISORY  READ 815 fe:01:131090 123 123
      7: -> POSIX  ADVISORY  READ 816 fe:01:131090 123 123
      """
    #expect(LogReaders.others(than: 12, inode: 131_090, in: lines) == [815, 4_711])
  }
}

/// Warnings that came.
private final class Warnings: Sendable {
  private let state = Mutex<[LogWarning]>([])

  var all: [LogWarning] { state.withLock { $0 } }

  func add(_ warning: LogWarning) { state.withLock { $0.append(warning) } }
}
