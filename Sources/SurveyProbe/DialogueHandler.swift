internal import NIOCore
internal import SurveyCore
internal import SurveyTLS

/// Drives one `SMTPDialogue` over one channel: the only place where its actions have effects.
final class DialogueHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let frame: ProbeFrame
  private let timeouts: ProbeTimeouts
  private let look: any TLSLook
  private let result: EventLoopPromise<Observation>

  private var dialogue: SMTPDialogue
  private var client: (any TLSClientHandler)?
  private var session: TLSSession?
  private var connected: Int?
  private var handshakeBegan: NIODeadline?
  private var handshakeTook: Int?
  private var isDone = false

  private var clock: DialogueClock?

  init(
    _ frame: ProbeFrame, configuration: ProbeConfiguration, look: any TLSLook, result: EventLoopPromise<Observation>
  ) {
    self.frame = frame
    timeouts = configuration.timeouts
    self.look = look
    self.result = result
    dialogue = SMTPDialogue(clientName: configuration.clientName)
  }

  func channelActive(context: ChannelHandlerContext) {
    connected = frame.milliseconds()
    clock = DialogueClock(context.eventLoop, sessionEnd: frame.started + TimeAmount(timeouts.session)) { [self] in
      feed(.deadline, context)
    }
    enterPhase()
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    feed(.received(Array(buffer: unwrapInboundIn(data))), context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ProbeGivenUp { return feed(.localFault(.cancelled), context) }
    switch event as? TLSEvent {
    case .completed(let session):
      self.session = session
      handshakeTook = handshakeBegan.map { Int((NIODeadline.now() - $0).nanoseconds / 1_000_000) }
      feed(.handshakeCompleted, context)
    case .failed(let failure): feed(.handshakeFailed(failure), context)
    case nil: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { feed(.init(connection: error), context) }

  func channelInactive(context: ChannelHandlerContext) {
    feed(.closed, context)
    context.fireChannelInactive()
  }

  private func feed(_ input: SMTPDialogue.Input, _ context: ChannelHandlerContext) {
    guard !isDone else { return }
    let actions = dialogue.handle(input)
    for action in actions {
      switch action {
      case .send(let command):
        let buffer = context.channel.allocator.buffer(bytes: command.line)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
      case .startHandshake: startHandshake(context)
      case .finish: finish(context)
      }
    }
    if !actions.isEmpty, !isDone { enterPhase() }
  }

  private func startHandshake(_ context: ChannelHandlerContext) {
    let client = look.makeClient(serverName: frame.target.serverName)
    self.client = client
    handshakeBegan = .now()
    do {
      try context.pipeline.syncOperations.addHandler(client, position: .first)
    } catch {
      feed(.localFault(.other(0)), context)
    }
  }

  /// Starts the clock of what is awaited now.
  private func enterPhase() {
    let timeout: Duration? =
      switch dialogue.awaiting {
      case .greeting: timeouts.greeting
      case .reply: timeouts.reply
      case .handshake: timeouts.handshake
      case .goodbye: timeouts.goodbye
      case .nothing: nil
      }
    clock?.enterPhase(lasting: timeout)
  }

  private func finish(_ context: ChannelHandlerContext) {
    guard let ending = dialogue.ending else { preconditionFailure("a dialogue that finishes has an ending") }
    isDone = true
    clock?.stop()
    clock = nil
    let certificates = client?.certificates ?? []
    result.succeed(
      frame.observation(
        ending: ending, session: session, chain: PresentedChain(der: certificates), connect: connected,
        handshake: handshakeTook))
    // The TCP connection ends here: waiting for the peer's close_notify would keep a descriptor for nothing.
    context.close(promise: nil)
  }
}
