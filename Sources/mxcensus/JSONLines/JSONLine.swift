import FoundationEssentials
import SurveyReport

/// Lines of output: an object each, the caller's `tag` at its end.
enum JSONLine {
  /// The version of all formats.
  static let version = JSONValue.Member("v", .integer(1))

  /// A line, with its end.
  /// - Parameter tag: JSON as it came; `nil`: there was none.
  static func text(_ members: [JSONValue.Member], tag: [UInt8]?) -> String {
    let object = JSONValue.object([version] + members).line
    guard let tag else { return object + "\n" }
    return "\(object.dropLast()),\"tag\":\(String(decoding: tag, as: UTF8.self))}\n"
  }

  /// The answer to a line that can't be used.
  static func error(_ words: String, line number: Int, tag: [UInt8]? = nil) -> String {
    text([.init("error", .string(words)), .init("line", .integer(Int64(number)))], tag: tag)
  }

  /// Octets in base64 (RFC 4648 §4).
  static func base64(_ octets: [UInt8]) -> JSONValue { .string(Data(octets).base64EncodedString()) }

  /// Octets that need not be text, each as the character of its number.
  static func octets(_ octets: [UInt8]) -> JSONValue {
    var text = ""
    text.unicodeScalars.append(contentsOf: octets.lazy.map { UnicodeScalar($0) })
    return .string(text)
  }
}
