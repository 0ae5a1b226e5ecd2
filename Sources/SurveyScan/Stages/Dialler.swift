internal import SurveyCore

/// Makes the connections of the probe stage: whatever it dials has passed the policy and the ledger.
struct Dialler: Sendable {
  let ledger: DialLedger
  let policy: LivePolicy
  let visitsIPv6: Bool
  let width: WindowWidth
  let patience: FaultPatience
  /// Whether connections may be opened still.
  let mayDial: @Sendable () -> Bool
  let now: @Sendable () -> Instant
  let probe: @Sendable (ProbeTarget, Look) async -> Observation

  /// One look, when its time has come; where our own host lacks descriptors, ports or memory, after a pause again. What
  /// may not be dialled says so.
  /// - Returns: `nil` where no connection is to be opened any more.
  func observe(_ target: ProbeTarget, _ look: Look) async throws -> Observation? {
    var pause = patience.pause
    for attempt in 1... {
      guard mayDial() else { return nil }
      if let reason = reasonNotToDial(target) { return notDialled(target, look, reason) }
      guard try await ledger.permit(target.address) else {
        return notDialled(target, look, .policy(.addressLimit))
      }
      guard mayDial() else {
        ledger.withdraw(target.address)
        return nil
      }
      // The lists may have been read again in the meantime.
      if let reason = reasonNotToDial(target) {
        ledger.withdraw(target.address)
        return notDialled(target, look, reason)
      }
      let observation = await probe(target, look)
      ledger.hungUp(target.address)
      try Task.checkCancellation()
      guard case .local(let fault) = observation.ending.reason, fault.mayPass else {
        width.recover()
        return observation
      }
      ledger.withdraw(target.address)
      width.shrink()
      guard attempt < patience.tries else { return observation }
      try await Task.sleep(for: pause)
      pause *= 2
    }
    preconditionFailure("the loop above returns")
  }

  private func reasonNotToDial(_ target: ProbeTarget) -> Reason? {
    if let refusal = policy.current.refusal(of: target) { return .policy(refusal) }
    return target.address.isIPv6 && !visitsIPv6 ? .local(.noIPv6) : nil
  }

  private func notDialled(_ target: ProbeTarget, _ look: Look, _ reason: Reason) -> Observation {
    Observation(
      target: target, look: look, observedAt: now(), ending: ProbeEnding(stage: .policy, reason: reason),
      timings: Observation.Timings(total: 0))
  }
}
