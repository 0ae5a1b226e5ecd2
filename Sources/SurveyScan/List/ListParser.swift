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
    if line.isEmpty || line.first == UInt8(ascii: "#") {
      tally.blank += 1
      return
    }
    if tally.lines == 1, let header = ListColumns(header: ListColumns.split(line), format: format) {
      adopt(header)
      tally.headers += 1
      return
    }
    do {
      let (name, measure) = if let columns { try entry(line, columns) } else { try detect(line) }
      entries.append(ListEntry(name: name, measure: measure, line: tally.lines))
      tally.entries += 1
    } catch {
      tally.reject(octets, error)
    }
  }

  private mutating func adopt(_ columns: ListColumns) {
    self.columns = columns
    format =
      switch columns.measure {
      case .none: .lines
      case .rank: .rankDomain
      case .weight: .domainWeight
      }
  }

  /// Reads the first usable line: the format is the one in which it is an entry.
  private mutating func detect(_ line: ArraySlice<UInt8>) throws(ListLineError) -> (DomainName, ListMeasure) {
    let fields = ListColumns.split(line)
    var candidate = ListFormat.lines
    if fields.count > 1 {
      candidate = fields[0].allSatisfy({ (0x30...0x39).contains($0) }) ? .rankDomain : .domainWeight
    }
    let columns = ListColumns(candidate)
    let found = try entry(line, columns)
    adopt(columns)
    return found
  }

  private func entry(
    _ line: ArraySlice<UInt8>, _ columns: ListColumns
  ) throws(ListLineError) -> (DomainName, ListMeasure) {
    guard columns.isSeparated else { return (try name.read(ListColumns.clean(line)), .none) }
    let fields = ListColumns.split(line)
    func field(_ column: Int) throws(ListLineError) -> ArraySlice<UInt8> {
      guard column < fields.count else { throw .missingColumn }
      return fields[column]
    }
    let name = try name.read(try field(columns.name))
    switch columns.measure {
    case .none: return (name, .none)
    case .rank(let column): return (name, .rank(try ListMeasure.rank(try field(column))))
    case .weight(let column): return (name, .weight(try ListMeasure.weight(try field(column))))
    }
  }
}

extension ListMeasure {
  /// Reads a rank: decimal digits, not 0.
  fileprivate static func rank(_ octets: ArraySlice<UInt8>) throws(ListLineError) -> UInt64 {
    var rank: UInt64 = 0
    for octet in octets {
      guard (0x30...0x39).contains(octet) else { throw .badRank }
      let (tenfold, overflow) = rank.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt64(octet - 0x30))
      guard !overflow, !carry else { throw .badRank }
      rank = sum
    }
    guard rank > 0 else { throw .badRank }
    return rank
  }

  /// Reads a weight in decimal notation; Swift's own reader would take `inf`, `nan` and hexadecimal, too.
  fileprivate static func weight(_ octets: ArraySlice<UInt8>) throws(ListLineError) -> Double {
    guard octets.allSatisfy({ (0x30...0x39).contains($0) || ".eE+-".utf8.contains($0) }),
      let weight = Double(String(decoding: octets, as: UTF8.self)), weight > 0, weight <= maximumWeight
    else { throw .badWeight }
    return weight
  }
}
