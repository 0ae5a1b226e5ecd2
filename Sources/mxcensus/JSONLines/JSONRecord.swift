import FoundationEssentials
import SurveyCore

/// The members of an object, read as what they are to be.
struct JSONRecord {
  /// Why an object is not what it should be, in words for whoever wrote it.
  struct Fault: Error, Hashable {
    let words: String
  }

  private let members: [String: JSONDocument.Element]

  /// Reads a line.
  init(line: [UInt8]) throws(Fault) {
    let element: JSONDocument.Element
    do {
      element = try JSONReader.read(line)
    } catch {
      throw Fault(words: "not JSON from octet \(error.place + 1) on")
    }
    try self.init(element, as: "the line")
  }

  init(_ element: JSONDocument.Element, as name: String) throws(Fault) {
    guard case .object(let members) = element.value else {
      throw Fault(words: "\(name) is \(element.value.kind), not an object")
    }
    // Of a name that comes twice the last counts, as most readers have it.
    self.members = Dictionary(members.map { ($0.name, $0.element) }, uniquingKeysWith: { $1 })
  }

  /// Whether a member is there and not null.
  func has(_ name: String) -> Bool { members[name].map { $0.value != .null } ?? false }

  /// A member as it was written; `nil` where it is missing.
  func octets(_ name: String) -> [UInt8]? { members[name].map { Array($0.octets) } }

  /// The schema version; who does not say writes version 1.
  func checkVersion() throws(Fault) {
    guard let version = try integerIfAny("v") else { return }
    guard version == 1 else { throw Fault(words: "v is \(version), and only version 1 is known here") }
  }

  func textIfAny(_ name: String) throws(Fault) -> String? {
    switch members[name]?.value {
    case nil, .null: nil
    case .string(let text): text
    case let other?: throw Fault(words: "\(name) is \(other.kind), not a string")
    }
  }

  func text(_ name: String) throws(Fault) -> String { try required(name, textIfAny(name)) }

  func numberIfAny(_ name: String) throws(Fault) -> Double? {
    switch members[name]?.value {
    case nil, .null: return nil
    case .number(let digits):
      guard let number = Double(digits), number.isFinite else { throw Fault(words: "\(name) is too large") }
      return number
    case let other?: throw Fault(words: "\(name) is \(other.kind), not a number")
    }
  }

  func integerIfAny(_ name: String) throws(Fault) -> Int? {
    guard let number = try numberIfAny(name) else { return nil }
    guard let integer = Int(exactly: number) else { throw Fault(words: "\(name) is no whole number") }
    return integer
  }

  func integer(_ name: String) throws(Fault) -> Int { try required(name, integerIfAny(name)) }

  func flagIfAny(_ name: String) throws(Fault) -> Bool? {
    switch members[name]?.value {
    case nil, .null: nil
    case .bool(let flag): flag
    case let other?: throw Fault(words: "\(name) is \(other.kind), not true or false")
    }
  }

  func listIfAny(_ name: String) throws(Fault) -> [JSONDocument.Element]? {
    switch members[name]?.value {
    case nil, .null: nil
    case .array(let elements): elements
    case let other?: throw Fault(words: "\(name) is \(other.kind), not an array")
    }
  }

  func list(_ name: String) throws(Fault) -> [JSONDocument.Element] { try required(name, listIfAny(name)) }

  func texts(_ name: String) throws(Fault) -> [String] {
    var texts: [String] = []
    for element in try list(name) {
      guard case .string(let text) = element.value else {
        throw Fault(words: "\(name) holds \(element.value.kind), not strings alone")
      }
      texts.append(text)
    }
    return texts
  }

  /// A word of a closed set.
  func wordIfAny<Word: RawRepresentable<String>>(_ name: String, as type: Word.Type) throws(Fault) -> Word? {
    guard let text = try textIfAny(name) else { return nil }
    guard let word = Word(rawValue: text) else { throw Fault(words: "\(name) can't be \(text.debugDescription)") }
    return word
  }

  func word<Word: RawRepresentable<String>>(_ name: String, as type: Word.Type) throws(Fault) -> Word {
    try required(name, wordIfAny(name, as: type))
  }

  func instant(_ name: String) throws(Fault) -> Instant {
    let text = try text(name)
    guard let instant = Instant(iso8601: text) else {
      throw Fault(words: "\(name) is no time as 2026-11-24T19:58:25Z: \(text.debugDescription)")
    }
    return instant
  }

  func address(_ name: String) throws(Fault) -> Address {
    let text = try text(name)
    guard let address = Address(text) else { throw Fault(words: "\(name) is no address: \(text.debugDescription)") }
    return address
  }

  private func required<Value>(_ name: String, _ value: Value?) throws(Fault) -> Value {
    guard let value else { throw Fault(words: "\(name) is missing") }
    return value
  }
}

extension JSONRecord {
  /// Octets in base64 (RFC 4648 §4).
  static func octets(base64 text: String, of name: String) throws(Fault) -> [UInt8] {
    guard let data = Data(base64Encoded: text) else { throw Fault(words: "\(name) is not base64") }
    return Array(data)
  }

  /// A host or domain name in its canonical form.
  static func name(_ text: String, of name: String) throws(Fault) -> DomainName {
    do {
      return try DomainName(text)
    } catch {
      throw Fault(words: "\(name) is no host or domain name: \(text.debugDescription) (\(error.word))")
    }
  }
}
