internal import NIOSSL
internal import SurveyCore

extension HandshakeFailure {
  /// What a handshake of the modern look failed for.
  ///
  /// What passed on the wire comes first, as RFCs give its numbers; then BoringSSL's own error, by its number; then the
  /// alert that BoringSSL sent, which is there even should its numbers change.
  init(_ error: any Error, seen reader: HandshakeReader) {
    let codes = BoringSSLCode.codes(of: error)
    self =
      HandshakeFailure(peerOf: reader) ?? HandshakeFailure(codes: codes, seen: reader)
      ?? HandshakeFailure(ownAlertOf: reader) ?? .other(codes.first?.rawValue ?? 0)
  }

  /// What the server did by itself.
  private init?(peerOf reader: HandshakeReader) {
    // Where we sent one, it was not the server's that ended the handshake: that only stands behind what did.
    if let alert = reader.peerAlert, reader.ownAlert == nil {
      self = .alert(alert)
    } else if reader.certificates == [] {
      self = .noCertificate
    } else {
      switch reader.violation {
      case .notTLS: self = .notTLS
      case .tooBig: self = .tooBig
      case .malformed, nil: return nil
      }
    }
  }

  /// The earliest error that says anything: behind it are those of the callers.
  private init?(codes: [BoringSSLCode], seen reader: HandshakeReader) {
    guard let failure = codes.lazy.compactMap({ $0.failure(hasCertificate: reader.certificates != nil) }).first else {
      return nil
    }
    self = failure
  }

  /// The alert that we sent (RFC 8446 §6.2).
  private init?(ownAlertOf reader: HandshakeReader) {
    switch reader.ownAlert {
    // protocol_version
    case 70: self = .unsupportedVersion
    // bad_certificate, certificate_unknown
    case 42, 46: self = .certificateUnparsable
    // unsupported_certificate
    case 43: self = .keyUnsupported
    // illegal_parameter, decode_error
    case 47, 50: self = reader.certificates == nil ? .malformed : .certificateUnparsable
    // unexpected_message, record_overflow, missing_extension, unsupported_extension
    case 10, 22, 109, 110: self = .malformed
    default: return nil
    }
  }
}

/// A packed error of BoringSSL (`openssl/err.h`): a library in the upper eight bits, its reason in the lower twelve.
struct BoringSSLCode: RawRepresentable, Hashable {
  let rawValue: UInt32

  private var library: UInt32 { rawValue >> 24 }
  private var reason: UInt32 { rawValue & 0xFFF }

  /// The codes of an error, the earliest first.
  static func codes(of error: any Error) -> [BoringSSLCode] {
    switch error as? NIOSSLError {
    case .handshakeFailed(.sslError(let stack)), .handshakeFailed(.unknownError(let stack)):
      stack.compactMap(BoringSSLCode.init(error:))
    case .handshakeFailed(.zeroReturn): [.closeNotify]
    default: []
    }
  }

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// NIOSSL keeps the code private. Its description begins `Error: 268435703 …`: the number alone is read, and where it
  /// is missing (errors that are NIOSSL's own, or another form in another version) the wire has to do.
  private init?(error: BoringSSLInternalError) {
    guard let number = error.description.split(separator: " ").dropFirst().first.flatMap({ UInt32($0) }) else {
      return nil
    }
    self.init(rawValue: number)
  }

  /// `SSL_R_SSLV3_ALERT_CLOSE_NOTIFY`
  private static let closeNotify = BoringSSLCode(rawValue: 16 << 24 | 1_000)

  /// What the code amounts to (`openssl/ssl.h`); `nil` where it says nothing by itself.
  func failure(hasCertificate: Bool) -> HandshakeFailure? {
    switch (library, reason) {
    case (16, 1_000): .closed
    // The peer's alerts: in TLS 1.3 they are encrypted from the ServerHello on, and only seen here.
    case (16, 1_001...1_255): .alert(UInt8(reason - 1_000))
    // WRONG_VERSION_NUMBER, HTTP_REQUEST, HTTPS_PROXY_REQUEST, UNEXPECTED_RECORD, INVALID_OUTER_RECORD_TYPE
    case (16, 247), (16, 156), (16, 155), (16, 225), (16, 251): .notTLS
    // UNSUPPORTED_PROTOCOL, WRONG_SSL_VERSION, UNKNOWN_SSL_VERSION
    case (16, 240), (16, 246), (16, 234): .unsupportedVersion
    // EXCESSIVE_MESSAGE_SIZE: BoringSSL takes 100 kB of certificates, and NIOSSL can't tell it to take more.
    case (16, 150): .tooBig
    // KEY_USAGE_BIT_INCORRECT, ECC_CERT_NOT_FOR_SIGNING, WRONG_CERTIFICATE_TYPE, UNKNOWN_CERTIFICATE_TYPE,
    // PEER_ERROR_UNSUPPORTED_CERTIFICATE_TYPE
    case (16, 302), (16, 144), (16, 241), (16, 228), (16, 193): .keyUnsupported
    // UNSUPPORTED_ALGORITHM of the library for keys
    case (6, 128): .keyUnsupported
    // CANNOT_PARSE_LEAF_CERT, CERT_LENGTH_MISMATCH
    case (16, 272), (16, 127): .certificateUnparsable
    // DECODE_ERROR of the libraries for keys and for curves: all that says so in TLS 1.3, where the chain is encrypted.
    case (6, 102), (15, 128): .certificateUnparsable
    // The libraries for X.509 and ASN.1
    case (11, _), (12, _), (20, _): .certificateUnparsable
    // DECODE_ERROR is about any message.
    case (16, 137): hasCertificate ? .certificateUnparsable : .malformed
    // BAD_ALERT, BAD_HANDSHAKE_RECORD, BAD_LENGTH, BAD_PACKET_LENGTH, CCS_RECEIVED_EARLY, DATA_LENGTH_TOO_LONG,
    // ENCRYPTED_LENGTH_TOO_LONG, ERROR_PARSING_EXTENSION, EXTRA_DATA_IN_MESSAGE, INVALID_MESSAGE, LENGTH_MISMATCH,
    // MISSING_EXTENSION, PARSE_TLSEXT, RECORD_LENGTH_MISMATCH
    case (16, 102), (16, 109), (16, 111), (16, 112), (16, 124), (16, 136), (16, 146), (16, 149), (16, 151), (16, 159),
      (16, 162), (16, 164), (16, 190), (16, 199):
      .malformed
    // TOO_MANY_EMPTY_FRAGMENTS, TOO_MANY_WARNING_ALERTS, UNEXPECTED_EXTENSION, UNEXPECTED_MESSAGE, UNKNOWN_ALERT_TYPE,
    // UNKNOWN_CIPHER_RETURNED, UNSUPPORTED_COMPRESSION_ALGORITHM, WRONG_CIPHER_RETURNED, WRONG_CURVE,
    // EXCESS_HANDSHAKE_DATA, DUPLICATE_EXTENSION, MISSING_KEY_SHARE
    case (16, 219), (16, 220), (16, 222), (16, 223), (16, 227), (16, 229), (16, 235), (16, 242), (16, 243), (16, 255),
      (16, 257), (16, 258):
      .malformed
    default: nil
    }
  }
}
