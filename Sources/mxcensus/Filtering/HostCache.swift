import SurveyCore
import SurveyStore

/// Looks every MX host up once, however many domains name it: a provider's hosts come with thousands of them.
actor HostCache {
  private typealias Lookup = Task<HostFinding, any Error>

  private struct Entry {
    let lookup: Lookup
    /// Whether what was found is counted in `octets`.
    var isCounted = false
  }

  private let find: @Sendable (DomainName) async throws -> HostFinding
  private let capacity: Int
  private let maximumOctets: Int
  private var recent: [DomainName: Entry] = [:]
  private var older: [DomainName: Entry] = [:]
  /// What the findings in `recent` hold.
  private var octets = 0

  /// A cache of look-ups.
  /// - Parameters:
  ///   - capacity: hosts that are remembered: at most twice as many, most at some hundred octets each.
  ///   - maximumOctets: what their addresses and records take: at most twice as much, as hostile hosts have thousands.
  init(
    capacity: Int = 50_000, maximumOctets: Int = 1 << 25,
    _ find: @escaping @Sendable (DomainName) async throws -> HostFinding
  ) {
    self.find = find
    self.capacity = capacity
    self.maximumOctets = maximumOctets
  }

  /// What the DNS says of a host.
  func finding(of name: DomainName) async throws -> HostFinding {
    while true {
      let lookup = lookup(of: name)
      do {
        let finding = try await withTaskCancellationHandler {
          try await lookup.value
        } onCancel: {
          lookup.cancel()
        }
        count(finding, of: name, lookup)
        return finding
      } catch {
        // A fault of our own is not remembered.
        forget(lookup, of: name)
        // Where another was cancelled that waited for the same, its end is not ours.
        guard error is CancellationError, lookup.isCancelled, !Task.isCancelled else { throw error }
      }
    }
  }

  private func lookup(of name: DomainName) -> Lookup {
    if let entry = recent[name] { return entry.lookup }
    let lookup = older[name]?.lookup ?? Task { [find] in try await find(name) }
    if recent.count >= capacity { turn() }
    recent[name] = Entry(lookup: lookup)
    return lookup
  }

  /// Those that nobody asked for while as many others came are forgotten.
  private func turn() { (older, recent, octets) = (recent, [:], 0) }

  private func count(_ finding: HostFinding, of name: DomainName, _ lookup: Lookup) {
    guard let entry = recent[name], entry.lookup == lookup, !entry.isCounted else { return }
    recent[name]?.isCounted = true
    octets += finding.octets
    if octets > maximumOctets { turn() }
  }

  private func forget(_ lookup: Lookup, of name: DomainName) {
    if recent[name]?.lookup == lookup { recent[name] = nil }
    if older[name]?.lookup == lookup { older[name] = nil }
  }
}

extension HostFinding {
  /// What its addresses and records take, roughly.
  fileprivate var octets: Int {
    lookup.addresses.count * MemoryLayout<Address>.stride
      + (tlsa?.records ?? []).reduce(0) { $0 + $1.count + HostFinding.arrayHeader }
  }

  /// That of each array.
  private static let arrayHeader = 40
}
