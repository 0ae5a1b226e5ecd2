internal import COpenSSL
internal import SurveyCore

/// The settings of the legacy look: OpenSSL at security level 0, TLS 1.0 up.
///
/// Nothing is verified in the handshake: chains are judged afterwards, once each.
///
/// `@unchecked Sendable`: an `SSL_CTX` is set up here and never changed; OpenSSL counts its references atomically.
@safe public final class LegacyContext: @unchecked Sendable {
  /// Which suites are offered. A server that prefers a suite without a certificate would hide the one it has, so these
  /// are never offered beside others.
  public enum Suites: Sendable, Hashable {
    /// Every suite that has a certificate.
    case withCertificate
    /// Only suites without a certificate (RFC 5246 §A.5), which end with TLS 1.2.
    case anonymous

    /// In OpenSSL's notation.
    fileprivate var list: String {
      switch self {
      case .withCertificate: "ALL:!aNULL:!eNULL:@SECLEVEL=0"
      case .anonymous: "aNULL:!eNULL:@SECLEVEL=0"
      }
    }

    fileprivate var maximumVersion: Int32 {
      switch self {
      // OpenSSL's 0: the highest that it knows.
      case .withCertificate: 0
      case .anonymous: TLS1_2_VERSION
      }
    }
  }

  let context: OpaquePointer

  /// A context; one serves a whole survey.
  public init(_ suites: Suites = .withCertificate) {
    guard
      let context = unsafe mx_legacy_client_context(suites.list, suites.maximumVersion, PresentedChain.maximumLength)
    else { preconditionFailure("OpenSSL refuses the legacy look's settings") }
    unsafe self.context = context
  }

  deinit { unsafe SSL_CTX_free(context) }
}
