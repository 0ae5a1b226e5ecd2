internal import SurveyCore

/// Asks a canary again, by the rules that hold for every dial.
struct CanaryDial: Sendable {
  let ledger: DialLedger
  let dialler: Dialler
  let store: ProbeStore

  /// One look at a canary.
  func ask(_ canary: Canary) async throws -> VantageWatch.Attempt {
    let address = canary.target.address
    guard ledger.admit(address, connections: 0) else { return .busy }
    let attempt: VantageWatch.Attempt
    do {
      attempt = try await dial(canary)
    } catch {
      // The first error counts; a cancelled rest after the visit adds nothing to it.
      do { try await ledger.leave(address) } catch is CancellationError {}
      throw error
    }
    try await ledger.leave(address)
    return attempt
  }

  private func dial(_ canary: Canary) async throws -> VantageWatch.Attempt {
    ledger.correct(canary.target.address, connections: try await store.connections(canary.addressID))
    guard let observation = try await dialler.observe(canary.target, canary.look) else { return .busy }
    if observation.ending.stage == .policy { return .spent }
    guard let finding = CanaryFinding(canary, observation) else { return .busy }
    try await store.addConnection(canary.addressID)
    return .asked(finding)
  }
}
