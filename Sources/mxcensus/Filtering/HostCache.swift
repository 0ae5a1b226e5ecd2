import SurveyCore
import SurveyStore

/// Looks every MX host up once, however many domains name it: a provider's hosts come with thousands of them.
actor HostCache {
  private let find: @Sendable (DomainName) async throws -> HostFinding
  private var recent: [DomainName: Task<HostFinding, any Error>] = [:]
  private var older: [DomainName: Task<HostFinding, any Error>] = [:]

  /// Hosts that are remembered: at most twice as many, at some hundred octets each.
  private static let capacity = 50_000

  /// A cache of look-ups.
  init(_ find: @escaping @Sendable (DomainName) async throws -> HostFinding) { self.find = find }

  /// What the DNS says of a host.
  func finding(of name: DomainName) async throws -> HostFinding {
    let task = recent[name] ?? older[name] ?? Task { [find] in try await find(name) }
    remember(task, of: name)
    do {
      // Whoever waits is cancelled together with all others.
      return try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    } catch {
      // A fault of our own is not remembered.
      recent[name] = nil
      older[name] = nil
      throw error
    }
  }

  /// Those that nobody asked for while as many others came are forgotten.
  private func remember(_ task: Task<HostFinding, any Error>, of name: DomainName) {
    if recent[name] == nil, recent.count >= HostCache.capacity { (older, recent) = (recent, [:]) }
    recent[name] = task
  }
}
