import NIOCore
import NIOPosix

/// A forwarder as in a home router that knows nothing of DNSSEC: what comes through it can't be validated.
///
/// ```
/// survey ──A, DO──▶ forwarder ──A──▶ name server
/// survey ◀──A────── forwarder ◀─A─── name server
/// survey ─DNSKEY──▶ forwarder
/// survey ◀nothing── forwarder
/// ```
/// It answers over UDP only: without signatures the laboratory's answers fit into one datagram.
public struct StrippingForwarder: Sendable {
  /// Its port of 127.0.0.1.
  public let port: Int
  private let group: MultiThreadedEventLoopGroup

  /// Starts it before the name server at a port of 127.0.0.1.
  ///
  /// - Parameter port: 0: any that is free.
  public static func start(before nameServer: Int, port: Int = 0) async throws -> StrippingForwarder {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let loop = group.next()
      let relay = try await DatagramRelay.start(before: nameServer, on: loop)
      let listener = try await DatagramBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(QuestionHandler(relay.value))
          }
        }
        .bind(host: "127.0.0.1", port: port).get()
      guard let port = listener.localAddress?.port else {
        throw LaboratoryError.cannotListen(address: "127.0.0.1", port: port, reason: "the socket has no port")
      }
      return StrippingForwarder(port: port, group: group)
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
  }

  /// Closes its sockets; what is under way is lost.
  public func stop() async throws {
    try await group.shutdownGracefully()
  }

  /// Starts one, does something with it, and stops it whatever happens.
  public static func with<Result: Sendable>(
    before nameServer: Int, _ body: (StrippingForwarder) async throws -> Result
  ) async throws -> Result {
    let forwarder = try await start(before: nameServer)
    do {
      let result = try await body(forwarder)
      try await forwarder.stop()
      return result
    } catch {
      try await forwarder.stop()
      throw error
    }
  }
}

/// Passes questions on.
private final class QuestionHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let relay: DatagramRelay

  init(_ relay: DatagramRelay) {
    self.relay = relay
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    guard var question = DNSQuestion(Array(envelope.data.readableBytesView)) else { return }
    guard !question.asksForDNSSEC else {
      let answer = context.channel.allocator.buffer(bytes: question.emptyAnswer)
      return context.channel.writeAndFlush(
        AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: answer), promise: nil)
    }
    question.clearDO()
    relay.pass(question, from: envelope.remoteAddress, on: context.channel)
  }
}
