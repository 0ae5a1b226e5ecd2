import SurveyCore
import SurveyTLS

@testable import MailLab

/// A certificate with its key that is made to order, for what the laboratory's authorities would never sign.
struct Forged: Sendable {
  let der: [UInt8]
  let key: [UInt8]

  enum Key: Sendable {
    /// The P-256 key that belongs to a phrase.
    case p256(String)
    case rsa(Int32)
  }

  /// Numbers of extensions (`openssl/obj_mac.h`).
  enum Extension {
    static let netscapeComment: Int32 = 78
    static let subjectKeyIdentifier: Int32 = 82
    static let subjectAltName: Int32 = 85
    static let basicConstraints: Int32 = 87
    static let authorityKeyIdentifier: Int32 = 90
  }

  static let authority: [(nid: Int32, value: String)] = [
    (Extension.basicConstraints, "critical,CA:TRUE"), (Extension.subjectKeyIdentifier, "hash"),
  ]
  static let leaf: [(nid: Int32, value: String)] = [
    (Extension.subjectAltName, "DNS:mx.mail.example"), (Extension.subjectKeyIdentifier, "hash"),
  ]

  /// Makes and signs a certificate; without an issuer it signs itself.
  /// - Parameter days: its validity around `Authority.now`.
  init(
    _ commonName: String, key: Key? = nil, days: ClosedRange<Int> = -100...100, by issuer: Forged? = nil,
    _ extensions: [(nid: Int32, value: String)], signsWithSHA1: Bool = false
  ) throws {
    let own =
      switch key ?? .p256(commonName) {
      case .p256(let phrase): try PrivateKey(p256For: phrase)
      case .rsa(let bits): try PrivateKey(rsaBits: bits)
      }
    let contents = CertificateContents(
      commonName: commonName, notBefore: Authority.date.secondsSinceEpoch + days.lowerBound * 86_400,
      notAfter: Authority.date.secondsSinceEpoch + days.upperBound * 86_400, extensions: extensions,
      signsWithSHA1: signsWithSHA1)
    let signer = try issuer.map { (try MailLab.Certificate(der: $0.der), try PrivateKey(der: $0.key)) }
    der = try MailLab.Certificate(contents, key: own, issuer: signer).der()
    self.key = try own.der()
  }

  /// An authority, its own issuer unless one is given.
  static func authority(
    _ name: String, days: ClosedRange<Int> = -1_000...1_000, by issuer: Forged? = nil
  ) throws -> Forged {
    try Forged(name, days: days, by: issuer, authority)
  }
}

extension ChainJudge {
  /// A judge that trusts the given anchors.
  init(trusting anchors: [Forged], intermediates: [[UInt8]] = []) throws {
    self.init(
      trustStore: try TrustStore(pem: pem(anchors.map(\.der))), intermediates: IntermediatePool(intermediates))
  }
}
