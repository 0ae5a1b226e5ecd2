internal import SurveyCore
internal import Synchronization

/// Tells a fault of our own that one name met from a storm of them, in which nothing can be measured.
///
/// Results that ended in a fault which may pass are held back until something else is seen. If nothing is, they are never
/// recorded: the names are pending when the wave goes on.
final class FaultGauge: Sendable {
  // A lock and not an actor: nothing but the list changes under it.
  private let held = Mutex<[ProbeResult]>([])
  private let limit: Int

  /// A gauge.
  /// - Parameter limit: results in a row that end so before it is a storm.
  init(limit: Int) { self.limit = limit }

  /// Takes a result in.
  /// - Returns: what is to be recorded now.
  /// - Throws: the fault, in a storm.
  func pass(_ result: ProbeResult) throws(LocalFault) -> [ProbeResult] {
    if let fault = result.passingFault {
      let count = held.withLock { held in
        held.append(result)
        return held.count
      }
      if count >= limit { throw fault }
      return []
    }
    // What was not dialled says nothing of our side.
    guard result.isConclusive else { return [result] }
    return held.withLock { held in
      defer { held = [] }
      return held + [result]
    }
  }

  /// The end of all visits.
  /// - Throws: the fault, where results are held back still.
  func finish() throws(LocalFault) {
    if let fault = held.withLock({ $0.last?.passingFault }) { throw fault }
  }
}

extension ProbeResult {
  /// The fault of our own that it ended in, where another try may go through a little later.
  fileprivate var passingFault: LocalFault? {
    if case .local(let fault) = finalObservation.ending.reason, fault.mayPass { fault } else { nil }
  }
}
