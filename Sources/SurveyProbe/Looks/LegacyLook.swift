internal import NIOCore
internal import SurveyCore
internal import SurveyTLS

/// The look of a tolerant sender: OpenSSL over memory, driven by the channel. The aNULL look is the same client with
/// other suites.
struct LegacyLook: TLSLook {
  let look: Look
  private let context: LegacyContext

  init(_ suites: LegacyContext.Suites = .withCertificate) {
    context = LegacyContext(suites)
    look =
      switch suites {
      case .withCertificate: .legacy
      case .anonymous: .anull
      }
  }

  func makeClient(serverName: DomainName) -> any TLSClientHandler {
    LegacyClientHandler(LegacyClient(context, serverName: serverName))
  }
}

/// Feeds a `LegacyClient` from the channel and writes what it wants to say.
final class LegacyClientHandler: TLSClientHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let client: LegacyClient

  init(_ client: LegacyClient) { self.client = client }

  var certificates: [ArraySlice<UInt8>] { client.certificates }

  func handlerAdded(context: ChannelHandlerContext) { perform(client.start(), context) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let step = unsafe unwrapInboundIn(data).withUnsafeReadableBytes { unsafe client.receive($0) }
    perform(step, context)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let sealed = client.send(Array(buffer: unwrapOutboundIn(data)))
    context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: sealed)), promise: promise)
  }

  private func perform(_ step: LegacyClient.Step, _ context: ChannelHandlerContext) {
    if !step.output.isEmpty {
      let buffer = context.channel.allocator.buffer(bytes: step.output)
      context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
    switch step.event {
    case .completed(let session): context.fireUserInboundEventTriggered(TLSEvent.completed(session))
    case .failed(let failure): context.fireUserInboundEventTriggered(TLSEvent.failed(failure))
    case nil: break
    }
    if !step.plaintext.isEmpty {
      context.fireChannelRead(wrapInboundOut(context.channel.allocator.buffer(bytes: step.plaintext)))
    }
  }
}
