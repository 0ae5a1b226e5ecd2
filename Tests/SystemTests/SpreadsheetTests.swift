import Foundation
import SurveyStore
import Testing

extension SystemTests {
  /// CSV as a spreadsheet takes it, read by another program's reader: each column of one type, and nothing that computes.
  @Suite struct SpreadsheetTests {
    private let folder: Folder
    private let database: String

    init() async throws {
      folder = try Folder()
      database = try await RecordedSurvey(in: folder).database
    }

    @Test func theTrendHasTheTypesOfItsView() async throws {
      let rows = try await records(["report", "--db", database, "--format", "csv", "-o", "-"])
      let view = try #require(PublicSchema.views.first { $0.name == "v_trend" })
      let columns = view.columns.filter { $0.name != "judgement" }
      #expect(rows[0] == columns.map(\.name))
      let points = try await folder.query(database, "SELECT count(*) FROM v_trend")
      #expect(points == [["\(rows.count - 1)"]])
      for (place, column) in columns.enumerated() {
        let values = rows.dropFirst().map { $0[place] }
        switch column.type {
        case .text: #expect(values.allSatisfy { !$0.isEmpty && Double($0) == nil }, "\(column.name)")
        case .integer: #expect(values.allSatisfy { Int($0) != nil }, "\(column.name)")
        case .real: #expect(values.allSatisfy { $0.isEmpty || isPlainNumber($0) }, "\(column.name)")
        case .blob: Issue.record("\(column.name): octets are nothing for a spreadsheet")
        }
      }
      let dates = rows.dropFirst().map { $0[1] }
      #expect(dates.allSatisfy { $0.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil })
      expectHarmless(rows)
    }

    @Test func movedDomainsHaveNamesWordsAndNumbers() async throws {
      let rows = try await records([
        "compare", "--db", database, "2014-05", "2014-08", "--format", "csv", "--unchanged",
      ])
      #expect(
        rows[0] == [
          "domain", "from_class", "to_class", "weight_before", "weight_after", "mx_before", "mx_after",
          "operator_before",
          "operator_after",
        ])
      #expect(rows.count > 1_000)
      for row in rows.dropFirst() {
        #expect(row.count == 9)
        for place in [0, 1, 2] { #expect(!row[place].isEmpty && Double(row[place]) == nil, "\(row)") }
        for place in [3, 4] { #expect(row[place].isEmpty || isPlainNumber(row[place]), "\(row)") }
      }
      expectHarmless(rows)
    }

    /// A label is anybody's text. It stays one field, and no formula.
    @Test func aLabelThatComputesIsText() async throws {
      var before = "2014-08"
      for label in ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "a\n=1", "\t=1"] {
        let changed = try await Program.sqlite.run(
          [database, "UPDATE scan SET label = '\(label)' WHERE label = '\(before)'"], in: folder)
        try #require(changed.status == 0, "\(changed.errors)")
        before = label
        let rows = try await records(["report", "--db", database, "--format", "csv", "-o", "-"])
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        #expect(Set(rows.dropFirst().map { $0[0] }).count == 2, "\(label)")
        expectHarmless(rows)
      }
    }

    /// What spreadsheets take for a formula, and characters that do not show.
    private func expectHarmless(_ rows: [[String]]) {
      for field in rows.joined() {
        let isFormula = field.first.map { "=+-@".contains($0) } ?? false
        #expect(!isFormula || isPlainNumber(field), "\(field)")
        #expect(field.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f..<0xa0).contains($0.value) }, "\(field)")
      }
    }

    private func isPlainNumber(_ text: String) -> Bool { text.wholeMatch(of: /-?\d+(\.\d+)?(e-?\d+)?/) != nil }

    /// The rows of a command's output, as Python's reader of CSV has them.
    private func records(_ arguments: [String]) async throws -> [[String]] {
      let ending = try await Program.built("mxcensus").run(arguments, in: folder)
      try #require(ending.status == 0, "\(ending.errors)")
      #expect(ending.output.hasSuffix("\n") && !ending.output.contains("\r"))
      let file = try folder.write(ending.output, as: "\(UUID().uuidString).csv")
      let reader =
        "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline=''), strict=True))))"
      let read = try await Program(path: "/usr/bin/env").run(["python3", "-c", reader, file], in: folder)
      try #require(read.status == 0, "\(read.errors)")
      return try #require(try JSONSerialization.jsonObject(with: Data(read.output.utf8)) as? [[String]])
    }
  }
}
