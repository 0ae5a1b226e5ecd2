import NIOCore
import NIOPosix

/// The policy hosts of a laboratory, each at an address of its own, all at one port and on one event loop.
struct PolicyServer: Sendable {
  private let group: MultiThreadedEventLoopGroup

  /// Makes policy hosts listen on a port.
  static func start(
    _ sites: [PolicySite], port: Int, authority: CertificateAuthority, ledger: PolicyLedger
  ) async throws -> PolicyServer {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let loop = group.next()
      let contexts = NIOLoopBoundBox.makeBoxSendingValue(TLSContexts(authority), eventLoop: loop)
      for site in sites {
        try await ServerFarm.listen(at: site.address.description, port: port, loop: loop) { channel in
          try channel.pipeline.syncOperations.addHandler(
            PolicyServerHandler(site, ledger: ledger, contexts: contexts.value))
        }
      }
    } catch {
      try await group.shutdownGracefully()
      throw error
    }
    return PolicyServer(group: group)
  }

  /// Closes all connections and listeners.
  func stop() async throws { try await group.shutdownGracefully() }
}
