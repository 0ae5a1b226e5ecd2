internal import NIOCore
internal import NIOHTTP1
internal import SurveyCore

/// One request for a policy and its response: the last handler of the connection.
final class PolicyHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private enum State {
    /// → `awaitingHead` once the request is written, which TLS does after the handshake; else `done`.
    case handshaking
    /// → `receiving` on a head of status 200 and type `text/plain`, else `done`.
    case awaitingHead
    /// → `done` on the end of the body or one octet too many.
    case receiving([UInt8])
    case done
  }

  private let request: HTTPRequestHead
  private let deadline: NIODeadline
  private let limit: ResponseLimit
  private let verification: PolicyVerification
  private let result: EventLoopPromise<PolicyFetch>
  private var state = State.handshaking
  private var timer: Scheduled<Void>?

  /// A deadline that has passed is looked at once more after the event loop had its turn: on a busy machine the
  /// response may lie in the socket already, and our own slowness must not be the peer's timeout.
  private static let grace = TimeAmount.milliseconds(20)

  init(
    _ request: HTTPRequestHead, deadline: NIODeadline, limit: ResponseLimit, verification: PolicyVerification,
    result: EventLoopPromise<PolicyFetch>
  ) {
    self.request = request
    self.deadline = deadline
    self.limit = limit
    self.verification = verification
    self.result = result
  }

  func channelActive(context: ChannelHandlerContext) {
    let loop = context.eventLoop.assumeIsolated()
    timer = loop.scheduleTask(deadline: deadline) { [self] in
      timer = loop.scheduleTask(in: PolicyHandler.grace) { [self] in finish(.failed(.timeout), context) }
    }
    context.write(wrapOutboundOut(.head(request)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenSuccess { [self] in
      if case .handshaking = state { state = .awaitingHead }
    }
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      limit.isHeadComplete = true
      if let defect = PolicyHandler.defect(in: head) { return finish(.failed(defect), context) }
      state = .receiving([])
    case .body(let buffer):
      guard case .receiving(var body) = state else { return }
      // The state gives its array away for the time of the change, so that it is not copied at every piece.
      state = .done
      body += buffer.readableBytesView
      state = .receiving(body)
      if body.count > MTASTSPolicy.maximumLength { finish(.failed(.size), context) }
    case .end:
      if case .receiving(let body) = state { finish(.body(body), context) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ProbeGivenUp { return finish(.inconclusive(.cancelled), context) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    finish(PolicyFetch(connection: error, tlsFault: tlsFault), context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(.failed(tlsFault.map(MTASTSDefect.tls) ?? .closed), context)
    context.fireChannelInactive()
  }

  /// What an end of the connection means for TLS; `nil` once the handshake is done.
  private var tlsFault: MTASTSDefect.TLSFault? {
    if case .handshaking = state { verification.fault ?? .handshake } else { nil }
  }

  private func finish(_ fetch: PolicyFetch, _ context: ChannelHandlerContext) {
    if case .done = state { return }
    state = .done
    timer?.cancel()
    result.succeed(fetch)
    context.close(promise: nil)
  }

  private static func defect(in head: HTTPResponseHead) -> MTASTSDefect? {
    guard head.status == .ok else { return .http(status: Int(head.status.code)) }
    let types = head.headers["Content-Type"]
    guard !types.isEmpty, types.allSatisfy(isPlainText) else { return .type }
    let length = head.headers["Content-Length"].first.flatMap { Int($0) } ?? 0
    return length > MTASTSPolicy.maximumLength ? .size : nil
  }

  /// RFC 9110 §8.3.1: type and subtype are compared without case, parameters follow a semicolon.
  private static func isPlainText(_ field: String) -> Bool {
    let type = field.utf8.prefix { $0 != UInt8(ascii: ";") }
    let trimmed = Array(type).drop { $0 == 0x20 || $0 == 0x09 }.reversed().drop { $0 == 0x20 || $0 == 0x09 }.reversed()
    return String(decoding: Array(trimmed), as: UTF8.self).lowercased() == "text/plain"
  }
}
