import NIOCore
import NIOPosix

/// The questions over UDP that a forwarder has passed on to a name server, each waiting for its answer. Confined to the
/// forwarder's event loop.
final class DatagramRelay {
  /// Who asked, under which identifier.
  private struct Client {
    let channel: any Channel
    let address: SocketAddress
    let identifier: UInt16
  }

  /// By our own identifier, as two clients may choose the same. A name server that answers keeps it small, and it can't
  /// grow beyond what identifiers there are.
  private var waiting: [UInt16: Client] = [:]
  private var next: UInt16 = 0
  private var upstream: (any Channel)?

  /// Opens the socket to the name server at a port of 127.0.0.1.
  static func start(before nameServer: Int, on loop: any EventLoop) async throws -> NIOLoopBoundBox<DatagramRelay> {
    let relay = NIOLoopBoundBox.makeBoxSendingValue(DatagramRelay(), eventLoop: loop)
    _ = try await DatagramBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          relay.value.upstream = channel
          try channel.pipeline.syncOperations.addHandler(AnswerHandler(relay.value))
        }
      }
      .connect(host: "127.0.0.1", port: nameServer).get()
    return relay
  }

  /// Passes a question on; its answer goes to the address that it came from.
  func pass(_ question: DNSQuestion, from address: SocketAddress, on channel: any Channel) {
    next &+= 1
    waiting[next] = Client(channel: channel, address: address, identifier: question.identifier)
    var question = question
    question.identifier = next
    upstream?.writeAndFlush(channel.allocator.buffer(bytes: question.message), promise: nil)
  }

  fileprivate func passBack(_ answer: ByteBuffer) {
    var answer = answer
    guard let identifier = answer.getInteger(at: answer.readerIndex, as: UInt16.self),
      let client = waiting.removeValue(forKey: identifier)
    else { return }
    answer.setInteger(client.identifier, at: answer.readerIndex)
    client.channel.writeAndFlush(AddressedEnvelope(remoteAddress: client.address, data: answer), promise: nil)
  }
}

/// Passes answers back.
private final class AnswerHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let relay: DatagramRelay

  init(_ relay: DatagramRelay) {
    self.relay = relay
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { relay.passBack(unwrapInboundIn(data).data) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A name server that is gone refuses: its questions stay without an answer, as behind a router.
  }
}
