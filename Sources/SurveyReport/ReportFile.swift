/// One file of a report.
public struct ReportFile: Hashable, Sendable {
  /// Its name, without a folder: lower-case ASCII letters, digits, `-`, `_` and one dot.
  public let name: String
  /// Its text; it is written as UTF-8 without a byte order mark.
  public let content: String

  /// A file.
  public init(name: String, content: String) {
    self.name = name
    self.content = content
  }
}

/// What a report is written as.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  /// `trend.csv`.
  case csv
  /// `report.md` and its charts.
  case markdown
  /// `report.html`: one file with everything in it.
  case html
  /// `report.json`.
  case json
}
