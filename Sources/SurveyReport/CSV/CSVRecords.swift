/// Reads CSV as RFC 4180 §2 has it: quoted fields may hold commas, quotes and line breaks.
///
/// ```
/// a,"b, or ""c""",d   →   [["a", "b, or \"c\"", "d"]]
/// ```
enum CSVRecords {
  /// The records; an empty line at the end is none.
  static func read(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var wasQuote = false
    func ended() -> String { String(field) }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"" where isQuoted:
        isQuoted = false
        wasQuote = true
        continue
      case "\"":
        // A quote right behind the quote that ended the field stands for itself.
        if wasQuote { field.append(scalar) }
        isQuoted = true
      case "," where !isQuoted:
        record.append(ended())
        field.removeAll()
      case "\n" where !isQuoted:
        records.append(record + [ended()])
        record = []
        field.removeAll()
      case "\r" where !isQuoted: break
      case _: field.append(scalar)
      }
      wasQuote = false
    }
    if !record.isEmpty || !field.isEmpty { records.append(record + [ended()]) }
    return records
  }
}
