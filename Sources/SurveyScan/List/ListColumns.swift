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
  /// What parts columns.
  var separator = UInt8(ascii: ",")
  /// Whether the labels of a name stand in reverse order, the top-level domain first.
  var isReversed = false
  /// Whether anything parts columns; in a plain list a comma is a character like another, which no name has.
  var isSeparated: Bool { measure != .none || name > 0 }

  init(name: Int, measure: Measure) {
    self.name = name
    self.measure = measure
  }

  /// `#harmonicc_pos #harmonicc_val #pr_pos #pr_val #host_rev`, and in the ranks of domains `#n_hosts`.
  private init(webGraphRanks _: Void) {
    self.init(name: 4, measure: .rank(column: 0))
    separator = UInt8(ascii: "\t")
    isReversed = true
  }

  init(_ format: ListFormat) {
    switch format {
    // A zone file has no columns of this kind; it is read by `ZoneDelegations`.
    case .lines, .zone: self.init(name: 0, measure: .none)
    case .rankDomain: self.init(name: 1, measure: .rank(column: 0))
    case .domainWeight: self.init(name: 0, measure: .weight(column: 1))
    case .majestic: self.init(name: 2, measure: .rank(column: 0))
    case .commonCrawl: self.init(webGraphRanks: ())
    }
  }

  /// The format of a line without a header that is laid out as no name, rank or weight is.
  static func unmistakable(_ line: ArraySlice<UInt8>) -> ListFormat? {
    // Names have no white space, so that a line without any is decided at once.
    guard line.contains(where: { $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: " ") }) else { return nil }
    if ZoneRecord(line) != nil { return .zone }
    let fields = split(line, by: UInt8(ascii: "\t"))
    return fields.count >= 5 && !fields[0].isEmpty && fields[0].allSatisfy { (0x30...0x39).contains($0) }
      ? .commonCrawl : nil
  }

  /// The columns of a line, white space and quotes taken off (RFC 4180 §2; a quote inside of quotes has no place in
  /// a name or number and is left in).
  static func split(
    _ line: ArraySlice<UInt8>, by separator: UInt8 = UInt8(ascii: ",")
  ) -> [ArraySlice<UInt8>] {
    var fields: [ArraySlice<UInt8>] = []
    var start = line.startIndex
    var isQuoted = false
    for index in line.indices {
      switch line[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case separator where !isQuoted:
        fields.append(clean(line[start..<index]))
        start = index + 1
      default: break
      }
    }
    fields.append(clean(line[start...]))
    return fields
  }

  /// A name with its labels in the other order.
  static func reversed(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return Array(labels.reversed().joined(separator: [UInt8(ascii: ".")]))[...]
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
