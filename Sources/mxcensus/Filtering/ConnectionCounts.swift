import SurveyCore
import SurveyScan

/// Connections to the addresses of the latest requests. Canaries are among these, and are dialled no more often than any
/// other address.
actor ConnectionCounts {
  private var recent: [Int64: Int] = [:]
  private var older: [Int64: Int] = [:]
  private let capacity: Int
  private let maximum: Int

  /// - Parameters:
  ///   - maximum: connections that an address may have: those of a request that was forgotten.
  ///   - capacity: requests that are remembered, at most twice as many.
  init(maximum: Int, capacity: Int = 20_000) {
    self.maximum = maximum
    self.capacity = capacity
  }

  /// A request is under way.
  func begin(_ number: Int64) { note(0, of: number) }

  /// Takes in what was dialled.
  func note(_ result: ProbeResult) {
    note(result.observations.count { $0.ending.stage != .policy }, of: result.addressID)
  }

  /// Takes notice of a connection to a canary.
  func add(to number: Int64) { note(1, of: number) }

  /// Connections to the address of a request.
  func count(of number: Int64) -> Int { recent[number] ?? older[number] ?? maximum }

  private func note(_ connections: Int, of number: Int64) {
    let before = recent[number] ?? older[number] ?? 0
    if recent[number] == nil, recent.count >= capacity { (older, recent) = (recent, [:]) }
    recent[number] = before + connections
  }
}
