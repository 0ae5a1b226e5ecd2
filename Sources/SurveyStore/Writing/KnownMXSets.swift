internal import SurveyCore
internal import Synchronization

/// The rows of MX sets that a wave met before: most domains are of a provider whose set is stored already, and then nothing
/// is asked of the database.
///
/// It is told of a row only once that is committed: what a failed transaction had made is not there.
public final class KnownMXSets: Sendable {
  /// Of two generations the older is forgotten when the younger is full; what is asked for meanwhile moves to the younger. So
  /// providers stay, and sets of one domain go.
  private struct Generations {
    let capacity: Int
    var younger: [MXSet: Int64] = [:]
    var older: [MXSet: Int64] = [:]

    mutating func row(of set: MXSet) -> Int64? {
      if let row = younger[set] { return row }
      guard let row = older[set] else { return nil }
      remember(set, row)
      return row
    }

    mutating func remember(_ set: MXSet, _ row: Int64) {
      if younger.count >= capacity { (older, younger) = (younger, [:]) }
      younger[set] = row
    }
  }

  /// Guards the generations. An actor won't do: a transaction is synchronous.
  private let generations: Mutex<Generations>

  /// None yet.
  public convenience init() { self.init(capacity: 65_536) }

  /// - Parameter capacity: sets of a generation; the public one's take some twenty megabytes.
  init(capacity: Int) { generations = Mutex(Generations(capacity: capacity)) }

  /// The row of a set; `nil` where it is not known.
  func row(of set: MXSet) -> Int64? { generations.withLock { $0.row(of: set) } }

  /// Remembers sets whose rows are committed, and whose hosts are queued.
  func remember(_ committed: [MXSet: Int64]) {
    generations.withLock { generations in
      for (set, row) in committed { generations.remember(set, row) }
    }
  }
}
