/// A three-digit SMTP reply code (RFC 5321 §4.2.1): first digit 2–5, second 0–5, third 0–9.
///
/// Codes are the world's and open; those that the survey acts on have names.
public struct ReplyCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// 100–999: what a peer sent, even where RFC 5321 knows no such code.
  public let rawValue: UInt16

  /// A code of three digits; `nil` outside of 100–999.
  public init?(rawValue: UInt16) {
    guard (100...999).contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  /// The first digit: 2 success, 3 go on, 4 transient, 5 permanent failure.
  public var severity: UInt16 { rawValue / 100 }

  /// Three digits.
  public var description: String { String(rawValue) }

  private init(_ code: UInt16) { rawValue = code }

  /// Service ready.
  public static let ready = ReplyCode(220)
  /// Requested action okay.
  public static let okay = ReplyCode(250)
  /// Syntax error, command unrecognized.
  public static let unrecognized = ReplyCode(500)
  /// Command not implemented.
  public static let notImplemented = ReplyCode(502)
  /// Command parameter not implemented.
  public static let parameterNotImplemented = ReplyCode(504)
}
