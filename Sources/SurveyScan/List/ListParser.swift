import Glibc
public import SurveyCore

/// Reads a domain list from octets as they come; any split of the octets gives the same entries.
///
/// ```
/// # a comment            → blank
/// rank,domain            → header, in line 1 only
/// 1,Example.ORG.         → example.org, rank 1
/// 2,bücher.example       → xn--bcher-kva.example, rank 2
/// 3,localhost            → rejected, single-label
/// com. 900 in soa a.…    → passed over, of a zone file
/// ```
///
/// A line that can't be used is counted and never ends the reading. LF ends a line, CR before it is white space, a
/// byte order mark may stand in front.
public struct ListParser: Sendable {
  /// The format given or detected; `nil` until a line shows it.
  public private(set) var format: ListFormat?
  /// What became of the lines so far.
  public private(set) var tally = ListTally()

  /// Octets of a line; a longer one is rejected without being held.
  public static let maximumLineLength = 4096

  private var columns: ListColumns?
  private var zone = ZoneDelegations()
  private let name: ListName
  /// The beginning of a line whose end has not come.
  private var pending: [UInt8] = []
  /// Whether that line is too long already; `pending` is its beginning then.
  private var isTooLong = false

  /// A parser at the beginning of a list.
  /// - Parameters:
  ///   - format: `nil` has it detected from the header or the first usable line.
  ///   - reduces: whether URLs and e-mail addresses are reduced to their domain, or else rejected.
  ///   - toASCII: converts a name that holds U-labels.
  public init(
    format: ListFormat? = nil, reduces: Bool = false,
    toASCII: @escaping @Sendable (_ text: String) throws -> DomainName
  ) {
    self.format = format
    columns = format.map { ListColumns($0) }
    name = ListName(reduces: reduces, toASCII: toASCII)
  }

  /// Takes the next octets and appends the entries of the lines that they complete.
  public mutating func consume(_ octets: [UInt8], into entries: inout [ListEntry]) {
    var rest = octets[...]
    while let end = ListParser.lineEnd(octets, from: rest.startIndex) {
      if pending.isEmpty, !isTooLong, rest.startIndex.distance(to: end) <= ListParser.maximumLineLength {
        read(rest[..<end], into: &entries)
      } else {
        hold(rest[..<end])
        readPending(into: &entries)
      }
      rest = rest[(end + 1)...]
    }
    hold(rest)
  }

  /// Takes the end of the list: what was left of the last line is a line.
  public mutating func finish(into entries: inout [ListEntry]) {
    if !pending.isEmpty { readPending(into: &entries) }
  }

  /// Where the next LF stands. `memchr` looks at 16 octets and more at a time, which no loop of ours does.
  private static func lineEnd(_ octets: [UInt8], from start: Int) -> Int? {
    unsafe octets.withUnsafeBytes { octets in
      guard start < octets.count, let base = octets.baseAddress else { return nil }
      let found = unsafe memchr(base + start, Int32(UInt8(ascii: "\n")), octets.count - start)
      return unsafe found.map { unsafe UnsafeRawPointer($0) - base }
    }
  }

  private mutating func hold(_ octets: ArraySlice<UInt8>) {
    guard !isTooLong else { return }
    let room = ListParser.maximumLineLength - pending.count
    isTooLong = octets.count > room
    pending += octets.prefix(room)
  }

  private mutating func readPending(into entries: inout [ListEntry]) {
    let line = pending
    if isTooLong {
      tally.lines += 1
      tally.reject(line[...], .tooLong)
    } else {
      read(line[...], into: &entries)
    }
    pending.removeAll(keepingCapacity: true)
    isTooLong = false
  }

  private mutating func read(_ octets: ArraySlice<UInt8>, into entries: inout [ListEntry]) {
    tally.lines += 1
    var line = octets
    if tally.lines == 1, line.starts(with: [0xef, 0xbb, 0xbf]) { line = line.dropFirst(3) }
    line = ListColumns.trimmed(line)
    // Before comments: the header of Common Crawl's ranks looks like one.
    if tally.lines == 1, let header = ListHeader(line, wanted: format) {
      adopt(header.format, header.columns)
      tally.headers += 1
      return
    }
    // A semicolon begins the comments of zone files (RFC 1035 §5.1), and no name.
    if line.isEmpty || line.first == UInt8(ascii: "#") || line.first == UInt8(ascii: ";") {
      tally.blank += 1
      return
    }
    do {
      guard let (name, measure) = try found(line) else {
        tally.passedOver += 1
        return
      }
      entries.append(ListEntry(name: name, measure: measure, line: tally.lines))
      tally.entries += 1
    } catch {
      tally.reject(octets, error)
    }
  }

  private mutating func adopt(_ format: ListFormat, _ columns: ListColumns) {
    self.format = format
    self.columns = columns
  }

  /// What a line names; `nil` where it is in order and names nothing.
  private mutating func found(_ line: ArraySlice<UInt8>) throws(ListLineError) -> (DomainName, ListMeasure)? {
    guard let columns else { return try detect(line) }
    guard format == .zone else { return try entry(line, columns) }
    return try delegation(line)
  }

  /// Reads the first usable line: the format is the one in which it is an entry, or a record of a zone.
  private mutating func detect(_ line: ArraySlice<UInt8>) throws(ListLineError) -> (DomainName, ListMeasure)? {
    let candidate = ListColumns.unmistakable(line) ?? ListParser.commaFormat(line)
    let columns = ListColumns(candidate)
    if candidate == .zone {
      adopt(candidate, columns)
      return try delegation(line)
    }
    let found = try entry(line, columns)
    adopt(candidate, columns)
    return found
  }

  private static func commaFormat(_ line: ArraySlice<UInt8>) -> ListFormat {
    let fields = ListColumns.split(line)
    guard fields.count > 1 else { return .lines }
    return fields[0].allSatisfy { (0x30...0x39).contains($0) } ? .rankDomain : .domainWeight
  }

  private mutating func delegation(_ line: ArraySlice<UInt8>) throws(ListLineError) -> (DomainName, ListMeasure)? {
    guard let octets = try zone.name(in: line) else { return nil }
    return (try name.read(octets), .none)
  }

  private func entry(
    _ line: ArraySlice<UInt8>, _ columns: ListColumns
  ) throws(ListLineError) -> (DomainName, ListMeasure) {
    guard columns.isSeparated else { return (try name.read(ListColumns.clean(line)), .none) }
    let fields = ListColumns.split(line, by: columns.separator)
    func field(_ column: Int) throws(ListLineError) -> ArraySlice<UInt8> {
      guard column < fields.count else { throw .missingColumn }
      return fields[column]
    }
    let octets = try field(columns.name)
    let name = try name.read(columns.isReversed ? ListColumns.reversed(octets) : octets)
    switch columns.measure {
    case .none: return (name, .none)
    case .rank(let column): return (name, .rank(try ListMeasure.rank(try field(column))))
    case .weight(let column): return (name, .weight(try ListMeasure.weight(try field(column))))
    }
  }
}
