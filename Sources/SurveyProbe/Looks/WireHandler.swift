internal import NIOCore
internal import SurveyCore

/// Lets a `HandshakeReader` read along between TLS and the socket, and changes nothing.
final class WireHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private(set) var reader = HandshakeReader()
  private var context: ChannelHandlerContext?

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !reader.isFinished { reader.receive(Array(buffer: unwrapInboundIn(data))[...]) }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if !reader.isFinishedSending { reader.send(Array(buffer: unwrapOutboundIn(data))[...]) }
    context.write(data, promise: promise)
  }

  /// Closes the connection from here down.
  func close(mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard let context else {
      promise?.fail(ChannelError.alreadyClosed)
      return
    }
    context.close(mode: mode, promise: promise)
  }
}
