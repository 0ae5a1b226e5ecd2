internal import COpenSSL
public import SurveyCore

/// One TLS client connection of the legacy look over memory: octets in, octets out, no socket.
///
/// Not `Sendable`: it belongs to the event loop of its connection.
@safe public final class LegacyClient {
  /// What one step brought.
  public struct Step: Sendable {
    /// What is to be written to the connection.
    public var output: [UInt8] = []
    /// Decrypted octets.
    public var plaintext: [UInt8] = []
    /// Whether the handshake ended with this step, and how.
    public var event: Event?
  }

  /// The end of a handshake.
  public enum Event: Hashable, Sendable {
    /// It completed with these parameters.
    case completed(TLSSession)
    /// It failed.
    case failed(HandshakeFailure)
  }

  private let ssl: OpaquePointer
  private let input: OpaquePointer
  private let output: OpaquePointer
  private let record = HandshakeRecord()
  private var isHandshaking = true

  /// A client that will say `serverName` as SNI (RFC 6066 §3).
  public init(_ context: LegacyContext, serverName: DomainName) {
    guard let ssl = unsafe SSL_new(context.context), let input = unsafe BIO_new(BIO_s_mem()),
      let output = unsafe BIO_new(BIO_s_mem())
    else { preconditionFailure("out of memory") }
    unsafe self.ssl = ssl
    unsafe self.input = input
    unsafe self.output = output
    unsafe SSL_set_bio(ssl, input, output)
    _ = unsafe mx_set_server_name(ssl, serverName.text)
    unsafe mx_set_message_callback(ssl, HandshakeRecord.callback, record.argument)
    unsafe SSL_set_connect_state(ssl)
  }

  deinit { unsafe SSL_free(ssl) }

  /// The certificates that the server sent, as far as they came, even where the handshake then failed.
  public var certificates: [ArraySlice<UInt8>] {
    guard let message = record.certificateMessage else { return [] }
    return (try? CertificateMessage.certificates(in: message, version: record.version)) ?? []
  }

  /// Begins the handshake.
  public func start() -> Step { advance() }

  /// Takes octets from the connection.
  public func receive(_ octets: UnsafeRawBufferPointer) -> Step {
    if unsafe !octets.isEmpty { _ = unsafe BIO_write(input, octets.baseAddress, Int32(octets.count)) }
    return advance()
  }

  /// Encrypts octets; only after the handshake.
  public func send(_ octets: [UInt8]) -> [UInt8] {
    ERR_clear_error()
    _ = unsafe SSL_write(ssl, octets, Int32(octets.count))
    return drainOutput()
  }

  private func advance() -> Step {
    var step = Step()
    ERR_clear_error()
    if isHandshaking {
      let result = unsafe SSL_do_handshake(ssl)
      if result == 1 {
        isHandshaking = false
        step.event = .completed(session)
      } else if unsafe SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ {
        isHandshaking = false
        step.event = .failed(failure)
      }
    }
    if !isHandshaking { step.plaintext = readPlaintext() }
    step.output = drainOutput()
    return step
  }

  private func readPlaintext() -> [UInt8] {
    var plaintext: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while plaintext.count <= ReplyReader.maximumLength {
      ERR_clear_error()
      let count = unsafe SSL_read(ssl, &chunk, Int32(chunk.count))
      guard count > 0 else { break }
      plaintext += chunk.prefix(Int(count))
    }
    return plaintext
  }

  private func drainOutput() -> [UInt8] {
    let pending = unsafe BIO_ctrl_pending(output)
    guard pending > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: pending) { buffer, count in
      count = unsafe Int(max(0, BIO_read(output, buffer.baseAddress, Int32(pending))))
    }
  }

  private var session: TLSSession {
    let cipher = unsafe SSL_get_current_cipher(ssl)
    var group = [CChar](repeating: 0, count: 64)
    unsafe mx_key_exchange_group(ssl, &group, group.count)
    var signature = [CChar](repeating: 0, count: 64)
    unsafe mx_peer_signature(ssl, &signature, signature.count)
    return TLSSession(
      version: ProtocolVersion(rawValue: UInt16(truncatingIfNeeded: unsafe SSL_version(ssl))),
      cipherSuite: CipherSuite(rawValue: unsafe String(cString: SSL_CIPHER_standard_name(cipher))),
      group: LegacyClient.text(group).map(KeyExchangeGroup.init), signature: LegacyClient.text(signature))
  }

  private static func text(_ characters: [CChar]) -> String? {
    let text = String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? nil : text
  }

  /// The reason of a failed handshake: the peer's alert where it sent one, else OpenSSL's earliest error, or its latest
  /// where only that one says more (a key of an unknown kind begins as a decoder's error).
  private var failure: HandshakeFailure {
    if let alert = record.fatalAlert { return .alert(alert) }
    if record.certificateMessage != nil, certificates.isEmpty { return .noCertificate }
    let earliest = HandshakeFailure(error: ERR_peek_error())
    guard case .other = earliest else { return earliest }
    let latest = HandshakeFailure(error: ERR_peek_last_error())
    if case .other = latest { return earliest }
    return latest
  }
}

extension HandshakeFailure {
  /// What an error of OpenSSL amounts to; by its number, never by its text (`openssl/sslerr.h`).
  init(error: UInt) {
    switch (mx_error_library(error), mx_error_reason(error)) {
    case (ERR_LIB_SSL, SSL_R_WRONG_VERSION_NUMBER), (ERR_LIB_SSL, SSL_R_HTTP_REQUEST),
      (ERR_LIB_SSL, SSL_R_PACKET_LENGTH_TOO_LONG), (ERR_LIB_SSL, SSL_R_UNEXPECTED_RECORD),
      (ERR_LIB_SSL, SSL_R_BAD_RECORD_TYPE):
      self = .notTLS
    case (ERR_LIB_SSL, SSL_R_UNSUPPORTED_PROTOCOL), (ERR_LIB_SSL, SSL_R_VERSION_TOO_LOW),
      (ERR_LIB_SSL, SSL_R_UNSUPPORTED_SSL_VERSION), (ERR_LIB_SSL, SSL_R_WRONG_SSL_VERSION):
      self = .unsupportedVersion
    case (ERR_LIB_SSL, SSL_R_EXCESSIVE_MESSAGE_SIZE): self = .tooBig
    case (ERR_LIB_SSL, SSL_R_DH_KEY_TOO_SMALL), (ERR_LIB_SSL, SSL_R_BAD_DH_VALUE),
      (ERR_LIB_SSL, SSL_R_DH_PUBLIC_VALUE_LENGTH_IS_WRONG):
      self = .weakKeyExchange
    case (ERR_LIB_SSL, SSL_R_UNKNOWN_CERTIFICATE_TYPE), (ERR_LIB_SSL, SSL_R_UNABLE_TO_FIND_PUBLIC_KEY_PARAMETERS),
      (ERR_LIB_SSL, SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM):
      self = .keyUnsupported
    case (ERR_LIB_ASN1, _), (ERR_LIB_X509, _), (ERR_LIB_SSL, SSL_R_CERT_LENGTH_MISMATCH):
      self = .certificateUnparsable
    case (ERR_LIB_SSL, SSL_R_LENGTH_MISMATCH), (ERR_LIB_SSL, SSL_R_LENGTH_TOO_SHORT),
      (ERR_LIB_SSL, SSL_R_UNEXPECTED_MESSAGE), (ERR_LIB_SSL, SSL_R_BAD_PACKET_LENGTH),
      (ERR_LIB_SSL, SSL_R_BAD_LENGTH), (ERR_LIB_SSL, SSL_R_BAD_EXTENSION), (ERR_LIB_SSL, SSL_R_TOO_MANY_WARN_ALERTS),
      (ERR_LIB_SSL, SSL_R_RECORD_TOO_SMALL), (ERR_LIB_SSL, SSL_R_TOO_MUCH_EARLY_DATA),
      (ERR_LIB_SSL, SSL_R_UNKNOWN_CIPHER_RETURNED), (ERR_LIB_SSL, SSL_R_WRONG_CIPHER_RETURNED):
      self = .malformed
    default: self = .other(UInt32(truncatingIfNeeded: error))
    }
  }
}
