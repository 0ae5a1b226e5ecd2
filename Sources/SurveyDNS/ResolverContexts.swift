import SurveyCore
import Synchronization

/// The libunbound contexts that lookups go through, replaced as a whole when they have outlived a dead resolver:
/// libunbound remembers for minutes that a forwarder was dead, and that a key could not be fetched.
final class ResolverContexts: Sendable {
  private struct Generation {
    var number = 0
    var loops: [LookupLoop]
    var isClosed = false
  }

  private let configuration: ResolverConfiguration
  /// Guards which loops are current. An actor won't do: `close` and `deinit` are synchronous.
  private let current: Mutex<Generation>

  init(_ configuration: ResolverConfiguration) throws(ResolverError) {
    self.configuration = configuration
    current = Mutex(Generation(loops: try ResolverContexts.loops(configuration)))
  }

  deinit { close() }

  /// The number of the generation that a lookup would be asked of now.
  var generation: Int { current.withLock { $0.number } }

  /// Asks the current contexts; tells which generation answered.
  func ask(_ question: Question) async -> (generation: Int, LookupEnding) {
    while true {
      let (number, loops, isClosed) = current.withLock { ($0.number, $0.loops, $0.isClosed) }
      guard !isClosed else { return (number, .cancelled) }
      // By name alone, so that all types of a name find one cache.
      let index = Int(UInt(bitPattern: question.owner.hashValue) % UInt(loops.count))
      let ending = await loops[index].ask(question, timeout: configuration.lookupTimeout)
      // A generation that retired in between may have gone before the question came.
      guard ending == .ended else { return (number, ending) }
    }
  }

  /// Whether each of the current contexts gets an answer through; tells which generation was asked.
  func check() async -> (generation: Int, isAlive: Bool) {
    let (number, loops) = current.withLock { ($0.number, $0.loops) }
    return (number, await isAlive(loops))
  }

  /// Puts new contexts in the place of the current ones if the resolver answers them; what is in flight may end.
  /// - Returns: the new generation.
  /// - Throws: `resolver` where it does not answer, `descriptors` or `memory` where it can't be asked.
  func renew() async throws(LocalFault) -> Int {
    let loops: [LookupLoop]
    do {
      loops = try ResolverContexts.loops(configuration)
    } catch {
      throw error.fault
    }
    guard await isAlive(loops) else {
      for loop in loops { loop.close() }
      throw Task.isCancelled ? .cancelled : .resolver
    }
    let (retired, number) = current.withLock { generation -> ([LookupLoop], Int) in
      guard !generation.isClosed else { return (loops, generation.number) }
      defer {
        generation.loops = loops
        generation.number += 1
      }
      return (generation.loops, generation.number + 1)
    }
    for loop in retired { loop.retire() }
    return number
  }

  /// Cancels everything and ends the threads.
  func close() {
    let loops = current.withLock { generation in
      generation.isClosed = true
      return generation.loops
    }
    for loop in loops { loop.close() }
  }

  private func isAlive(_ loops: [LookupLoop]) async -> Bool {
    let timeout = configuration.health.checkTimeout
    return await withTaskGroup { group in
      for loop in loops {
        group.addTask { await loop.ask(.check(), timeout: timeout) }
      }
      return await group.allSatisfy {
        if case .answer(let answer) = $0 { answer.isConclusive } else { false }
      }
    }
  }

  private static func loops(_ configuration: ResolverConfiguration) throws(ResolverError) -> [LookupLoop] {
    var loops: [LookupLoop] = []
    do {
      for _ in 0..<max(1, configuration.contexts) {
        loops.append(try LookupLoop(configuration, trustAnchorFile: configuration.trustAnchorFile))
      }
    } catch {
      for loop in loops { loop.close() }
      throw error
    }
    return loops
  }
}

extension Question {
  /// A question that no cache of ours can answer: a top-level domain that does not exist. NXDOMAIN proves that the
  /// resolver lives as well as data does.
  ///
  /// Two labels, as systemd-resolved does not forward a single one.
  static func check() -> Question {
    Question(owner: "mxcensus.\(String(UInt64.random(in: .min ... .max), radix: 16))-check", .a)
  }
}
