/// Bytes that a script sends, written as text in which U+0000 to U+00FF stand for the bytes 0 to 255.
///
/// So SMTP lines are readable in a population's JSON and any other byte can be written as `\u00e9`.
public struct Octets: Hashable, Sendable {
  /// The bytes in the order in which they are sent.
  public let bytes: [UInt8]

  /// Those bytes.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The bytes of a text; `nil` where it holds a character beyond U+00FF.
  public init?(latin1 text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      bytes.append(byte)
    }
    self.bytes = bytes
  }

  /// The text that stands for the bytes.
  public var latin1: String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}

extension Octets: ExpressibleByStringLiteral {
  /// The UTF-8 of a literal: for SMTP lines, its ASCII.
  public init(stringLiteral value: String) {
    bytes = Array(value.utf8)
  }
}

extension Octets: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let octets = Octets(latin1: text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a character beyond U+00FF is no byte"))
    }
    self = octets
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(latin1)
  }
}
