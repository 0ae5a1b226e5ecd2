import COpenSSL

/// What OpenSSL needs to be a server with one certificate and one set of limits.
@safe
final class TLSContext {
  /// `SSL_OP_CIPHER_SERVER_PREFERENCE`, a macro that Swift can't read.
  private static let ownOrder: UInt64 = 1 << 22

  /// `SSL_CTX *`
  private let pointer: OpaquePointer

  init(_ chain: CertificateChain, limits: TLSLimits) throws {
    try unsafe pointer = OpenSSLError.check(SSL_CTX_new(TLS_server_method()), "make a TLS context")
    // Old versions, SHA-1 and 1024-bit keys are what a laboratory is for. The level has to fall first.
    unsafe SSL_CTX_set_security_level(pointer, 0)
    try unsafe OpenSSLError.check(
      mx_limit_versions(pointer, limits.minimum.number, limits.maximum.number), "limit TLS versions")
    try unsafe OpenSSLError.check(
      SSL_CTX_set_cipher_list(pointer, "\(limits.ciphers ?? "DEFAULT"):@SECLEVEL=0"), "set cipher suites")
    try unsafe OpenSSLError.check(mx_choose_dh_parameters(pointer), "choose DH parameters")
    if let groups = limits.groups {
      try unsafe OpenSSLError.check(mx_set_groups(pointer, groups), "set groups")
    }
    if limits.prefersOwnOrder { unsafe SSL_CTX_set_options(pointer, Self.ownOrder) }
    switch limits.serverNames {
    case .ignored: break
    case .warned: unsafe mx_know_no_server_name(pointer, SSL_TLSEXT_ERR_ALERT_WARNING)
    case .refused: unsafe mx_know_no_server_name(pointer, SSL_TLSEXT_ERR_ALERT_FATAL)
    }
    if limits.demandsCertificate {
      unsafe SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
    }
    unsafe mx_send_only_given_chain(pointer)
    unsafe mx_keep_no_sessions(pointer)
    for (place, der) in chain.certificates.enumerated() {
      let certificate = try Certificate(der: der)
      let added =
        unsafe place == 0
        ? SSL_CTX_use_certificate(pointer, certificate.pointer)
        : mx_append_to_chain(pointer, certificate.pointer)
      try OpenSSLError.check(added, "use a certificate")
    }
    let key = try PrivateKey(der: chain.key)
    try unsafe OpenSSLError.check(SSL_CTX_use_PrivateKey(pointer, key.pointer), "use a private key")
  }

  deinit {
    unsafe SSL_CTX_free(pointer)
  }

  /// The handler that does one connection's TLS.
  func makeHandler() throws -> TLSServerHandler {
    try unsafe TLSServerHandler(owning: OpenSSLError.check(SSL_new(pointer), "start TLS"))
  }
}

extension TLSVersion {
  /// The number on the wire, RFC 8446 §4.2.1.
  fileprivate var number: Int32 {
    switch self {
    case .tls10: 0x0301
    case .tls11: 0x0302
    case .tls12: 0x0303
    case .tls13: 0x0304
    }
  }
}

/// The contexts of all servers, each made when a client first needs it; servers with one certificate and the
/// same limits share it. Confined to the servers' event loop.
final class TLSContexts {
  private struct Key: Hashable {
    let certificate: CertificateProfile
    let limits: TLSLimits
  }

  private let authority: CertificateAuthority
  private var contexts: [Key: TLSContext] = [:]

  init(_ authority: CertificateAuthority) {
    self.authority = authority
  }

  func context(for profile: ServerProfile) throws -> TLSContext {
    let key = Key(certificate: profile.certificate, limits: profile.tls)
    if let context = contexts[key] { return context }
    let context = try TLSContext(authority.issue(profile.certificate), limits: profile.tls)
    contexts[key] = context
    return context
  }

  /// What a server presents, for handshakes that are made by hand.
  func chain(for profile: ServerProfile) throws -> CertificateChain { try authority.issue(profile.certificate) }
}
