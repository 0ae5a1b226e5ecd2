/// A JSON text (RFC 8259) whose object members keep the order in which they were given, so that the same finding gives
/// the same bytes, and whose absent values are `null` and not left out.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int64)
  /// A number; it is finite.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object, its members in order.
  case object([Member])

  /// A member of an object.
  public struct Member: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// Its value.
    public let value: JSONValue

    /// A member.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The text in one line, without a final newline.
  public var line: String { text(indent: nil) }

  /// The text with a member or element a line, indented by two spaces, without a final newline.
  public var pretty: String { text(indent: "") }

  /// The same, but an object or array of nothing but plain values stands in one line, as a row of a table does.
  public var tabular: String { text(indent: "", keepsRows: true) }

  /// Whether it holds no object and no array.
  private var isRow: Bool {
    switch self {
    case .object(let members): members.allSatisfy { $0.value.isPlain }
    case .array(let values): values.allSatisfy(\.isPlain)
    case .null, .bool, .integer, .number, .string: true
    }
  }

  private var isPlain: Bool {
    switch self {
    case .object, .array: false
    case .null, .bool, .integer, .number, .string: true
    }
  }

  /// - Parameters:
  ///   - indent: that of the value itself; `nil` keeps everything in one line.
  ///   - keepsRows: whether rows stand in one line.
  private func text(indent given: String?, keepsRows: Bool = false) -> String {
    let indent = keepsRows && isRow ? nil : given
    return switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): NumberText.roundTrip(value)
    case .string(let value): JSONValue.quoted(value)
    case .array(let values):
      JSONValue.joined(
        values.map { value in { value.text(indent: $0, keepsRows: keepsRows) } }, between: ("[", "]"), indent: indent)
    case .object(let members):
      JSONValue.joined(
        members.map { member in
          {
            let value = member.value.text(indent: $0, keepsRows: keepsRows)
            return "\(JSONValue.quoted(member.name)):\($0 == nil ? "" : " ")\(value)"
          }
        }, between: ("{", "}"), indent: indent)
    }
  }

  private static func joined(
    _ parts: [(String?) -> String], between brackets: (String, String), indent: String?
  ) -> String {
    guard !parts.isEmpty else { return brackets.0 + brackets.1 }
    guard let indent else {
      return brackets.0 + parts.map { $0(nil) }.joined(separator: ",") + brackets.1
    }
    let inner = indent + "  "
    return brackets.0 + "\n" + parts.map { inner + $0(inner) }.joined(separator: ",\n") + "\n\(indent)\(brackets.1)"
  }

  /// RFC 8259 §7. What a terminal would not show as itself is escaped as well, which changes nothing for a parser.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      default:
        if scalar.isVisible {
          quoted.unicodeScalars.append(scalar)
        } else {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        }
      }
    }
    return quoted + "\""
  }
}

extension JSONValue {
  /// A string, or `null`.
  public init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

  /// A whole number, or `null`.
  public init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }

  /// A number, or `null`: also for what is no finite number, which JSON does not know (RFC 8259 §6).
  public init(_ number: Double?) { self = number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null }

  /// A truth value, or `null`.
  public init(_ value: Bool?) { self = value.map(JSONValue.bool) ?? .null }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  /// An object of the members as they are written.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}
