import SurveyCore

extension PublishedFigure {
  /// The header of `published-figures.csv`.
  static let columns = [
    "source", "date", "unit", "definition", "value", "measure", "qualifier", "provenance", "derivation", "address",
    "nearest", "relation",
  ]

  /// What is wrong with a record.
  enum Flaw: Error, Hashable {
    /// Another header.
    case header([String])
    /// Too few or too many fields.
    case fields(Int)
    /// Nothing where there has to be something.
    case missing(String)
    /// A word or a number that is none.
    case unreadable(String, String)
    /// Derived without a derivation, or the other way round; a relation without anything near, or the other way round.
    case contradiction(String)
  }

  /// Reads the file: a header, then a figure a record.
  static func read(_ text: String) throws(Flaw) -> [PublishedFigure] {
    let records = CSVRecords.read(text)
    guard records.first == columns else { throw .header(records.first ?? []) }
    var figures: [PublishedFigure] = []
    for record in records.dropFirst() { figures.append(try PublishedFigure(record: record)) }
    return figures
  }

  /// Reads a record.
  init(record: [String]) throws(Flaw) {
    guard record.count == PublishedFigure.columns.count else { throw .fields(record.count) }
    for (column, field) in zip(PublishedFigure.columns.prefix(4), record) where field.isEmpty { throw .missing(column) }
    (source, date, unit, definition) = (record[0], record[1], record[2], record[3])
    guard let value = Double(record[4]), value.isFinite, value >= 0 else { throw .unreadable("value", record[4]) }
    self.value = value
    guard let measure = Measure(rawValue: record[5]) else { throw .unreadable("measure", record[5]) }
    self.measure = measure
    qualifier = Qualifier(rawValue: record[6])
    guard record[6].isEmpty || qualifier != nil else { throw .unreadable("qualifier", record[6]) }
    guard let provenance = Provenance(rawValue: record[7]) else { throw .unreadable("provenance", record[7]) }
    self.provenance = provenance
    derivation = record[8].isEmpty ? nil : record[8]
    guard (provenance == .derived) == (derivation != nil) else { throw .contradiction("derivation") }
    guard record[9].hasPrefix("https://") || record[9].hasPrefix("http://") else {
      throw .unreadable("address", record[9])
    }
    address = record[9]
    nearest = try Nearest(record[10], relation: record[11])
  }
}

extension PublishedFigure.Nearest {
  /// Reads `unit/metric/base` and the word of a relation; `nil` where both are empty.
  fileprivate init?(_ text: String, relation: String) throws(PublishedFigure.Flaw) {
    guard !(text.isEmpty && relation.isEmpty) else { return nil }
    guard !text.isEmpty, !relation.isEmpty else { throw .contradiction("nearest") }
    guard let relation = PublishedFigure.Relation(rawValue: relation) else { throw .unreadable("relation", relation) }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let metric = Metric(word: parts[1]), let base = Base(rawValue: parts[2]) else {
      throw .unreadable("nearest", text)
    }
    let unit = TrendUnit(rawValue: parts[0])
    guard metric.applies(base: base, unit: unit) else { throw .unreadable("nearest", text) }
    self.init(unit: unit, metric: metric, base: base, relation: relation)
  }
}
