import NIOCore
import NIOPosix

/// One connection to a scripted SMTP server: carries out the script's turns and keeps the ledger.
final class SMTPServerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum State {
    /// Carries out the turn; what comes in waits. → all others.
    case acting
    /// → `acting` on a command line.
    case awaitingCommand
    /// In the middle of a turn; → `acting` on any bytes.
    case receiving
    /// In the middle of a turn; → `acting` on the end of a message.
    case receivingMessage
    /// Answers nothing more; → `ended`.
    case mute
    case ended
  }

  private let server: Server
  private let ledger: Ledger
  private let contexts: TLSContexts
  private var state = State.acting
  private var turn: ArraySlice<Action> = []
  /// How often the repeated bytes of the current step were written, or how many of those that drip.
  private var repetitions = 0
  /// Whether this turn's reply is complete, so that the client may speak.
  private var hasAnswered = false
  private var tls: TLSServerHandler?
  private var isUnderTLS = false
  private var input: [UInt8] = []

  /// Commands are at most 512 octets (RFC 5321 §4.5.3.1.4); what is longer than this is thrown away.
  private static let inputLimit = 1 << 16
  /// Repeated bytes are written in pieces of about this size.
  private static let pieceSize = 1 << 14
  /// The last line of a message, less its line feed.
  private static let endOfMessage: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "\r")]

  init(_ server: Server, ledger: Ledger, contexts: TLSContexts) {
    self.server = server
    self.ledger = ledger
    self.contexts = contexts
  }

  func channelActive(context: ChannelHandlerContext) {
    ledger.connectionBegan(server)
    begin(server.profile.script.greeting(ofConnection: ledger[server.address]?.connections ?? 1), context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    state = .ended
    ledger.connectionEnded(server)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A client that resets is nothing to report: the ledger has its connection.
    context.close(promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    countEarlyBytes(bytes)
    switch state {
    case .mute, .ended: break
    case .receiving:
      state = .acting
      act(context)
    case .acting, .awaitingCommand:
      input.append(contentsOf: bytes.readableBytesView)
      if state == .awaitingCommand { answerCommands(context) }
    case .receivingMessage:
      input.append(contentsOf: bytes.readableBytesView)
      awaitMessage(context)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if state == .acting, case .repeat = turn.first, context.channel.isWritable { act(context) }
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is TLSServerHandler.HandshakeCompleted else {
      return context.fireUserInboundEventTriggered(event)
    }
    ledger.handshakeCompleted(server)
    isUnderTLS = true
    act(context)
  }

  // MARK: Input

  private func countEarlyBytes(_ bytes: ByteBuffer) {
    switch state {
    case .receiving, .receivingMessage, .ended: return
    case .acting, .mute:
      if !hasAnswered { ledger.earlyBytes(bytes.readableBytes, server) }
    case .awaitingCommand:
      // Whatever follows the first command line came before the reply to it.
      let view = bytes.readableBytesView
      guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else { return }
      let rest = view.distance(from: end, to: view.endIndex) - 1
      if rest > 0 { ledger.earlyBytes(rest, server) }
    }
  }

  private func answerCommands(_ context: ChannelHandlerContext) {
    while state == .awaitingCommand {
      guard let end = input.firstIndex(of: UInt8(ascii: "\n")) else {
        if input.count > Self.inputLimit { input.removeAll() }
        return
      }
      let verb = Self.verb(of: input[..<end])
      input.removeFirst(end + 1)
      ledger.verb(verb, server)
      begin(server.profile.script.turn(for: verb, underTLS: isUnderTLS), context)
    }
  }

  /// The verb in upper case; `?` for what is no word of letters.
  private static func verb(of line: ArraySlice<UInt8>) -> String {
    let word = line.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    guard (1...16).contains(word.count), word.allSatisfy({ letters.contains($0 | 0x20) }) else { return "?" }
    return String(decoding: word.map { $0 & 0xDF }, as: UTF8.self)
  }

  // MARK: Turns

  private func begin(_ actions: [Action], _ context: ChannelHandlerContext) {
    state = .acting
    turn = actions[...]
    repetitions = 0
    hasAnswered = false
    act(context)
  }

  private func act(_ context: ChannelHandlerContext) {
    while state == .acting {
      guard let action = turn.first else {
        // A turn without a reply: the client's next bytes are in order.
        state = .awaitingCommand
        answerCommands(context)
        return
      }
      if case .repeat(let octets, let times) = action {
        guard writeRepeatedly(octets, times: times, context) else { return }
      }
      if case .drip(let octets, let milliseconds) = action, repetitions < octets.bytes.count {
        write([octets.bytes[repetitions]], context)
        repetitions += 1
        return wait(milliseconds, context)
      }
      turn.removeFirst()
      switch action {
      case .repeat, .drip: repetitions = 0
      case .send(let octets): write(named(octets.bytes), context)
      case .pause(let milliseconds): return wait(milliseconds, context)
      case .receive: return awaitBytes(context)
      case .receiveMessage:
        state = .receivingMessage
        return awaitMessage(context)
      case .refuseEarlyBytes(let octets):
        if !input.isEmpty { turn = [.send(octets), .close] }
      case .startTLS: return startTLS(context)
      case .sendHandshake(let handshake):
        attempt(context) { write(try handshake.flight(contexts.chain(for: server.profile)), context) }
      case .sendPostHandshake(let message): attempt(context) { try tls?.send(message) }
      case .mute: state = .mute
      case .halfClose:
        state = .mute
        afterWrites(context) { $0.close(mode: .output, promise: nil) }
      case .close:
        state = .ended
        afterWrites(context) { $0.close(promise: nil) }
      case .reset:
        state = .ended
        afterWrites(context) { Self.reset($0) }
      }
    }
  }

  private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    if Self.endsReply(bytes) { hasAnswered = true }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }

  /// Writes as much as the client takes; returns whether that is all.
  private func writeRepeatedly(_ octets: Octets, times: Int?, _ context: ChannelHandlerContext) -> Bool {
    let bytes = named(octets.bytes)
    guard !bytes.isEmpty else { return true }
    let perPiece = max(1, Self.pieceSize / bytes.count)
    while state == .acting && context.channel.isWritable {
      let count = times.map { min($0 - repetitions, perPiece) } ?? perPiece
      guard count > 0 else { return true }
      repetitions += count
      var piece = context.channel.allocator.buffer(capacity: count * bytes.count)
      for _ in 0..<count { piece.writeBytes(bytes) }
      context.writeAndFlush(wrapOutboundOut(piece), promise: nil)
    }
    return false
  }

  private func wait(_ milliseconds: Int, _ context: ChannelHandlerContext) {
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(milliseconds))) { [self] in
      if state == .acting { act(context) }
    }
  }

  /// A step that waits for bytes goes on at once where some came already.
  private func awaitBytes(_ context: ChannelHandlerContext) {
    guard input.isEmpty else {
      input.removeAll()
      return act(context)
    }
    state = .receiving
  }

  /// Throws the message's lines away up to the one of a single period; what follows that waits for its turn.
  private func awaitMessage(_ context: ChannelHandlerContext) {
    while let end = input.firstIndex(of: UInt8(ascii: "\n")) {
      let isLast = input[..<end].elementsEqual(Self.endOfMessage)
      input.removeFirst(end + 1)
      guard isLast else { continue }
      state = .acting
      return act(context)
    }
    if input.count > Self.inputLimit { input.removeAll() }
  }

  /// What the client sent in clear after its command is thrown away (RFC 3207 §4.2).
  private func startTLS(_ context: ChannelHandlerContext) {
    input.removeAll()
    attempt(context) {
      let handler = try contexts.context(for: server.profile).makeHandler()
      try context.pipeline.syncOperations.addHandler(handler, position: .first)
      tls = handler
    }
  }

  /// Does what the laboratory may fail at: profiles come from a file, and OpenSSL may not know what they ask for.
  private func attempt(_ context: ChannelHandlerContext, _ body: () throws -> Void) {
    do {
      try body()
    } catch {
      state = .ended
      ledger.failure("\(error)", server)
      context.close(promise: nil)
    }
  }

  private func afterWrites(
    _ context: ChannelHandlerContext, _ finish: @escaping (ChannelHandlerContext) -> Void
  ) {
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.assumeIsolated().whenComplete { _ in finish(context) }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(capacity: 0)), promise: promise)
  }

  private static func reset(_ context: ChannelHandlerContext) {
    guard let options = context.channel as? any SocketOptionProvider else {
      preconditionFailure("servers listen on sockets")
    }
    options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).assumeIsolated().whenComplete { _ in
      context.channel.close(promise: nil)
    }
  }

  /// The bytes with the server's name for `{name}`.
  private func named(_ bytes: [UInt8]) -> [UInt8] {
    let placeholder = Array("{name}".utf8)
    guard bytes.contains(placeholder[0]) else { return bytes }
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if byte == placeholder[0] && rest.starts(with: placeholder) {
        result += Array(server.name.utf8)
        rest.removeFirst(placeholder.count)
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return result
  }

  /// Whether the last line is complete and not one that another follows (RFC 5321 §4.2.1).
  private static func endsReply(_ bytes: [UInt8]) -> Bool {
    guard bytes.last == UInt8(ascii: "\n") else { return false }
    let body = bytes.dropLast()
    let lastLine = body.suffix(from: body.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? body.startIndex)
    return lastLine.count < 4 || lastLine[lastLine.startIndex + 3] != UInt8(ascii: "-")
  }
}
