import COpenSSL
import NIOCore

/// The server's side of TLS for one connection, over two memory BIOs.
///
/// ```
/// socket ──ciphertext──▶ incoming ─SSL_read──▶ plaintext ──▶ SMTP
/// socket ◀─ciphertext── outgoing ◀─SSL_write─ plaintext ◀── SMTP
/// ```
@safe
final class TLSServerHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Fired inbound once the handshake is complete.
  struct HandshakeCompleted: Sendable {}

  private enum State {
    /// → `open` when the handshake completes, `closed` when it fails.
    case handshaking
    /// → `closed` on close_notify, an alert or an error.
    case open
    case closed
  }

  /// `SSL *`; owns both BIOs.
  private let session: OpaquePointer
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer
  private var state = State.handshaking
  private var context: ChannelHandlerContext?

  /// The most that is read from OpenSSL at once: one record, RFC 8446 §5.1.
  private static let recordLimit = 1 << 14

  init(owning session: OpaquePointer) {
    guard let incoming = unsafe BIO_new(BIO_s_mem()), let outgoing = unsafe BIO_new(BIO_s_mem()) else {
      preconditionFailure("OpenSSL has no memory for a BIO")
    }
    unsafe self.session = session
    unsafe self.incoming = incoming
    unsafe self.outgoing = outgoing
    unsafe SSL_set_bio(session, incoming, outgoing)
    unsafe SSL_set_accept_state(session)
  }

  deinit {
    unsafe SSL_free(session)
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  /// Writes a message that belongs to no handshake.
  func send(_ message: PostHandshakeMessage) throws {
    guard state == .open, let context else { return }
    ERR_clear_error()
    let queued =
      switch message {
      case .helloRequest: unsafe SSL_renegotiate(session)
      case .newSessionTicket: unsafe SSL_new_session_ticket(session)
      case .keyUpdate: unsafe SSL_key_update(session, SSL_KEY_UPDATE_REQUESTED)
      }
    try OpenSSLError.check(queued, "send \(message.rawValue)")
    try unsafe OpenSSLError.check(SSL_do_handshake(session), "send \(message.rawValue)")
    flushOutgoing(context, nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    unsafe bytes.withUnsafeReadableBytes { buffer in
      _ = unsafe BIO_write(incoming, buffer.baseAddress, Int32(buffer.count))
    }
    if state == .handshaking { handshake(context) }
    if state == .open { read(context) }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let bytes = unwrapOutboundIn(data)
    if state == .open && bytes.readableBytes > 0 {
      ERR_clear_error()
      unsafe bytes.withUnsafeReadableBytes { buffer in
        _ = unsafe SSL_write(session, buffer.baseAddress, Int32(buffer.count))
      }
    }
    flushOutgoing(context, promise)
  }

  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    if state == .open {
      state = .closed
      ERR_clear_error()
      unsafe SSL_shutdown(session)
      flushOutgoing(context, nil)
    }
    context.close(mode: mode, promise: promise)
  }

  private func handshake(_ context: ChannelHandlerContext) {
    ERR_clear_error()
    let result = unsafe SSL_do_handshake(session)
    let error = unsafe SSL_get_error(session, result)
    // With an alert, where it failed.
    flushOutgoing(context, nil)
    if result == 1 {
      state = .open
      context.fireUserInboundEventTriggered(HandshakeCompleted())
    } else if error != SSL_ERROR_WANT_READ {
      state = .closed
      context.close(promise: nil)
    }
  }

  private func read(_ context: ChannelHandlerContext) {
    while state == .open {
      ERR_clear_error()
      var bytes = context.channel.allocator.buffer(capacity: Self.recordLimit)
      var result: Int32 = 0
      unsafe bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.recordLimit) { buffer in
        result = unsafe SSL_read(session, buffer.baseAddress, Int32(Self.recordLimit))
        return Int(max(0, result))
      }
      if result > 0 {
        context.fireChannelRead(wrapInboundOut(bytes))
      } else if unsafe SSL_get_error(session, result) == SSL_ERROR_WANT_READ {
        break
      } else {
        state = .closed
        flushOutgoing(context, nil)
        context.close(promise: nil)
      }
    }
    flushOutgoing(context, nil)
  }

  private func flushOutgoing(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
    let count = unsafe BIO_ctrl_pending(outgoing)
    guard count > 0 || promise != nil else { return }
    var bytes = context.channel.allocator.buffer(capacity: count)
    if count > 0 {
      unsafe bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { buffer in
        unsafe Int(max(0, BIO_read(outgoing, buffer.baseAddress, Int32(count))))
      }
    }
    context.writeAndFlush(wrapOutboundOut(bytes), promise: promise)
  }
}
