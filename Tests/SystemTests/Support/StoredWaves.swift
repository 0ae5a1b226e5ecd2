import Testing

/// All that a database's views show, but for times and durations, which differ from run to run.
struct StoredWaves {
  private let rows: [String: [[String]]]

  private static let clocks: Set = [
    "started_at", "finished_at", "observed_at", "milliseconds", "connect_milliseconds", "handshake_milliseconds",
  ]

  /// Reads every public view of a database.
  /// - Parameter omitted: further columns that may differ.
  init(of database: String, without omitted: Set<String> = [], in folder: Folder) async throws {
    var rows: [String: [[String]]] = [:]
    let views = try await folder.query(
      database, "SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'v_*' ORDER BY name")
    for view in views.map({ $0[0] }) {
      let columns = try await folder.query(database, "SELECT name FROM pragma_table_info('\(view)')").map { $0[0] }
      // In the notation of SQL, as peers write line ends and bars.
      let values = columns.filter { !Self.clocks.union(omitted).contains($0) }.map { "quote(\"\($0)\")" }
      let text = values.joined(separator: " || ', ' || ")
      rows[view] = try await folder.query(database, "SELECT replace(\(text), char(10), ' ') FROM \(view) ORDER BY 1")
    }
    self.rows = rows
  }

  /// Records every row that another database lacks or has beside these.
  func expectSame(_ other: StoredWaves, _ words: String = "") {
    #expect(rows.keys.sorted() == other.rows.keys.sorted())
    for (view, expected) in rows {
      let found = other.rows[view] ?? []
      #expect(expected.count == found.count, "\(view) \(words)")
      for (left, right) in zip(expected, found) where left != right {
        Issue.record("\(view): \(left) became \(right) \(words)")
      }
    }
  }
}
