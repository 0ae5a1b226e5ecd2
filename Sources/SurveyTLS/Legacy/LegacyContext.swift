internal import COpenSSL
internal import SurveyCore

/// The settings of the legacy look: OpenSSL at security level 0, TLS 1.0 up, every suite that has a certificate.
///
/// Nothing is verified in the handshake: chains are judged afterwards, once each.
///
/// `@unchecked Sendable`: an `SSL_CTX` is set up here and never changed; OpenSSL counts its references atomically.
@safe public final class LegacyContext: @unchecked Sendable {
  let context: OpaquePointer

  /// A context; one serves a whole survey.
  public init() {
    guard let context = unsafe mx_legacy_client_context(PresentedChain.maximumLength) else {
      preconditionFailure("OpenSSL refuses the legacy look's settings")
    }
    unsafe self.context = context
  }

  deinit { unsafe SSL_CTX_free(context) }
}
