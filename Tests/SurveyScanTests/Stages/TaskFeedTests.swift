import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct TaskFeedTests {
  @Test func handsOutEveryTaskOnceToManyPullers() async throws {
    let source = Locked(Array(0..<50).map { batch in Array(batch * 20..<batch * 20 + 20) })
    let feed = TaskFeed<Int> { source.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
    let seen = Locked<[Int]>([])
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<64 {
        group.addTask { while let item = try await feed.next() { seen.withLock { $0.append(item) } } }
      }
    }
    #expect(seen.withLock { $0.sorted() } == Array(0..<1_000))
  }

  @Test func anEmptyBatchIsNotTheEnd() async throws {
    let source = Locked<[[Int]?]>([[], [7], [], nil])
    let feed = TaskFeed<Int> { source.withLock { $0.removeFirst() } }
    #expect(try await feed.next() == 7)
    #expect(try await feed.next() == nil)
    #expect(try await feed.next() == nil)
  }

  @Test func neverFetchesTwiceAtATime() async throws {
    let inside = Locked(0)
    let most = Locked(0)
    let left = Locked(40)
    let feed = TaskFeed<Int> {
      let now = inside.withLock {
        $0 += 1; return $0
      }
      most.withLock { $0 = max($0, now) }
      await Task.yield()
      inside.withLock { $0 -= 1 }
      return left.withLock {
        $0 -= 1; return $0 < 0 ? nil : [$0]
      }
    }
    await withTaskGroup { group in
      for _ in 0..<16 { group.addTask { while (try? await feed.next()) ?? nil != nil {} } }
    }
    #expect(most.withLock { $0 } == 1)
  }

  @Test func aFailingSourceFailsThePullers() async {
    struct Gone: Error {}
    let feed = TaskFeed<Int> { throw Gone() }
    await #expect(throws: Gone.self) { try await feed.next() }
  }

  /// A source that is silent until it is cancelled, once; then it has a task.
  private func silentFirst() -> (feed: TaskFeed<Int>, fetches: Locked<Int>) {
    let fetches = Locked(0)
    let feed = TaskFeed<Int> {
      let number = fetches.withLock {
        $0 += 1; return $0
      }
      if number == 1 { try await Task.sleep(for: .seconds(3_600)) }
      return [number]
    }
    return (feed, fetches)
  }

  @Test func aSilentSourceIsLeftByAllWhoWait() async throws {
    let (feed, fetches) = silentFirst()
    let pullers = (0..<100).map { _ in Task { try await feed.next() } }
    while fetches.withLock({ $0 }) == 0 { await Task.yield() }
    for puller in pullers { puller.cancel() }
    for puller in pullers { await #expect(throws: CancellationError.self) { try await puller.value } }
    // Who comes afterwards is none of those who left.
    #expect(try await feed.next() == 2)
  }

  @Test func whoLeavesTheLineTakesNothingFromTheOthers() async throws {
    let batch = Locked<[Int]?>(nil)
    let feed = TaskFeed<Int> {
      while true {
        if let tasks = batch.withLock({ $0.take() }) { return tasks }
        try await Task.sleep(for: .milliseconds(1))
      }
    }
    let leaving = (0..<10).map { _ in Task { try await feed.next() } }
    let staying = (0..<10).map { _ in Task { try await feed.next() } }
    for puller in leaving { puller.cancel() }
    for puller in leaving { await #expect(throws: CancellationError.self) { try await puller.value } }
    var seen: [Int] = []
    batch.withLock { $0 = Array(0..<10) }
    for puller in staying { if let task = try await puller.value { seen.append(task) } }
    #expect(seen.sorted() == Array(0..<10))
  }
}

@Suite struct ShuffledPlacesTests {
  @Test(arguments: [0, 1, 2, 511, 512, 513, 5_000])
  func visitsEveryPlaceOnce(count: UInt64) async {
    let places = ShuffledPlaces(count: count, seed: 7)
    var all: [UInt64] = []
    while let batch = await places.next() { all += batch }
    #expect(all.sorted() == Array(0..<count))
  }

  @Test func theSeedDecidesTheOrder() async {
    func order(_ seed: UInt64) async -> [UInt64]? { await ShuffledPlaces(count: 500, seed: seed).next() }
    let (first, again, other) = await (order(1), order(1), order(2))
    #expect(first == again)
    #expect(first != other)
    #expect(first != Array(0..<500))
  }
}
