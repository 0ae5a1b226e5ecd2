import SurveyCore
import SurveyStore
import Synchronization
import Testing

@testable import mxcensus

@Suite struct HostCacheTests {
  private final class Calls: Sendable {
    let count = Mutex<[String: Int]>([:])

    func add(_ name: DomainName) -> Int {
      count.withLock {
        $0[name.text, default: 0] += 1
        return $0[name.text] ?? 0
      }
    }

    subscript(name: String) -> Int { count.withLock { $0[name] ?? 0 } }
  }

  private final class Held: Sendable { let continuation = Mutex<CheckedContinuation<Void, Never>?>(nil) }

  private func name(_ text: String) -> DomainName { DomainName(uncheckedCanonical: text) }

  private static func finding(records: Int) -> HostFinding {
    HostFinding(
      lookup: HostLookup(restoring: [.v4(1)], failure: .nodata, partialFailure: nil, dnssec: .insecure),
      tlsa: TLSAFinding(state: .usable, records: (0..<records).map { [3, 1, 1, UInt8($0)] }))
  }

  @Test func aHostIsLookedUpOnce() async throws {
    let calls = Calls()
    let cache = HostCache {
      _ = calls.add($0)
      return Self.finding(records: 1)
    }
    for _ in 0..<3 { _ = try await cache.finding(of: name("mx.example")) }
    #expect(calls["mx.example"] == 1)
  }

  @Test func whatNobodyAskedForWhileAsManyOthersCameIsForgotten() async throws {
    let calls = Calls()
    let cache = HostCache(capacity: 2) {
      _ = calls.add($0)
      return Self.finding(records: 1)
    }
    for text in ["a", "b", "c", "a", "d", "b", "a"] { _ = try await cache.finding(of: name(text)) }
    #expect(calls["a"] == 1 && calls["b"] == 2)
  }

  /// Hosts with many records are fewer.
  @Test func itHoldsNoMoreOctetsThanItMay() async throws {
    let calls = Calls()
    let cache = HostCache(capacity: 1_000, maximumOctets: 10_000) {
      _ = calls.add($0)
      return Self.finding(records: $0.text == "small" ? 1 : 100)
    }
    for text in ["small", "a", "b", "c", "small", "a", "d", "e", "f", "g", "h", "small", "a"] {
      _ = try await cache.finding(of: name(text))
    }
    #expect(calls["a"] == 2 && calls["small"] == 2)
    // Asking again is no new finding.
    for _ in 0..<100 { _ = try await cache.finding(of: name("a")) }
    #expect(calls["a"] == 2)
  }

  /// Where the work of one that waits is given up, the others are answered all the same.
  @Test func aLookUpThatAnotherGaveUpIsMadeAnew() async throws {
    let calls = Calls()
    let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
    let held = Held()
    let cache = HostCache { [calls] name in
      guard calls.add(name) == 1 else { return Self.finding(records: 1) }
      await withCheckedContinuation { continuation in
        held.continuation.withLock { $0 = continuation }
        beginning.yield()
      }
      try Task.checkCancellation()
      return Self.finding(records: 2)
    }
    let host = name("mx.example")
    let first = Task { try await cache.finding(of: host) }
    for await _ in begun { break }
    let second = Task { try await cache.finding(of: host) }
    // It waits for the same.
    for _ in 0..<1_000 { await Task.yield() }
    first.cancel()
    held.continuation.withLock { $0?.resume() }
    #expect(try await second.value.tlsa?.records.count == 1)
    await #expect(throws: CancellationError.self) { try await first.value }
    #expect(calls["mx.example"] == 2)
  }
}
