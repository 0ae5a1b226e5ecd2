import NIOCore
import NIOPosix

/// The SMTP servers of a laboratory.
///
/// All run on one event loop: it serves some thousand connections a second, and as it sees the end of a
/// connection before the start of the next, the ledger's gaps and overlaps are true.
struct ServerFarm: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let fullListeners: [FullListener]

  /// Makes the servers of a population listen on a port.
  static func start(
    _ population: Population, port: Int, authority: CertificateAuthority, ledger: Ledger
  ) async throws -> ServerFarm {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    var fullListeners: [FullListener] = []
    do {
      let loop = group.next()
      let contexts = NIOLoopBoundBox.makeBoxSendingValue(TLSContexts(authority), eventLoop: loop)
      switch population.listening {
      case .eachAddress:
        for server in population.servers where server.profile.script.listens {
          guard !server.profile.script.isFull else {
            fullListeners.append(try FullListener(at: server.address, port: port))
            continue
          }
          try await listen(at: server.address.description, port: port, loop: loop) { channel in
            try channel.pipeline.syncOperations.addHandler(
              SMTPServerHandler(server, ledger: ledger, contexts: contexts.value))
          }
        }
      case .blanket:
        let servers = Dictionary(uniqueKeysWithValues: population.servers.map { ($0.address, $0) })
        try await listen(at: "0.0.0.0", port: port, loop: loop) { channel in
          guard let text = channel.localAddress?.ipAddress, let address = IPv4Address(text),
            let server = servers[address]
          else { return channel.close(promise: nil) }
          try channel.pipeline.syncOperations.addHandler(
            SMTPServerHandler(server, ledger: ledger, contexts: contexts.value))
        }
      }
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
    return ServerFarm(group: group, fullListeners: fullListeners)
  }

  /// Closes all connections and listeners.
  func stop() async throws {
    try await group.shutdownGracefully()
  }

  static func listen(
    at address: String, port: Int, loop: any EventLoop,
    accept: @escaping @Sendable (any Channel) throws -> Void
  ) async throws {
    do {
      _ = try await ServerBootstrap(group: loop)
        .serverChannelOption(.backlog, value: 65_535)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture { try accept(channel) }
        }
        .bind(host: address, port: port).get()
    } catch {
      throw LaboratoryError.cannotListen(address: address, port: port, reason: "\(error)")
    }
  }
}
