internal import SurveyCore

/// The first few of an address's names by rank, found by looking at each once: an address may have a million.
struct RankedNames {
  /// A name with its place.
  struct Entry {
    let hostID: Int64
    let name: DomainName
    /// Those who opted out come last: nothing is learned from them.
    let isOptedOut: Bool
    let rank: Fingerprint
    /// Whether it has no result yet.
    let isOpen: Bool

    fileprivate func precedes(_ other: Entry) -> Bool {
      isOptedOut == other.isOptedOut ? rank < other.rank : other.isOptedOut
    }
  }

  private let limit: Int
  /// In order.
  private(set) var entries: [Entry] = []

  /// None yet, and `limit` at most.
  init(limit: Int) { self.limit = limit }

  mutating func offer(_ entry: Entry) {
    let place = entries.lastIndex { !entry.precedes($0) }.map { $0 + 1 } ?? 0
    guard place < limit else { return }
    entries.insert(entry, at: place)
    if entries.count > limit { entries.removeLast() }
  }
}
