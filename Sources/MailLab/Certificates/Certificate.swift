import COpenSSL

/// A certificate, held by OpenSSL for as long as this object lives.
@safe
final class Certificate {
  /// `X509 *`
  let pointer: OpaquePointer

  private init(owning pointer: OpaquePointer) {
    unsafe self.pointer = pointer
  }

  deinit {
    unsafe X509_free(pointer)
  }

  /// The certificate in DER.
  convenience init(der: [UInt8]) throws {
    let pointer = unsafe der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return unsafe d2i_X509(nil, &start, bytes.count)
    }
    try unsafe self.init(owning: OpenSSLError.check(pointer, "read a certificate"))
  }

  /// Makes and signs a certificate.
  ///
  /// - Parameter issuer: certificate and key that sign; `nil`: it signs itself.
  convenience init(
    _ contents: CertificateContents, key: PrivateKey, issuer: (certificate: Certificate, key: PrivateKey)?
  ) throws {
    try unsafe self.init(owning: OpenSSLError.check(X509_new(), "make a certificate"))
    try unsafe OpenSSLError.check(X509_set_version(pointer, 2), "set the version 3")
    try setSerialNumber(contents.serialNumber)
    try setSubject(contents)
    let issuerPointer = unsafe issuer?.certificate.pointer ?? pointer
    try unsafe OpenSSLError.check(
      X509_set_issuer_name(pointer, X509_get_subject_name(issuerPointer)), "set an issuer")
    try unsafe set(X509_getm_notBefore(pointer), contents.notBefore)
    try unsafe set(X509_getm_notAfter(pointer), contents.notAfter)
    try unsafe OpenSSLError.check(X509_set_pubkey(pointer, key.pointer), "set a public key")
    for (extensionNID, value) in contents.extensions {
      try unsafe OpenSSLError.check(
        mx_add_extension(pointer, issuerPointer, extensionNID, value), "add the extension \(value)")
    }
    for added in contents.encodedExtensions { try add(added) }
    let digest = unsafe contents.signsWithSHA1 ? EVP_sha1() : contents.signsWithMD5 ? EVP_md5() : EVP_sha256()
    try unsafe OpenSSLError.check(
      X509_sign(pointer, (issuer?.key ?? key).pointer, digest), "sign a certificate")
  }

  /// The certificate in DER.
  func der() throws -> [UInt8] {
    try unsafe derBytes("write a certificate") { unsafe i2d_X509(pointer, $0) }
  }

  /// The SubjectPublicKeyInfo in DER, octet by octet as it stands in the certificate.
  func subjectPublicKeyInfo() throws -> [UInt8] {
    let key = unsafe X509_get_X509_PUBKEY(pointer)
    return try unsafe derBytes("write a public key") { unsafe i2d_X509_PUBKEY(key, $0) }
  }

  private func setSubject(_ contents: CertificateContents) throws {
    let name = try unsafe OpenSSLError.check(X509_get_subject_name(pointer), "take a subject")
    for (type, value) in [("O", contents.organization), ("CN", contents.commonName)] {
      guard let value else { continue }
      let bytes = Array(value.utf8)
      try unsafe OpenSSLError.check(
        X509_NAME_add_entry_by_txt(name, type, MBSTRING_UTF8, bytes, Int32(bytes.count), -1, 0),
        "set a subject")
    }
  }

  private func setSerialNumber(_ number: SerialNumber) throws {
    let octets =
      switch number {
      case .random:
        stride(from: 56, through: 0, by: -8).map { [drawn = UInt64.random(in: 1...UInt64(Int64.max))] in
          UInt8(truncatingIfNeeded: drawn >> $0)
        }
      case .positive(let octets), .negative(let octets): octets
      }
    let value = try unsafe OpenSSLError.check(BN_bin2bn(octets, Int32(octets.count), nil), "read a serial number")
    defer { unsafe BN_free(value) }
    if case .negative = number { unsafe BN_set_negative(value, 1) }
    guard unsafe BN_to_ASN1_INTEGER(value, X509_get_serialNumber(pointer)) != nil else {
      throw OpenSSLError.latest("set a serial number")
    }
  }

  private func add(_ added: EncodedExtension) throws {
    let object = try unsafe OpenSSLError.check(OBJ_txt2obj(added.identifier, 1), "read an object identifier")
    defer { unsafe ASN1_OBJECT_free(object) }
    guard let value = unsafe ASN1_OCTET_STRING_new() else { throw OpenSSLError.latest("make an octet string") }
    defer { unsafe ASN1_OCTET_STRING_free(value) }
    try unsafe OpenSSLError.check(
      ASN1_OCTET_STRING_set(value, added.value, Int32(added.value.count)), "fill an octet string")
    let made = try unsafe OpenSSLError.check(
      X509_EXTENSION_create_by_OBJ(nil, object, added.isCritical ? 1 : 0, value), "make an extension")
    defer { unsafe X509_EXTENSION_free(made) }
    try unsafe OpenSSLError.check(X509_add_ext(pointer, made, -1), "add an extension")
  }

  private func set(_ time: UnsafeMutablePointer<ASN1_TIME>?, _ secondsSinceEpoch: Int) throws {
    guard unsafe ASN1_TIME_set(time, secondsSinceEpoch) != nil else {
      throw OpenSSLError.latest("set a validity")
    }
  }

  /// `MBSTRING_FLAG`, a macro, with UTF-8's number, zero.
  private var MBSTRING_UTF8: Int32 { 0x1000 }
}

/// What stands in a certificate.
struct CertificateContents {
  var organization: String?
  var commonName: String?
  /// Seconds since 1970-01-01T00:00:00Z.
  let notBefore: Int
  /// Seconds since 1970-01-01T00:00:00Z.
  let notAfter: Int
  /// Extensions in their order, with values in the notation of x509v3_config(5).
  var extensions: [(nid: Int32, value: String)]
  var signsWithSHA1 = false
  var signsWithMD5 = false
  var serialNumber = SerialNumber.random
  /// Further extensions, after the others.
  var encodedExtensions: [EncodedExtension] = []
}

/// A certificate's serial number, RFC 5280 §4.1.2.2; the octets are its amount, the most significant first.
enum SerialNumber: Hashable, Sendable {
  /// Above zero, of at most 63 bits.
  case random
  case positive([UInt8])
  case negative([UInt8])
}

/// An extension whose value OpenSSL takes as it is.
struct EncodedExtension: Hashable, Sendable {
  /// An object identifier in dotted decimal notation.
  let identifier: String
  let isCritical: Bool
  /// DER.
  let value: [UInt8]
}
