internal import SurveyCore

/// How large the samples behind weighted figures are in effect, by list and base.
struct SampleSizes {
  /// Domains of one weight.
  struct Entry {
    let list: Int
    let weight: Double
    let times: Int
  }

  private var reachable: [EffectiveSize]
  private var tls: [EffectiveSize]

  init(lists: Int) {
    reachable = (0..<lists).map { _ in EffectiveSize() }
    tls = reachable
  }

  mutating func add(_ entry: Entry, base: Base) {
    guard entry.weight > 0 else { return }
    switch base {
    case .reachable: reachable[entry.list].add(weight: entry.weight, times: entry.times)
    case .tls: tls[entry.list].add(weight: entry.weight, times: entry.times)
    }
  }

  /// Kish's size of a list's domains in a base.
  func size(list: Int, base: Base) -> Double {
    switch base {
    case .reachable: reachable[list].value
    case .tls: tls[list].value
    }
  }
}
