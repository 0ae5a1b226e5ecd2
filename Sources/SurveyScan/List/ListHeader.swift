/// A first line that names columns.
struct ListHeader {
  let format: ListFormat
  let columns: ListColumns

  /// Reads a header, which says where the columns are. `nil` for a line that is none: a header names the domain, and no
  /// domain is called as a column is.
  /// - Parameter wanted: the format that was asked for; where the header names no column of its kind, the format's own
  ///   places stand.
  init?(_ line: ArraySlice<UInt8>, wanted: ListFormat?) {
    if ListHeader.titles(line, by: UInt8(ascii: "\t")).contains("#host_rev") {
      // Where its columns are is in their titles, but they have not moved since 2017.
      guard wanted == nil || wanted == .commonCrawl else { return nil }
      self.init(format: .commonCrawl, columns: ListColumns(.commonCrawl))
      return
    }
    let titles = ListHeader.titles(line, by: UInt8(ascii: ","))
    guard let name = titles.firstIndex(where: ["domain", "host", "hostname", "name", "site", "fqdn"].contains) else {
      return nil
    }
    let rank = titles.firstIndex(where: ["rank", "globalrank", "position", "#"].contains)
    let weight = titles.firstIndex(where: ["weight", "count", "mails", "volume"].contains)
    let isMajestic = titles.contains("globalrank")
    switch wanted {
    case .lines: self.init(format: .lines, columns: ListColumns(name: name, measure: .none))
    case .rankDomain, .majestic:
      self.init(wanted ?? .rankDomain, name: name, measure: rank.map { .rank(column: $0) })
    case .domainWeight: self.init(.domainWeight, name: name, measure: weight.map { .weight(column: $0) })
    case .zone, .commonCrawl: return nil
    case nil:
      if let rank {
        self.init(isMajestic ? .majestic : .rankDomain, name: name, measure: .rank(column: rank))
      } else if let weight {
        self.init(.domainWeight, name: name, measure: .weight(column: weight))
      } else {
        self.init(format: .lines, columns: ListColumns(name: name, measure: .none))
      }
    }
  }

  private init(format: ListFormat, columns: ListColumns) {
    self.format = format
    self.columns = columns
  }

  private init(_ format: ListFormat, name: Int, measure: ListColumns.Measure?) {
    self.init(
      format: format, columns: measure.map { ListColumns(name: name, measure: $0) } ?? ListColumns(format))
  }

  private static func titles(_ line: ArraySlice<UInt8>, by separator: UInt8) -> [String] {
    ListColumns.split(line, by: separator).map { String(decoding: $0, as: UTF8.self).lowercased() }
  }
}
