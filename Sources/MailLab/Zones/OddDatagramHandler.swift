import NIOCore

/// Answers questions over UDP, oddly or by way of the name server.
final class OddDatagramHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let table: OddAnswerTable
  private let relay: DatagramRelay

  /// The true answer comes so much later than the forged one that no client can have taken it for the first.
  private static let pause = TimeAmount.milliseconds(100)

  init(_ table: OddAnswerTable, _ relay: DatagramRelay) {
    self.table = table
    self.relay = relay
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    guard let question = DNSQuestion(Array(envelope.data.readableBytesView)) else { return }
    let client = envelope.remoteAddress
    switch table[question] {
    case nil: relay.pass(question, from: client, on: context.channel)
    case .servfail: answer(question.answer(.serverFailure), client, context)
    case .refused: answer(question.answer(.refused), client, context)
    case .silence: break
    case .forgedIdentifier:
      var forged = question
      forged.identifier ^= 0x5555
      answer(forged.answer(.nameError), client, context)
      passLater(question, client, context)
    case .forgedQuestion:
      answer(question.altered.answer(.nameError), client, context)
      passLater(question, client, context)
    case .truncated, .truncatedForGood: answer(question.answer(isTruncated: true), client, context)
    case .records(let records): answer(question.answer(records: records), client, context)
    }
  }

  private func answer(_ octets: [UInt8], _ client: SocketAddress, _ context: ChannelHandlerContext) {
    let data = context.channel.allocator.buffer(bytes: octets)
    context.channel.writeAndFlush(AddressedEnvelope(remoteAddress: client, data: data), promise: nil)
  }

  private func passLater(_ question: DNSQuestion, _ client: SocketAddress, _ context: ChannelHandlerContext) {
    let channel = context.channel
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) { [relay] in
      relay.pass(question, from: client, on: channel)
    }
  }
}
