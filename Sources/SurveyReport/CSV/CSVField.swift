/// One field of a CSV file: quoted as RFC 4180 §2 has it, and harmless in a spreadsheet.
struct CSVField: Hashable, ExpressibleByNilLiteral {
  /// The field as it stands in the file.
  let encoded: String

  /// Text of other people: a first character that would make it a formula is preceded by an apostrophe,
  /// characters that would not show stand as escapes.
  init(_ text: String) {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    let shown = (isFormula ? "'" : "") + text.visible
    let parts = shown.split(separator: "\"", omittingEmptySubsequences: false)
    let needsQuotes = parts.count > 1 || shown.unicodeScalars.contains(",")
    encoded = needsQuotes ? "\"" + parts.joined(separator: "\"\"") + "\"" : shown
  }

  /// A number; empty for none.
  init(_ number: Double?) { encoded = number.map(NumberText.roundTrip) ?? "" }

  /// A whole number; empty for none.
  init(_ number: Int64?) { encoded = number.map(String.init) ?? "" }

  /// NULL: an empty field.
  init(nilLiteral: ()) { encoded = "" }
}
