import NIOCore

/// One connection to a policy host: TLS, one request, one answer.
final class PolicyServerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    /// → `answering` when the head of the request is complete, `ended` when it grows too long.
    case reading
    /// → `ended` after the last octet.
    case answering
    case ended
  }

  private let site: PolicySite
  private let ledger: PolicyLedger
  private let contexts: TLSContexts
  private var state = State.reading
  private var request: [UInt8] = []
  private var rest: ArraySlice<UInt8> = []

  /// No client of a policy host needs more.
  private static let requestLimit = 1 << 14

  init(_ site: PolicySite, ledger: PolicyLedger, contexts: TLSContexts) {
    self.site = site
    self.ledger = ledger
    self.contexts = contexts
  }

  func channelActive(context: ChannelHandlerContext) {
    ledger.note(site.address) { $0.connections += 1 }
    if site.answer.isUnderTLS {
      do {
        let profile = ServerProfile(certificate: site.certificate, tls: site.tls)
        let handler = try contexts.context(for: profile).makeHandler()
        try context.pipeline.syncOperations.addHandler(handler, position: .first)
      } catch {
        // Sites come from a file: OpenSSL may not know what they ask for.
        ledger.note(site.address) { $0.failure = "\(error)" }
        context.close(promise: nil)
      }
    }
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .reading = state else { return }
    request += unwrapInboundIn(data).readableBytesView
    if site.answer.isUnderTLS {
      guard let end = request.firstRange(of: Array("\r\n\r\n".utf8)) else {
        if request.count > PolicyServerHandler.requestLimit { context.close(promise: nil) }
        return
      }
      request.removeSubrange(end.upperBound...)
    }
    ledger.note(site.address) { $0.requests.append(Octets(request)) }
    state = .answering
    rest = (asksForPolicy ? site.answer : .response(status: "404 Not Found", body: "")).octets.bytes[...]
    writePiece(context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is TLSServerHandler.HandshakeCompleted { ledger.note(site.address) { $0.handshakes += 1 } }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    state = .ended
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A client that resets is nothing to report: the ledger has its connection.
    context.close(promise: nil)
  }

  /// Whether the request is the one of RFC 8461 §3.3 and for this host.
  private var asksForPolicy: Bool {
    guard site.answer.isUnderTLS else { return true }
    let lines = String(decoding: request, as: UTF8.self).lowercased().split(separator: "\r\n")
    let hosts = lines.filter { $0.hasPrefix("host:") }.map { $0.dropFirst(5).drop { $0 == " " }.prefix { $0 != ":" } }
    return lines.first == "get /.well-known/mta-sts.txt http/1.1" && hosts == [site.host.lowercased()[...]]
  }

  private func writePiece(_ context: ChannelHandlerContext) {
    guard case .answering = state else { return }
    let piece = rest.prefix(max(1, site.answer.pieceLength ?? rest.count))
    rest = rest.dropFirst(piece.count)
    let written = context.eventLoop.makePromise(of: Void.self)
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: piece)), promise: written)
    written.futureResult.assumeIsolated().whenSuccess { [self] in
      if rest.isEmpty { return finish(context) }
      let pause = TimeAmount.milliseconds(Int64(site.answer.pauseMilliseconds))
      context.eventLoop.assumeIsolated().scheduleTask(in: pause) { [self] in writePiece(context) }
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    guard case .answering = state else { return }
    switch site.answer.ending {
    case .mute: break
    case .close: context.close(promise: nil)
    case .cut: cut(context)
    }
    state = .ended
  }

  /// Closes from below TLS, which would say goodbye.
  private func cut(_ context: ChannelHandlerContext) {
    let below = try? context.pipeline.syncOperations.context(handlerType: TLSServerHandler.self)
    (below ?? context).close(promise: nil)
  }
}
