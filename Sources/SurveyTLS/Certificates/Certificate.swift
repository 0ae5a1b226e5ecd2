internal import COpenSSL
public import SurveyCore

/// A parsed certificate: one reference to OpenSSL's `X509`.
///
/// `@unchecked Sendable`: it is only read; what OpenSSL computes of it when first asked it guards itself.
@safe final class Certificate: @unchecked Sendable {
  let x509: OpaquePointer

  /// Parses DER; `nil` where the octets are no certificate, or more than one.
  init?(der: [UInt8]) {
    let parsed = unsafe der.withUnsafeBufferPointer { unsafe mx_parse_certificate($0.baseAddress, $0.count) }
    ERR_clear_error()
    guard let parsed = unsafe parsed else { return nil }
    unsafe x509 = parsed
  }

  deinit { unsafe X509_free(x509) }

  var dnsNames: (names: [[UInt8]], count: Int) {
    let found = OctetList()
    let count = unsafe mx_dns_names(x509, Int32(CertificateFields.maximumNames), OctetList.append, found.argument)
    return (found.items, Int(count))
  }

  var commonNames: [[UInt8]] {
    let found = OctetList()
    unsafe mx_common_names(x509, OctetList.append, found.argument)
    return found.items
  }

  var isSelfSigned: Bool { unsafe mx_is_self_signed(x509) == 1 }

  var notBefore: Instant? {
    var epoch: Int64 = 0
    return unsafe mx_not_before(x509, &epoch) == 1 ? Instant(epoch: epoch) : nil
  }

  var notAfter: Instant? {
    var epoch: Int64 = 0
    return unsafe mx_not_after(x509, &epoch) == 1 ? Instant(epoch: epoch) : nil
  }

  /// The subject's and the issuer's DER, by which issuers are looked up.
  var subjectDER: [UInt8] { unsafe Certificate.der(of: X509_get_subject_name(x509)) }
  var issuerDER: [UInt8] { unsafe Certificate.der(of: X509_get_issuer_name(x509)) }

  static func der(of name: OpaquePointer?) -> [UInt8] {
    var start: UnsafePointer<UInt8>?
    var count = 0
    guard unsafe X509_NAME_get0_der(name, &start, &count) == 1 else { return [] }
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }
}

/// Collects octet strings that a C callback delivers during one call.
final class OctetList {
  var items: [[UInt8]] = []

  /// The callback's argument: this object, borrowed for the length of the call.
  var argument: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let append: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int) -> Void = {
    argument, octets, count in
    guard let argument = unsafe argument else { return }
    let octets = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    unsafe Unmanaged<OctetList>.fromOpaque(argument).takeUnretainedValue().items.append(octets)
  }
}

extension CertificateFields {
  /// Reads a certificate's fields; `nil` where the octets are no certificate.
  public init?(der: [UInt8]) {
    guard let certificate = Certificate(der: der) else { return nil }
    let (names, count) = certificate.dnsNames
    var bits: Int32 = 0
    let keyType = unsafe mx_key_type(certificate.x509, &bits)
    self.init(
      subject: unsafe CertificateFields.text(of: X509_get_subject_name(certificate.x509)),
      issuer: unsafe CertificateFields.text(of: X509_get_issuer_name(certificate.x509)),
      serial: CertificateFields.serial(of: certificate),
      notBefore: certificate.notBefore, notAfter: certificate.notAfter,
      keyType: unsafe keyType.map { unsafe String(cString: $0) }, keyBits: Int(bits),
      signatureAlgorithm: unsafe String(cString: mx_signature_algorithm(certificate.x509)),
      dnsNames: names, dnsNameCount: count, commonNames: certificate.commonNames,
      isSelfSigned: certificate.isSelfSigned, isCA: unsafe mx_is_ca(certificate.x509) == 1,
      spkiSHA256: CertificateFields.spki(of: certificate))
    ERR_clear_error()
  }

  private static func text(of name: OpaquePointer?) -> String {
    var count = 0
    guard let text = unsafe mx_name_text(name, &count) else { return "" }
    defer { unsafe mx_free(text) }
    let octets = unsafe UnsafeRawBufferPointer(start: text, count: count)
    return unsafe String(decoding: octets, as: UTF8.self)
  }

  private static func serial(of certificate: Certificate) -> String {
    guard let text = unsafe mx_serial_hex(certificate.x509) else { return "" }
    defer { unsafe mx_free(text) }
    return unsafe String(cString: text)
  }

  private static func spki(of certificate: Certificate) -> Fingerprint? {
    var digest = [UInt8](repeating: 0, count: Fingerprint.count)
    guard unsafe mx_spki_sha256(certificate.x509, &digest) == 1 else { return nil }
    return Fingerprint(octets: digest)
  }
}

/// Reads PEM text.
public enum PEM {
  /// The DER octets of every certificate in the text, in order; `nil` where it can't be read.
  public static func certificates(_ text: [UInt8]) -> [[UInt8]]? {
    let found = OctetList()
    let count = unsafe text.withUnsafeBytes {
      unsafe mx_pem_certificates($0.baseAddress, $0.count, OctetList.append, found.argument)
    }
    return count < 0 ? nil : found.items
  }
}
