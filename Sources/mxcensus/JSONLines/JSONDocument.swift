/// A JSON value as it was read (RFC 8259).
enum JSONDocument: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number in the digits that it came in: what it is rounded to is for its reader to say.
  case number(String)
  case string(String)
  case array([Element])
  case object([Member])

  /// A value with the octets that it was read from.
  struct Element: Hashable, Sendable {
    let value: JSONDocument
    let octets: ArraySlice<UInt8>
  }

  /// A member of an object.
  struct Member: Hashable, Sendable {
    let name: String
    let element: Element
  }

  /// What it is called in messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
