internal import NIOCore
internal import NIOSSL
internal import SurveyCore

/// The look of a present-day sender: BoringSSL in the channel, TLS 1.0 up.
struct ModernLook: TLSLook {
  let look = Look.modern
  /// One for the whole survey: making one is dear.
  private let context: NIOSSLContext

  /// A look.
  /// - Parameter offersPostQuantum: whether X25519MLKEM768 is offered, first; its share makes the ClientHello about
  ///   1,200 octets longer.
  init(offersPostQuantum: Bool) {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv1
    // All suites that have a certificate; 3DES only takes part where it is named, and then last.
    configuration.cipherSuites = "ALL:DES-CBC3-SHA"
    configuration.curves =
      (offersPostQuantum ? [.x25519_MLKEM768] : []) + [.x25519, .secp256r1, .secp384r1, .secp521r1]
    // Chains are judged afterwards: the callback of each connection accepts any. It is only called where verification
    // is asked for, and then no trust store is needed.
    configuration.certificateVerification = .noHostnameVerification
    configuration.trustRoots = .certificates([])
    // Nobody waits for a close_notify here; a longer time would only keep finished connections in memory.
    configuration.shutdownTimeout = .zero
    do {
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      preconditionFailure("BoringSSL refuses the modern look's settings: \(error)")
    }
  }

  func makeClient(serverName: DomainName) -> any TLSClientHandler {
    ModernClientHandler(context, serverName: serverName)
  }
}
