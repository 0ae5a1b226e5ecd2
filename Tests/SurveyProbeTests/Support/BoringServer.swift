import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import SurveyCore

@testable import MailLab

/// An SMTP server whose TLS is BoringSSL's: unlike Debian's OpenSSL it has ML-KEM.
enum BoringServer {
  /// Listens on 127.0.0.1 with one certificate, does something, and closes whatever happens.
  static func with<Result: Sendable>(
    _ chain: CertificateChain, groups: [NIOTLSCurve], _ body: (UInt16) async throws -> Result
  ) async throws -> Result {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try chain.certificates.map { .certificate(try NIOSSLCertificate(bytes: $0, format: .der)) },
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(pem(chain.key).utf8), format: .pem)))
    configuration.curves = groups
    let context = try NIOSSLContext(configuration: configuration)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let listener = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Conversation(context))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    guard let port = listener.localAddress?.port else { preconditionFailure("a listener has a port") }
    do {
      let result = try await body(UInt16(port))
      try await group.shutdownGracefully()
      return result
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
  }

  /// The laboratory's key is an ECPrivateKey (RFC 5915) without its public half, which BoringSSL only knows by its name.
  private static func pem(_ key: [UInt8]) -> String {
    "-----BEGIN EC PRIVATE KEY-----\n\(Data(key).base64EncodedString())\n-----END EC PRIVATE KEY-----\n"
  }

  private final class Conversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let tls: NIOSSLContext

    init(_ tls: NIOSSLContext) { self.tls = tls }

    func channelActive(context: ChannelHandlerContext) { say("220 boring ESMTP", context) }

    /// Each of the probe's commands comes in one piece on loopback.
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch String(buffer: unwrapInboundIn(data)).prefix(4) {
      case "EHLO": say("250-boring\r\n250 STARTTLS", context)
      case "STAR":
        say("220 go", context)
        do {
          try context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
        } catch {
          context.close(promise: nil)
        }
      default: say("221 bye", context)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
      let buffer = context.channel.allocator.buffer(string: text + "\r\n")
      context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
  }
}
