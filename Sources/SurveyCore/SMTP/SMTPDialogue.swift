/// The client's side of one survey connection, from the greeting to QUIT, without any input or output of its own.
///
/// ```
/// S: 220 mx1.example.org ESMTP
/// C: EHLO survey.example.net
/// S: 250-mx1.example.org
/// S: 250 STARTTLS
/// C: STARTTLS
/// S: 220 go ahead
/// C: … TLS handshake …
/// C: EHLO survey.example.net
/// S: 250 mx1.example.org
/// C: QUIT
/// S: 221 bye
/// ```
/// It decides at which stage and for which reason a probe ends. It never sends before its turn, and it never sends
/// anything but an `SMTPCommand`.
public struct SMTPDialogue: Sendable {
  /// What can happen to a connection.
  public enum Input: Hashable, Sendable {
    /// Octets came, in the clear or, after the handshake, decrypted.
    case received([UInt8])
    /// The peer closed its side.
    case closed
    /// The connection was reset.
    case reset
    /// The deadline that belongs to `awaiting`, or the session's, has passed.
    case deadline
    /// The TLS handshake completed.
    case handshakeCompleted
    /// The TLS handshake failed.
    case handshakeFailed(HandshakeFailure)
    /// The connection was given up for a fault of ours.
    case localFault(LocalFault)
  }

  /// What the driver is to do, in this order.
  public enum Action: Hashable, Sendable {
    /// Write a command.
    case send(SMTPCommand)
    /// Begin a TLS handshake on the connection.
    case startHandshake
    /// Close; `ending` says how it ended.
    case finish
  }

  /// Whose turn it is not: what the driver's deadline is for.
  public enum Awaiting: Hashable, Sendable {
    /// The 220 after connecting (RFC 5321 §4.5.3.2.1).
    case greeting
    /// A reply to a command.
    case reply
    /// The end of the handshake.
    case handshake
    /// The reply to QUIT.
    case goodbye
    /// Nothing: finished.
    case nothing
  }

  private enum State {
    /// → `awaitingEHLO` on 220, else `quitting`. RFC 5321 §3.1.
    case awaitingGreeting
    /// → `awaitingSTARTTLS` on 2xx with the keyword, `awaitingHELO` on 500, 502 or 504, else `quitting`.
    case awaitingEHLO
    /// → `quitting`: a server that knows no EHLO has no extensions. RFC 5321 §3.2.
    case awaitingHELO
    /// → `handshaking` on 220, else `quitting`. RFC 3207 §4.
    /// Octets that follow the 220 end the probe: response injection, CVE-2021-38371.
    case awaitingSTARTTLS
    /// → `awaitingSecondEHLO` when completed, else `finished`.
    case handshaking
    /// → `quitting` whatever the reply: what was known before TLS is discarded, RFC 3207 §4.2.
    case awaitingSecondEHLO
    /// → `finished` on anything.
    case quitting
    case finished
  }

  /// How the probe ended; `nil` while it has not.
  public private(set) var ending: ProbeEnding?
  /// Octets of the greeting, as far as they came.
  public private(set) var greeting: [UInt8] = []

  private let clientName: DomainName
  private var state = State.awaitingGreeting
  private var reader = ReplyReader()

  /// A dialogue on a connection that was just made.
  /// - Parameter clientName: our own name, said in EHLO.
  public init(clientName: DomainName) { self.clientName = clientName }

  /// What the driver's deadline is for.
  public var awaiting: Awaiting {
    switch state {
    case .awaitingGreeting: .greeting
    case .awaitingEHLO, .awaitingHELO, .awaitingSTARTTLS, .awaitingSecondEHLO: .reply
    case .handshaking: .handshake
    case .quitting: .goodbye
    case .finished: .nothing
    }
  }

  /// Takes one event in and says what to do.
  public mutating func handle(_ input: Input) -> [Action] {
    switch input {
    case .received(let octets): received(octets)
    case .closed: ended { $0 == .handshake ? .handshake(.closed) : .smtpClosed }
    case .reset: ended { $0 == .handshake ? .handshake(.reset) : .tcpReset }
    case .deadline: deadlinePassed()
    case .handshakeCompleted: handshakeCompleted()
    case .handshakeFailed(let failure): ended { _ in .handshake(failure) }
    case .localFault(let fault): ended { _ in .local(fault) }
    }
  }

  private mutating func received(_ octets: [UInt8]) -> [Action] {
    // During the handshake they are the TLS library's, and after the end nobody's: they must not pile up here.
    guard awaitsReply else { return [] }
    reader.append(octets)
    var actions: [Action] = []
    do {
      while awaitsReply, let reply = try reader.nextReply() { actions += handle(reply) }
    } catch {
      return actions + violated(error)
    }
    return actions
  }

  private var awaitsReply: Bool {
    switch state {
    case .awaitingGreeting, .awaitingEHLO, .awaitingHELO, .awaitingSTARTTLS, .awaitingSecondEHLO, .quitting: true
    case .handshaking, .finished: false
    }
  }

  private mutating func handle(_ reply: Reply) -> [Action] {
    switch state {
    case .awaitingGreeting:
      greeting = reply.raw
      guard reply.code == .ready else { return quit(.greeting, SMTPDialogue.greetingReason(reply.code), reply) }
      state = .awaitingEHLO
      return [.send(.ehlo(clientName))]
    case .awaitingEHLO: return handleEHLO(reply)
    case .awaitingHELO:
      let accepted = reply.code.severity == 2
      return accepted ? quit(.startTLS, .noStartTLS, reply) : quit(.helo, .ehloRejected, reply)
    case .awaitingSTARTTLS: return handleSTARTTLS(reply)
    case .awaitingSecondEHLO:
      state = .quitting
      return [.send(.quit)]
    case .quitting:
      state = .finished
      return [.finish]
    case .handshaking, .finished: return []
    }
  }

  private mutating func handleEHLO(_ reply: Reply) -> [Action] {
    switch reply.code {
    case .unrecognized, .notImplemented, .parameterNotImplemented:
      state = .awaitingHELO
      return [.send(.helo(clientName))]
    case _ where reply.code.severity != 2: return quit(.ehlo, .ehloRejected, reply)
    case _ where !reply.offers(.startTLS): return quit(.startTLS, .noStartTLS, reply)
    default:
      state = .awaitingSTARTTLS
      return [.send(.startTLS)]
    }
  }

  private mutating func handleSTARTTLS(_ reply: Reply) -> [Action] {
    guard reply.code == .ready else { return quit(.startTLS, SMTPDialogue.startTLSReason(reply.code), reply) }
    guard reader.pending.isEmpty else {
      return finish(.handshake, .injection, text: reply.raw + reader.pending, code: reply.code)
    }
    state = .handshaking
    return [.startHandshake]
  }

  private mutating func handshakeCompleted() -> [Action] {
    guard case .handshaking = state else { return [] }
    ending = ProbeEnding(stage: .established, reason: .ok)
    reader = ReplyReader()
    state = .awaitingSecondEHLO
    return [.send(.ehlo(clientName))]
  }

  private mutating func violated(_ violation: ReplyReader.Violation) -> [Action] {
    switch violation {
    case .tooLong: ended { _ in .tooLong }
    case .malformed: ended { _ in .smtpMalformed }
    }
  }

  private mutating func deadlinePassed() -> [Action] {
    let silent = reader.pending.isEmpty
    return ended { stage in
      switch stage {
      case .handshake: .handshake(.timeout)
      case .connected: .noBanner
      default: silent ? .smtpTimeout : .slow
      }
    }
  }

  /// The connection is over, or we give it up without a word, as it is not our turn.
  private mutating func ended(_ reason: (Stage) -> Reason) -> [Action] {
    guard ending == nil, let stage = currentStage else {
      let wasOpen = awaiting != .nothing
      state = .finished
      return wasOpen ? [.finish] : []
    }
    return finish(stage, reason(stage), text: reader.pending, code: nil)
  }

  private var currentStage: Stage? {
    switch state {
    case .awaitingGreeting: reader.pending.isEmpty ? .connected : .greeting
    case .awaitingEHLO: .ehlo
    case .awaitingHELO: .helo
    case .awaitingSTARTTLS: .startTLS
    case .handshaking: .handshake
    case .awaitingSecondEHLO, .quitting, .finished: nil
    }
  }

  private mutating func finish(_ stage: Stage, _ reason: Reason, text: [UInt8], code: ReplyCode?) -> [Action] {
    if greeting.isEmpty, stage == .greeting { greeting = text }
    ending = ProbeEnding(stage: stage, reason: reason, replyCode: code, text: text)
    state = .finished
    return [.finish]
  }

  private mutating func quit(_ stage: Stage, _ reason: Reason, _ reply: Reply) -> [Action] {
    ending = ProbeEnding(stage: stage, reason: reason, replyCode: reply.code, text: reply.raw)
    state = .quitting
    return [.send(.quit)]
  }

  private static func greetingReason(_ code: ReplyCode) -> Reason {
    switch code.severity {
    case 4: .greeting4xx
    case 5: .greeting5xx
    default: .greetingOdd
    }
  }

  private static func startTLSReason(_ code: ReplyCode) -> Reason {
    switch code.severity {
    case 4: .startTLS4xx
    case 5: .startTLS5xx
    default: .startTLSOdd
    }
  }
}
