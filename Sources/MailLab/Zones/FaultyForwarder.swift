import NIOCore
import NIOPosix

/// A resolver that answers some questions oddly and passes all others on to the name server.
///
/// ```
/// survey ──f004.example MX──▶ forwarder
/// survey ◀────SERVFAIL─────── forwarder
/// survey ──others, DO───────▶ forwarder ──▶ name server
/// ```
/// It answers over UDP and TCP and leaves DNSSEC as it is.
public struct FaultyForwarder: Sendable {
  /// Its port of 127.0.0.1, UDP and TCP.
  public let port: Int
  private let group: MultiThreadedEventLoopGroup

  /// Starts it before a name server at a port of 127.0.0.1.
  ///
  /// - Parameters:
  ///   - requestedPort: 0: any that is free.
  ///   - answers: the odd answers.
  ///   - others: what is answered to all other questions, as by a resolver that has lost its way to the world; `nil`:
  ///     they are passed on.
  public static func start(
    before nameServer: Int, port requestedPort: Int = 0, answers: [OddAnswer] = [], others: OddAnswer.Manner? = nil
  ) async throws -> FaultyForwarder {
    let port = try LoopbackPort.free(requestedPort)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let loop = group.next()
      let table = OddAnswerTable(answers, others: others)
      let relay = try await DatagramRelay.start(before: nameServer, on: loop)
      _ = try await DatagramBootstrap(group: loop)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(OddDatagramHandler(table, relay.value))
          }
        }
        .bind(host: "127.0.0.1", port: port).get()
      try await ServerFarm.listen(at: "127.0.0.1", port: port, loop: loop) { channel in
        try channel.pipeline.syncOperations.addHandlers([
          ByteToMessageHandler(DNSStreamDecoder()), OddStreamHandler(table, nameServer: nameServer),
        ])
      }
      return FaultyForwarder(port: port, group: group)
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
  }

  /// Closes its sockets; what is under way is lost.
  public func stop() async throws {
    try await group.shutdownGracefully()
  }
}
