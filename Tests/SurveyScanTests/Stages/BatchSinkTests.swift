import Testing

@testable import SurveyScan

@Suite struct BatchSinkTests {
  @Test func writesFullBatchesAndTheRest() async throws {
    let batches = Locked<[[Int]]>([])
    let sink = BatchSink<Int>(limit: 10, patience: .seconds(3_600)) { rows in batches.withLock { $0.append(rows) } }
    for row in 0..<25 { try await sink.add(row) }
    #expect(batches.withLock { $0.map(\.count) } == [10, 10])
    try await sink.flush()
    #expect(batches.withLock { $0.flatMap { $0 } } == Array(0..<25))
  }

  @Test(.timeLimit(.minutes(1))) func aRowIsWrittenInTimeThoughNoOtherComes() async throws {
    let written = Locked(0)
    let sink = BatchSink<Int>(limit: 1_000, patience: .milliseconds(5)) { rows in
      written.withLock { $0 += rows.count }
    }
    try await sink.collect {
      try await sink.add(1)
      while written.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(1)) }
    }
    #expect(written.withLock { $0 } == 1)
  }

  @Test func whatFailedWorkHadAddedIsWritten() async throws {
    struct Gone: Error {}
    let written = Locked<[Int]>([])
    let sink = BatchSink<Int>(patience: .seconds(3_600)) { rows in written.withLock { $0 += rows } }
    await #expect(throws: Gone.self) {
      try await sink.collect {
        try await sink.add(7)
        throw Gone()
      }
    }
    #expect(written.withLock { $0 } == [7])
  }

  @Test func anEmptyFlushWritesNothing() async throws {
    let calls = Locked(0)
    let sink = BatchSink<Int> { _ in calls.withLock { $0 += 1 } }
    try await sink.flush()
    #expect(calls.withLock { $0 } == 0)
  }

  /// A write that is under way when there is nothing left to write is waited for all the same.
  @Test func settlingWaitsForWritesThatAreUnderWay() async throws {
    let began = Locked(false)
    let isSafe = Locked(false)
    let sink = BatchSink<Int>(limit: 1) { _ in
      began.withLock { $0 = true }
      try await Task.sleep(for: .milliseconds(20))
      isSafe.withLock { $0 = true }
    }
    let adding = Task { try await sink.add(1) }
    while !began.withLock({ $0 }) { await Task.yield() }
    try await sink.settle()
    #expect(isSafe.withLock { $0 })
    try await adding.value
  }

  /// Workers wait for a disk that is stuck: what they bring does not pile up.
  @Test func noMoreThanTwoBatchesAndARowOfEachWorkerAreHeld() async throws {
    let isStuck = Locked(true)
    let added = Locked(0)
    let largest = Locked(0)
    let sink = BatchSink<Int>(limit: 10, patience: .seconds(3_600)) { rows in
      largest.withLock { $0 = max($0, rows.count) }
      while isStuck.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
    }
    try await withThrowingTaskGroup { group in
      for worker in 0..<5 {
        group.addTask {
          for row in 0..<100 {
            added.withLock { $0 += 1 }
            try await sink.add(worker * 100 + row)
          }
        }
      }
      var before = -1
      while before != added.withLock({ $0 }) {
        before = added.withLock { $0 }
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(before >= 20)
      #expect(before <= 10 + 10 + 5)
      isStuck.withLock { $0 = false }
      try await group.waitForAll()
    }
    try await sink.settle()
    #expect(added.withLock { $0 } == 500)
    #expect(largest.withLock { $0 } <= 10 + 5)
  }
}
