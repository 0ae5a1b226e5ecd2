import NIOCore

/// Takes messages out of a stream, where each stands behind its length in two octets (RFC 1035 §4.2.2).
struct DNSStreamDecoder: ByteToMessageDecoder {
  typealias InboundOut = [UInt8]

  mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
    guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt16.self),
      buffer.readableBytes >= 2 + Int(length)
    else { return .needMoreData }
    buffer.moveReaderIndex(forwardBy: 2)
    context.fireChannelRead(wrapInboundOut(buffer.readBytes(length: Int(length)) ?? []))
    return .continue
  }

  /// A message that is cut by the end of its connection is no question.
  mutating func decodeLast(
    context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
  ) throws -> DecodingState {
    try decode(context: context, buffer: &buffer)
  }
}
