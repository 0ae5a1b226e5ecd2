@testable import SurveyStore

/// All that the views of a database show, but for what compacting gives up.
struct KeptViews: Equatable {
  private let rows: [String: [[String]]]

  private static let given: Set = [
    "scan_id", "observed_at", "milliseconds", "connect_milliseconds", "handshake_milliseconds", "compacted",
  ]

  init(_ database: SurveyDatabase) throws {
    var rows: [String: [[String]]] = [:]
    for view in PublicSchema.views {
      let columns = view.columns.map(\.name).filter { !Self.given.contains($0) }.joined(separator: ", ")
      for name in view.names {
        rows[name] = try database.rows("SELECT \(columns) FROM \(name)").sorted { $0.lexicographicallyPrecedes($1) }
      }
    }
    self.rows = rows
  }

  /// The first rows that differ of each view, for a failed expectation.
  func difference(_ other: KeptViews) -> String {
    rows.keys.sorted().compactMap { view in
      let (left, right) = (rows[view] ?? [], other.rows[view] ?? [])
      guard left != right else { return nil }
      let pair = zip(left, right).first { $0 != $1 }
      return "\(view): \(left.count) rows, \(right.count) rows; \(pair.map { "\($0.0) <> \($0.1)" } ?? "")"
    }.joined(separator: "\n")
  }
}
