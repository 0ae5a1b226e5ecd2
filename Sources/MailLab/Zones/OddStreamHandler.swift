import NIOCore
import NIOPosix

/// Answers questions over TCP, oddly or by way of a connection of its own to the name server.
final class OddStreamHandler: ChannelInboundHandler {
  typealias InboundIn = [UInt8]
  typealias OutboundOut = ByteBuffer

  private let table: OddAnswerTable
  private let nameServer: Int
  private var upstream: EventLoopFuture<any Channel>?

  init(_ table: OddAnswerTable, nameServer: Int) {
    self.table = table
    self.nameServer = nameServer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let question = DNSQuestion(unwrapInboundIn(data)) else { return context.close(promise: nil) }
    switch table[question] {
    // Over TCP there is no identifier to be guessed, and no answer lacks room.
    case nil, .forgedIdentifier, .forgedQuestion, .truncated: pass(question, context)
    case .servfail: answer(question.answer(.serverFailure), context)
    // To end the connection would cost others their answers: clients ask for many names over one.
    case .refused, .truncatedForGood: answer(question.answer(.refused), context)
    case .silence: break
    case .records(let records): answer(question.answer(records: records), context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    upstream?.whenSuccess { $0.close(promise: nil) }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A client that resets has no more questions.
    context.close(promise: nil)
  }

  private func answer(_ octets: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(Self.framed(octets, context)), promise: nil)
  }

  private func pass(_ question: DNSQuestion, _ context: ChannelHandlerContext) {
    let connected = upstream ?? connect(context)
    upstream = connected
    let message = Self.framed(question.message, context)
    connected.whenSuccess { $0.writeAndFlush(message, promise: nil) }
  }

  private func connect(_ context: ChannelHandlerContext) -> EventLoopFuture<any Channel> {
    let client = context.channel
    let connected = ClientBootstrap(group: context.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(PassingHandler(to: client))
        }
      }
      .connect(host: "127.0.0.1", port: nameServer)
    connected.whenFailure { _ in client.close(promise: nil) }
    return connected
  }

  private static func framed(_ octets: [UInt8], _ context: ChannelHandlerContext) -> ByteBuffer {
    var buffer = context.channel.allocator.buffer(capacity: octets.count + 2)
    buffer.writeInteger(UInt16(octets.count))
    buffer.writeBytes(octets)
    return buffer
  }
}

/// Passes what the name server says on to the client as it comes, and its end too.
private final class PassingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let client: any Channel

  init(to client: any Channel) {
    self.client = client
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    client.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    client.close(promise: nil)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
