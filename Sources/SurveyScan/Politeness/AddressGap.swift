public import SurveyCore

/// Spreads visits to one address over time, for hosts that are visited for many names: policy hosts.
public actor AddressGap {
  private let gap: Duration
  private var next: [Address: ContinuousClock.Instant] = [:]

  /// Addresses that are held before those whose time has passed are let go.
  private static let capacity = 10_000

  /// A gap between the beginnings of two visits; zero lifts it.
  public init(_ gap: Duration) { self.gap = gap }

  /// Waits for this caller's instant at an address.
  /// - Throws: `CancellationError`.
  public func wait(for address: Address) async throws {
    guard gap > .zero else { return }
    let now = ContinuousClock.now
    if next.count >= AddressGap.capacity { next = next.filter { $0.value > now } }
    let instant = max(next[address] ?? now, now)
    next[address] = instant + gap
    if instant > now { try await Task.sleep(until: instant, clock: .continuous) }
  }
}
