internal import SurveyCore
internal import Synchronization

/// Tells a fault of our own that one name met from a storm of them, in which nothing can be measured.
///
/// Results that ended in a fault which may pass are held back until something else is seen, or whoever waits for them is to
/// have them. If neither comes, they are never recorded: the names are pending when the wave goes on.
final class FaultGauge: Sendable {
  private struct State {
    var held: [ProbeResult] = []
    /// Results in a row that ended so, those that were given away included.
    var count = 0
  }

  // A lock and not an actor: nothing but the list changes under it.
  private let state = Mutex(State())
  private let limit: Int

  /// A gauge.
  /// - Parameter limit: results in a row that end so before it is a storm.
  init(limit: Int) { self.limit = limit }

  /// Takes a result in.
  /// - Returns: what is to be recorded now.
  /// - Throws: the fault, in a storm.
  func pass(_ result: ProbeResult) throws(LocalFault) -> [ProbeResult] {
    if let fault = result.passingFault {
      let count = state.withLock { state in
        state.held.append(result)
        state.count += 1
        return state.count
      }
      if count >= limit { throw fault }
      return []
    }
    // What was not dialled says nothing of our side.
    guard result.isConclusive else { return [result] }
    return state.withLock { state in
      defer { state = State() }
      return state.held + [result]
    }
  }

  /// Gives away what is held back; it counts in a storm all the same.
  func release() -> [ProbeResult] {
    state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
  }

  /// The end of all visits.
  /// - Throws: the fault, where results are held back still.
  func finish() throws(LocalFault) {
    if let fault = state.withLock({ $0.held.last?.passingFault }) { throw fault }
  }
}

extension ProbeResult {
  /// The fault of our own that it ended in, where another try may go through a little later.
  fileprivate var passingFault: LocalFault? {
    if case .local(let fault) = finalObservation.ending.reason, fault.mayPass { fault } else { nil }
  }
}
