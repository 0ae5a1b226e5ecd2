import SurveyCore
import SurveyTLS

/// Octets in the place of certificates: the store does not look into them.
enum GeneratedCertificate {
  /// A leaf behind which one of eight intermediates stands; the same number has the same.
  static func chain(_ number: UInt64) -> PresentedChain {
    guard let chain = PresentedChain(der: [octets(number), octets(number % 8)]) else {
      preconditionFailure("two certificates are a chain")
    }
    return chain
  }

  /// What stands in a certificate. To read it is not the writer's work, so that all have the same.
  static func fields(of _: [UInt8]) -> CertificateFields {
    CertificateFields(
      subject: "CN=mx.domain.example", issuer: "CN=An intermediate,O=A certification authority,C=XX",
      serial: "03A1B2C3D4E5F60718293A4B5C6D7E8F9001", notBefore: ResolvedWave.start, notAfter: ResolvedWave.start,
      keyType: "RSA", keyBits: 2_048, signatureAlgorithm: "sha256WithRSAEncryption",
      dnsNames: [Array("mx.domain.example".utf8)], dnsNameCount: 1, commonNames: [], isSelfSigned: false, isCA: false,
      spkiSHA256: nil)
  }

  /// As many octets as certificates with an RSA key have.
  private static func octets(_ number: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: number)
    var octets: [UInt8] = []
    octets.reserveCapacity(length)
    while octets.count < length { octets.append(UInt8(truncatingIfNeeded: generator.next())) }
    return octets
  }

  private static let length = 1_300
}
