import COpenSSL

/// A private key, held by OpenSSL for as long as this object lives.
@safe
final class PrivateKey {
  /// `EVP_PKEY *`
  let pointer: OpaquePointer

  private init(owning pointer: OpaquePointer) {
    unsafe self.pointer = pointer
  }

  deinit {
    unsafe EVP_PKEY_free(pointer)
  }

  /// The P-256 key that belongs to a phrase: the same phrase gives the same key in every laboratory, so that
  /// a host's key stays from one wave to the next.
  convenience init(p256For phrase: String) throws {
    // SHA-256 is below the order of P-256 but for one phrase in 2³².
    let scalar = try Digest.sha256.of(Array(phrase.utf8))
    // RFC 5915 ECPrivateKey with prime256v1 and without the public key, which OpenSSL then computes.
    let header: [UInt8] = [0x30, 0x31, 0x02, 0x01, 0x01, 0x04, 0x20]
    let parameters: [UInt8] = [0xA0, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
    try self.init(der: header + scalar + parameters)
  }

  /// The Ed25519 key that belongs to a phrase, as for P-256.
  convenience init(ed25519For phrase: String) throws {
    let seed = try Digest.sha256.of(Array(phrase.utf8))
    let pointer = unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    try unsafe self.init(owning: OpenSSLError.check(pointer, "make an Ed25519 key"))
  }

  /// A new RSA key of more than two primes (RFC 8017 §3.1): shorter primes are found sooner.
  convenience init(rsaBits bits: Int32, primes: Int32) throws {
    let context = try unsafe OpenSSLError.check(EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil), "make an RSA key")
    defer { unsafe EVP_PKEY_CTX_free(context) }
    try unsafe OpenSSLError.check(EVP_PKEY_keygen_init(context), "make an RSA key")
    try unsafe OpenSSLError.check(EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits), "choose a length")
    try unsafe OpenSSLError.check(EVP_PKEY_CTX_set_rsa_keygen_primes(context, primes), "choose a number of primes")
    var pointer: OpaquePointer?
    try unsafe OpenSSLError.check(EVP_PKEY_keygen(context, &pointer), "make an RSA key")
    try unsafe self.init(owning: OpenSSLError.check(pointer, "make an RSA key"))
  }

  /// Writes a curve's parameters out, where its name stood.
  func writeParametersOut() throws {
    // `OSSL_PKEY_PARAM_EC_ENCODING` is a macro that Swift can't read.
    try unsafe OpenSSLError.check(
      EVP_PKEY_set_utf8_string_param(pointer, "encoding", "explicit"), "write parameters out")
  }

  /// A new RSA key.
  convenience init(rsaBits bits: Int32) throws {
    try unsafe self.init(owning: OpenSSLError.check(mx_make_rsa_key(bits), "make an RSA key"))
  }

  /// The key in a DER form: PKCS #8, RFC 5915 or PKCS #1.
  convenience init(der: [UInt8]) throws {
    let pointer = unsafe der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return unsafe d2i_AutoPrivateKey(nil, &start, bytes.count)
    }
    try unsafe self.init(owning: OpenSSLError.check(pointer, "read a private key"))
  }

  /// The key in DER.
  func der() throws -> [UInt8] {
    try unsafe derBytes("write a private key") { unsafe i2d_PrivateKey(pointer, $0) }
  }
}

/// The bytes of an `i2d_…` function, which is asked for the length first.
func derBytes(
  _ purpose: String, _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) throws -> [UInt8] {
  let length = write(nil)
  guard length > 0 else { throw OpenSSLError.latest(purpose) }
  var bytes = [UInt8](repeating: 0, count: Int(length))
  let written = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
    var start = buffer.baseAddress
    return unsafe write(&start)
  }
  guard written == length else { throw OpenSSLError.latest(purpose) }
  return bytes
}
