/// A message that a TLS server may send at any time once the handshake is over.
public enum PostHandshakeMessage: String, Hashable, Sendable, Codable, CaseIterable {
  /// Asks for another handshake; up to TLS 1.2 (RFC 5246 §7.4.1.1).
  case helloRequest = "hello-request"
  /// One more ticket; TLS 1.3 (RFC 8446 §4.6.1).
  case newSessionTicket = "new-session-ticket"
  /// New keys, and the client is to change its own too; TLS 1.3 (RFC 8446 §4.6.3).
  case keyUpdate = "key-update"
}
