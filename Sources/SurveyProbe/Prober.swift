internal import Glibc
internal import NIOCore
internal import NIOPosix
public import SurveyCore
internal import SurveyTLS

/// Makes probes: one connection each, from SYN to the end of the dialogue.
public final class Prober: EventLoopOwner {
  private let configuration: ProbeConfiguration
  private let group: MultiThreadedEventLoopGroup
  private let looks: TLSLooks

  /// A prober with its own event loops; `shutDown` ends them.
  public init(_ configuration: ProbeConfiguration) {
    self.configuration = configuration
    group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.loops)
    looks = TLSLooks(configuration)
  }

  /// Ends the event loops; no probe may be under way.
  public func shutDown() async {
    do {
      try await group.shutdownGracefully()
    } catch {
      preconditionFailure("the event loops were shut down twice: \(error)")
    }
  }

  /// Probes one server name at one address. Whatever the peer does is in the observation; nothing is thrown.
  ///
  /// When the task is cancelled the connection is given up at once, and the observation ends with a `LocalFault`.
  /// - Parameter look: the TLS client that takes part.
  public func probe(_ target: ProbeTarget, look: Look) async -> Observation {
    let loop = group.next()
    let observedAt = Instant.now
    let started = NIODeadline.now()
    let promise = loop.makePromise(of: Observation.self)
    let frame = ProbeFrame(target: target, look: look, observedAt: observedAt, started: started)
    let connection = ProbeConnection(loop)
    connect(frame, connection, promise)
    return await withTaskCancellationHandler {
      await observation(promise)
    } onCancel: {
      connection.giveUp()
    }
  }

  private func connect(_ frame: ProbeFrame, _ connection: ProbeConnection, _ promise: EventLoopPromise<Observation>) {
    let (configuration, look) = (configuration, looks[frame.look])
    // SIGPIPE is ignored by NIO's writes (MSG_NOSIGNAL); a reset shows as an error of the channel.
    ClientBootstrap(group: connection.loop)
      .connectTimeout(TimeAmount(configuration.timeouts.connect))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try connection.began(channel)
          let handler = DialogueHandler(frame, configuration: configuration, look: look, result: promise)
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .connect(to: SocketAddress(frame.target))
      .whenFailure { error in
        let reason = Reason(connecting: error, to: frame.target.address)
        promise.succeed(frame.observation(ending: ProbeEnding(stage: .connect, reason: reason)))
      }
  }

  private func observation(_ promise: EventLoopPromise<Observation>) async -> Observation {
    do {
      return try await promise.futureResult.get()
    } catch {
      preconditionFailure("a probe's promise is only ever fulfilled: \(error)")
    }
  }
}

/// What is known of a probe before it begins.
struct ProbeFrame: Sendable {
  let target: ProbeTarget
  let look: Look
  let observedAt: Instant
  let started: NIODeadline

  func milliseconds(until end: NIODeadline = .now()) -> Int { Int((end - started).nanoseconds / 1_000_000) }

  func observation(
    ending: ProbeEnding, session: TLSSession? = nil, chain: PresentedChain? = nil, connect: Int? = nil,
    handshake: Int? = nil
  ) -> Observation {
    Observation(
      target: target, look: look, observedAt: observedAt, ending: ending, session: session, chain: chain,
      timings: Observation.Timings(connect: connect, handshake: handshake, total: milliseconds()))
  }
}

extension SocketAddress {
  init(_ target: ProbeTarget) { self.init(target.address, port: target.port) }

  init(_ address: Address, port: UInt16) {
    do {
      try self.init(packedIPAddress: ByteBuffer(bytes: address.octets), port: Int(port))
    } catch {
      preconditionFailure("an address has 4 or 16 octets: \(error)")
    }
  }
}

extension TimeAmount {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}

extension Instant {
  /// The wall clock, in whole seconds.
  static var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(epoch: Int64(time.tv_sec))
  }
}
