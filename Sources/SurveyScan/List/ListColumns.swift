/// Where in a line the name and the measure stand.
struct ListColumns: Hashable {
  /// What the measure's column holds.
  enum Measure: Hashable {
    case none
    case rank(column: Int)
    case weight(column: Int)
  }

  var name: Int
  var measure: Measure
  /// Whether a comma parts columns; in a plain list it is a character like another, which no name has.
  var isSeparated: Bool { measure != .none || name > 0 }

  init(name: Int, measure: Measure) {
    self.name = name
    self.measure = measure
  }

  init(_ format: ListFormat) {
    switch format {
    case .lines: self.init(name: 0, measure: .none)
    case .rankDomain: self.init(name: 1, measure: .rank(column: 0))
    case .domainWeight: self.init(name: 0, measure: .weight(column: 1))
    }
  }

  /// Reads a header, which says where the columns are (Majestic has the domain in the third). `nil` for a line that
  /// is none: a header names the domain, and no domain is called as a column is.
  init?(header fields: [ArraySlice<UInt8>], format: ListFormat?) {
    let titles = fields.map { String(decoding: $0, as: UTF8.self).lowercased() }
    guard
      let name = titles.firstIndex(where: ["domain", "host", "hostname", "name", "site", "fqdn"].contains)
    else {
      return nil
    }
    let rank = titles.firstIndex(where: ["rank", "globalrank", "position", "#"].contains)
    let weight = titles.firstIndex(where: ["weight", "count", "mails", "volume"].contains)
    let measure: Measure =
      switch (format, rank, weight) {
      case (.lines, _, _), (nil, nil, nil), (.rankDomain, nil, _), (.domainWeight, _, nil): .none
      case (.rankDomain, let rank?, _), (nil, let rank?, _): .rank(column: rank)
      case (.domainWeight, _, let weight?), (nil, nil, let weight?): .weight(column: weight)
      }
    if let format, format != .lines, measure == .none {
      // It names no column of the kind that was asked for: the format's own places stand.
      self.init(format)
    } else {
      self.init(name: name, measure: measure)
    }
  }

  /// The columns of a line, white space and quotes taken off (RFC 4180 §2; a quote inside of quotes has no place in
  /// a name or number and is left in).
  static func split(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var fields: [ArraySlice<UInt8>] = []
    var start = line.startIndex
    var isQuoted = false
    for index in line.indices {
      switch line[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        fields.append(clean(line[start..<index]))
        start = index + 1
      default: break
      }
    }
    fields.append(clean(line[start...]))
    return fields
  }

  /// A column without white space around it and one pair of quotes.
  static func clean(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let field = trimmed(field)
    guard field.count >= 2, field.first == UInt8(ascii: "\""), field.last == UInt8(ascii: "\"") else {
      return field
    }
    return trimmed(field.dropFirst().dropLast())
  }

  /// Octets without spaces, tabs and carriage returns around them.
  static func trimmed(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = octets
    while let octet = rest.first, isSpace(octet) { rest.removeFirst() }
    while let octet = rest.last, isSpace(octet) { rest.removeLast() }
    return rest
  }

  private static func isSpace(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0d }
}
