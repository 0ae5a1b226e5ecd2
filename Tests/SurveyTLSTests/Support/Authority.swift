import SurveyCore
import SurveyTLS
import Testing

@testable import MailLab

/// The laboratory's authorities of one nominal date, and chains of every kind, each made once for the whole run.
struct Authority: Sendable {
  static let date = CalendarDate(daysSinceEpoch: 16_203)
  static let now = Instant(epoch: Int64(date.secondsSinceEpoch))
  /// The MX name under which the chains are judged.
  static let host = DomainName(uncheckedCanonical: "mx.mail.example")

  private let authority: CertificateAuthority
  private let chains: [CertificateKind: CertificateChain]

  private static let shared = Result { try Authority() }

  static func get() throws -> Authority { try shared.get() }

  private init() throws {
    let keys = try RSAKeyPool(for: [])
    let authority = try CertificateAuthority(nominalDate: Authority.date, rsaKeys: keys)
    self.authority = authority
    chains = try Dictionary(
      uniqueKeysWithValues: CertificateKind.allCases.map { kind in
        (kind, try authority.issue(CertificateProfile(kind, names: Authority.names(kind))))
      })
  }

  /// The chain that a server with such a certificate sends, leaf first.
  func chain(_ kind: CertificateKind) throws -> [[UInt8]] { try #require(chains[kind]).certificates }

  /// A new leaf with a key of that size, and what is sent after it.
  func chain(_ kind: CertificateKind, names: [String]) throws -> [[UInt8]] {
    try authority.issue(CertificateProfile(kind, names: names)).certificates
  }

  var rootPEM: [UInt8] { Array(authority.trustStore.utf8) }
  var root: [UInt8] { get throws { try #require(SurveyTLS.PEM.certificates(rootPEM)?.first) } }
  var intermediate: [UInt8] {
    get throws { try #require(SurveyTLS.PEM.certificates(Array(authority.intermediatePEM.utf8))?.first) }
  }

  /// A judge that trusts the public root.
  func judge(intermediates: [[UInt8]] = []) throws -> ChainJudge {
    ChainJudge(trustStore: try TrustStore(pem: rootPEM), intermediates: IntermediatePool(intermediates))
  }

  private static func names(_ kind: CertificateKind) -> [String] {
    switch kind {
    case .wrongName: ["mail.elsewhere.example"]
    case .wildcard: ["*.mail.example"]
    case .caSigned, .expired, .notYetValid, .selfSigned, .privateCA, .unknownIssuer, .incompleteChain, .commonNameOnly,
      .clientPurposeOnly, .sha1Signed:
      ["mx.mail.example"]
    }
  }
}

extension SurveyCore.Instant {
  static func + (instant: Instant, seconds: Int64) -> Instant { Instant(epoch: instant.epoch + seconds) }
}

/// PEM text of certificates.
func pem(_ certificates: some Sequence<[UInt8]>) -> [UInt8] {
  Array(certificates.map(MailLab.PEM.certificate).joined().utf8)
}
