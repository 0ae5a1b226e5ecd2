/// Reads one JSON text (RFC 8259). It is our own because a value that is passed through must come out as it went in: with
/// its digits, its order and its escapes, of which a decoder keeps nothing.
struct JSONReader {
  /// Where a text stops being JSON.
  struct Fault: Error, Hashable {
    /// The octet's place, from 0.
    let place: Int
  }

  /// Arrays and objects in one another: what is nested deeper was not written for us.
  static let maximumDepth = 64

  private let octets: ArraySlice<UInt8>
  private var place: Int

  /// Reads a text.
  static func read(_ octets: [UInt8]) throws(Fault) -> JSONDocument.Element {
    guard String(validating: octets, as: UTF8.self) != nil else { throw Fault(place: 0) }
    var reader = JSONReader(octets[...])
    let element = try reader.element(depth: 0)
    reader.skipSpace()
    guard reader.place == octets.count else { throw reader.fault }
    return element
  }

  private init(_ octets: ArraySlice<UInt8>) {
    self.octets = octets
    place = octets.startIndex
  }

  private var fault: Fault { Fault(place: place) }
  private var next: UInt8? { place < octets.endIndex ? octets[place] : nil }

  private mutating func skipSpace() {
    while let octet = next, [0x20, 0x09, 0x0a, 0x0d].contains(octet) { place += 1 }
  }

  private mutating func expect(_ octet: Character) throws(Fault) {
    guard next == octet.asciiValue else { throw fault }
    place += 1
  }

  private mutating func expect(word: String) throws(Fault) {
    guard octets[place...].starts(with: word.utf8) else { throw fault }
    place += word.utf8.count
  }

  private mutating func element(depth: Int) throws(Fault) -> JSONDocument.Element {
    guard depth <= JSONReader.maximumDepth else { throw fault }
    skipSpace()
    let start = place
    let value = try value(depth: depth)
    return JSONDocument.Element(value: value, octets: octets[start..<place])
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONDocument {
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try expect(word: "true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try expect(word: "false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try expect(word: "null")
      return .null
    default: return .number(try number())
    }
  }

  private mutating func members(depth: Int) throws(Fault) -> [JSONDocument.Member] {
    try expect("{")
    var members: [JSONDocument.Member] = []
    skipSpace()
    guard next != UInt8(ascii: "}") else {
      place += 1
      return members
    }
    while true {
      skipSpace()
      let name = try string()
      skipSpace()
      try expect(":")
      members.append(JSONDocument.Member(name: name, element: try element(depth: depth + 1)))
      if try isOver("}") { return members }
    }
  }

  private mutating func elements(depth: Int) throws(Fault) -> [JSONDocument.Element] {
    try expect("[")
    var elements: [JSONDocument.Element] = []
    skipSpace()
    guard next != UInt8(ascii: "]") else {
      place += 1
      return elements
    }
    while true {
      elements.append(try element(depth: depth + 1))
      if try isOver("]") { return elements }
    }
  }

  /// What follows a member or an element: a comma, or the end.
  private mutating func isOver(_ end: Character) throws(Fault) -> Bool {
    skipSpace()
    if next == UInt8(ascii: ",") {
      place += 1
      return false
    }
    try expect(end)
    return true
  }

  /// §6: `-`, an integer without leading zeros, a fraction, an exponent.
  private mutating func number() throws(Fault) -> String {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    if next == UInt8(ascii: "0") { place += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      place += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      place += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
      try digits()
    }
    return String(decoding: octets[start..<place], as: UTF8.self)
  }

  private mutating func digits() throws(Fault) {
    let start = place
    while let octet = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet) { place += 1 }
    guard place > start else { throw fault }
  }

  /// §7.
  private mutating func string() throws(Fault) -> String {
    try expect("\"")
    var text = ""
    while true {
      let start = place
      while let octet = next, octet >= 0x20, octet != UInt8(ascii: "\""), octet != UInt8(ascii: "\\") { place += 1 }
      text += String(decoding: octets[start..<place], as: UTF8.self)
      switch next {
      case UInt8(ascii: "\""):
        place += 1
        return text
      case UInt8(ascii: "\\"): text.unicodeScalars.append(try escape())
      default: throw fault
      }
    }
  }

  private mutating func escape() throws(Fault) -> UnicodeScalar {
    try expect("\\")
    guard let octet = next else { throw fault }
    place += 1
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UnicodeScalar(octet)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar()
    default:
      place -= 1
      throw fault
    }
  }

  /// A scalar of one unit of UTF-16, or of two in a row; a surrogate without its other half is no scalar.
  private mutating func scalar() throws(Fault) -> UnicodeScalar {
    let high = try unit()
    if let scalar = UnicodeScalar(high) { return scalar }
    guard high < 0xdc00, octets[place...].starts(with: "\\u".utf8) else { return "\u{fffd}" }
    let before = place
    place += 2
    let low = try unit()
    guard (0xdc00...0xdfff).contains(low) else {
      place = before
      return "\u{fffd}"
    }
    return UnicodeScalar(0x1_0000 + (UInt32(high) - 0xd800) << 10 + (UInt32(low) - 0xdc00)) ?? "\u{fffd}"
  }

  private mutating func unit() throws(Fault) -> UInt16 {
    let digits = octets[place...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault }
    place += 4
    return unit
  }
}
