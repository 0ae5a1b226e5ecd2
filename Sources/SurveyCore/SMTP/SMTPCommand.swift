/// The commands that a survey may send; there is no other, so no other can be sent.
public enum SMTPCommand: Hashable, Sendable {
  /// Says who we are and asks for extensions (RFC 5321 §4.1.1.1).
  case ehlo(DomainName)
  /// The same for servers that do not know EHLO.
  case helo(DomainName)
  /// Asks for TLS (RFC 3207 §4).
  case startTLS
  /// Says goodbye (RFC 5321 §4.1.1.10).
  case quit

  /// The line on the wire, CRLF included.
  public var line: [UInt8] {
    switch self {
    case .ehlo(let name): Array("EHLO \(name)\r\n".utf8)
    case .helo(let name): Array("HELO \(name)\r\n".utf8)
    case .startTLS: Array("STARTTLS\r\n".utf8)
    case .quit: Array("QUIT\r\n".utf8)
    }
  }
}
