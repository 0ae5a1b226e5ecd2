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
      let relay = NIOLoopBoundBox.makeBoxSendingValue(Relay(), eventLoop: loop)
      let upstream = try await DatagramBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(AnswerHandler(relay.value))
          }
        }
        .connect(host: "127.0.0.1", port: nameServer).get()
      let listener = try await DatagramBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(QuestionHandler(relay.value, upstream: upstream))
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

/// The questions that wait for an answer. Confined to the forwarder's event loop.
private final class Relay {
  struct Client {
    let channel: any Channel
    let address: SocketAddress
    let identifier: UInt16
  }

  /// By our own identifier, as two clients may choose the same. A name server that answers keeps it small, and it can't
  /// grow beyond what identifiers there are.
  private var waiting: [UInt16: Client] = [:]
  private var next: UInt16 = 0

  /// Returns the identifier under which to ask.
  func add(_ client: Client) -> UInt16 {
    next &+= 1
    waiting[next] = client
    return next
  }

  func take(_ identifier: UInt16) -> Client? { waiting.removeValue(forKey: identifier) }
}

/// Passes questions on.
private final class QuestionHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let relay: Relay
  private let upstream: any Channel

  init(_ relay: Relay, upstream: any Channel) {
    self.relay = relay
    self.upstream = upstream
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
    question.identifier = relay.add(
      Relay.Client(channel: context.channel, address: envelope.remoteAddress, identifier: question.identifier))
    upstream.writeAndFlush(context.channel.allocator.buffer(bytes: question.message), promise: nil)
  }
}

/// Passes answers back.
private final class AnswerHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let relay: Relay

  init(_ relay: Relay) {
    self.relay = relay
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var answer = unwrapInboundIn(data).data
    guard let identifier = answer.getInteger(at: answer.readerIndex, as: UInt16.self),
      let client = relay.take(identifier)
    else { return }
    answer.setInteger(client.identifier, at: answer.readerIndex)
    client.channel.writeAndFlush(
      AddressedEnvelope(remoteAddress: client.address, data: answer), promise: nil)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A name server that is gone refuses: its questions stay without an answer, as behind a router.
  }
}
