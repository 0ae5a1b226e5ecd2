internal import NIOCore
internal import NIOSSL
internal import NIOTLS
internal import SurveyCore

/// Stands above NIOSSL's handler and tells the dialogue of it; below it a reader takes from the wire what NIOSSL keeps
/// to itself.
///
/// ```
/// DialogueHandler
/// ModernClientHandler
/// NIOSSLClientHandler
/// WireHandler
/// the socket
/// ```
final class ModernClientHandler: TLSClientHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let context: NIOSSLContext
  private let serverName: DomainName
  private let wire = WireHandler()
  private let verified = VerifiedCertificates()
  private var isHandshaking = true

  init(_ context: NIOSSLContext, serverName: DomainName) {
    self.context = context
    self.serverName = serverName
  }

  /// From the wire where they were in the clear, which is also where BoringSSL refuses them; in TLS 1.3 as BoringSSL
  /// shows them for verification.
  var certificates: [ArraySlice<UInt8>] { wire.reader.certificates ?? verified.der.map { $0[...] } }

  func handlerAdded(context: ChannelHandlerContext) {
    do {
      let client = try makeClient()
      // The reader has to be there when NIOSSL, once added, writes its ClientHello.
      try context.pipeline.syncOperations.addHandler(wire, position: .before(self))
      try context.pipeline.syncOperations.addHandler(client, position: .after(wire))
    } catch {
      fail(error, context)
    }
  }

  /// A client that accepts any chain and keeps it.
  private func makeClient() throws -> NIOSSLClientHandler {
    // An address is no server name (RFC 6066 §3).
    let name = Address(serverName.text) == nil ? serverName.text : nil
    return try NIOSSLClientHandler(
      context: context, serverHostname: name,
      customVerificationCallback: { [verified, wire] certificates, promise in
        if wire.reader.certificates == nil { verified.der = certificates.compactMap { try? $0.toDERBytes() } }
        promise.succeed(.certificateVerified)
      })
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event as? TLSUserEvent {
    case .handshakeCompleted:
      guard isHandshaking else { return }
      isHandshaking = false
      // Only octets that BoringSSL reads in another way than we do could leave us without a session.
      context.fireUserInboundEventTriggered(wire.reader.session.map(TLSEvent.completed) ?? .failed(.malformed))
    case .shutdownCompleted: break
    case nil: context.fireUserInboundEventTriggered(event)
    }
  }

  /// Errors of TLS end here: those of the handshake become its failure, and once it is over NIOSSL closes the connection,
  /// which is all that the dialogue has to know. Errors of the connection go on to the dialogue.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard
      error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError || error is NIOSSLCloseTimedOutError
    else { return context.fireErrorCaught(error) }
    if isHandshaking, !ModernClientHandler.isEndOfStream(error) { fail(error, context) }
  }

  private func fail(_ error: any Error, _ context: ChannelHandlerContext) {
    isHandshaking = false
    context.fireUserInboundEventTriggered(TLSEvent.failed(HandshakeFailure(error, seen: wire.reader)))
  }

  /// Whether NIOSSL only says that the connection ended: the channel says so itself.
  private static func isEndOfStream(_ error: any Error) -> Bool {
    guard case .handshakeFailed(.sslError(let stack)) = error as? NIOSSLError else { return false }
    return stack == [.eofDuringHandshake]
  }

  /// Closes below NIOSSL, which would wait for the peer's close_notify with the connection open.
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    wire.close(mode: mode, promise: promise)
  }
}

/// The certificates that BoringSSL showed for verification, in DER, leaf first.
private final class VerifiedCertificates {
  var der: [[UInt8]] = []
}
