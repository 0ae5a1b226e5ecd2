internal import NIOCore
internal import NIOHTTP1

/// Counts the octets of a response on their way to the decoder, which knows nothing of interim responses together and
/// of what stands around chunks.
final class ResponseLimit: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// The response is larger than any that a policy host needs.
  struct Exceeded: Error {}

  /// Octets up to the end of the head, interim responses included: twice what common servers write themselves.
  static let maximumHead = 16_384
  /// Octets in all: 64 KiB in chunks of a single octet, six on the wire, are still read.
  static let maximumOctets = 8 * 65_536

  /// As many fields as the head has room for, so that one limit decides.
  static var decoderLimits: NIOHTTPDecoderLimitConfiguration {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldCount = maximumHead
    return limits
  }

  /// Whether the head is complete; set by who receives it.
  var isHeadComplete = false
  private var received = 0
  private var isExceeded = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    // The head's limit must not depend on how the octets come: what exceeds it is kept back until the head is there.
    while !isExceeded, buffer.readableBytes > 0 {
      let limit = isHeadComplete ? ResponseLimit.maximumOctets : ResponseLimit.maximumHead
      guard let piece = buffer.readSlice(length: min(limit - received, buffer.readableBytes)),
        piece.readableBytes > 0
      else {
        isExceeded = true
        return context.fireErrorCaught(Exceeded())
      }
      received += piece.readableBytes
      context.fireChannelRead(wrapInboundOut(piece))
    }
  }
}
