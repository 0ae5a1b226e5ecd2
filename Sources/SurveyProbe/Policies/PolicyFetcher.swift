internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
public import SurveyCore
public import SurveyTLS

/// Fetches MTA-STS policies (RFC 8461 §3.3).
///
/// ```
/// C: GET /.well-known/mta-sts.txt HTTP/1.1
/// C: Host: mta-sts.example.com
/// C: User-Agent: mxcensus/1.0.0 (+https://survey.example/)
/// C: Connection: close
/// S: HTTP/1.1 200 OK
/// S: Content-Type: text/plain
/// ```
/// Nothing but what is given decides where it connects: no redirect is followed, no proxy is used, and no variable of
/// the environment is read.
public final class PolicyFetcher: EventLoopOwner {
  private let configuration: PolicyFetchConfiguration
  private let judge: ChainJudge
  private let refusal: @Sendable (Address) -> Reason.Policy?
  private let group: MultiThreadedEventLoopGroup
  private let tls: NIOSSLContext

  /// A fetcher with its own event loops; `shutDown` ends them.
  /// - Parameters:
  ///   - trustStore: what policy hosts' chains must lead to.
  ///   - refusal: why an address is not to be dialled, asked for the very address that would be; `nil` where it is.
  public init(
    _ configuration: PolicyFetchConfiguration, trustStore: TrustStore,
    refusal: @escaping @Sendable (Address) -> Reason.Policy?
  ) {
    self.configuration = configuration
    judge = ChainJudge(trustStore: trustStore, intermediates: IntermediatePool([]))
    self.refusal = refusal
    group = MultiThreadedEventLoopGroup(numberOfThreads: configuration.loops)
    do {
      tls = try NIOSSLContext(configuration: PolicyFetcher.tlsConfiguration)
    } catch {
      preconditionFailure("BoringSSL does not take a configuration without files: \(error)")
    }
  }

  /// Ends the event loops; no fetch may be under way.
  public func shutDown() async {
    do {
      try await group.shutdownGracefully()
    } catch {
      preconditionFailure("the event loops were shut down twice: \(error)")
    }
  }

  /// Fetches a domain's policy from the given addresses of its policy host: from the first that may be dialled, and
  /// from the next only where TCP failed. Nothing is thrown.
  ///
  /// When the task is cancelled the connection is given up at once, and the fetch ends with a `LocalFault`.
  /// - Parameters:
  ///   - domain: the mail domain, without `mta-sts.`.
  ///   - addresses: those of `mta-sts.<domain>`, in the order in which they are to be tried.
  public func fetch(domain: DomainName, addresses: [Address]) async -> PolicyFetch {
    guard let host = MTASTSDiscovery.policyHost(of: domain) else { return .failed(.noAddress) }
    let deadline = NIODeadline.now() + TimeAmount(configuration.deadline)
    var ends: [PolicyFetch] = []
    for address in addresses {
      if Task.isCancelled { return .inconclusive(.cancelled) }
      if let policy = refusal(address) {
        ends.append(.refused(policy))
        continue
      }
      guard deadline > .now() else { return .failed(.timeout) }
      switch await attempt(host, at: address, until: deadline) {
      case .ended(let fetch): return fetch
      case .notConnected(let reason):
        if Task.isCancelled { return .inconclusive(.cancelled) }
        ends.append(PolicyFetch(connecting: reason))
      }
    }
    return .settled(ends)
  }

  private enum Attempt: Sendable {
    case notConnected(Reason)
    case ended(PolicyFetch)
  }

  private func attempt(_ host: DomainName, at address: Address, until deadline: NIODeadline) async -> Attempt {
    let connection = ProbeConnection(group.next())
    let promise = connection.loop.makePromise(of: PolicyFetch.self)
    let verification = PolicyVerification(
      judge, host: host, instant: configuration.instant, loop: connection.loop)
    let request = request(for: host)
    let tls = tls
    let bootstrap = ClientBootstrap(group: connection.loop)
      .connectTimeout(min(TimeAmount(configuration.connect), deadline - .now()))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try connection.began(channel)
          let limit = ResponseLimit()
          try channel.pipeline.syncOperations.addHandlers([
            NIOSSLClientHandler(
              context: tls, serverHostname: host.text, customVerificationCallback: { verification($0, $1) }),
            limit,
            HTTPRequestEncoder(),
            ByteToMessageHandler(HTTPResponseDecoder(limitConfiguration: ResponseLimit.decoderLimits)),
            PolicyHandler(request, deadline: deadline, limit: limit, verification: verification, result: promise),
          ])
        }
      }
    return await withTaskCancellationHandler {
      do {
        _ = try await bootstrap.connect(to: SocketAddress(address, port: configuration.port)).get()
      } catch {
        promise.succeed(.inconclusive(.cancelled))
        return .notConnected(Reason(connecting: error, to: address))
      }
      return .ended(await fetched(promise))
    } onCancel: {
      connection.giveUp()
    }
  }

  private func fetched(_ promise: EventLoopPromise<PolicyFetch>) async -> PolicyFetch {
    do {
      return try await promise.futureResult.get()
    } catch {
      preconditionFailure("a fetch's promise is only ever fulfilled: \(error)")
    }
  }

  private func request(for host: DomainName) -> HTTPRequestHead {
    // RFC 9110 §7.2: the port stands in Host where it is not the scheme's own.
    let authority = configuration.port == 443 ? host.text : "\(host.text):\(configuration.port)"
    return HTTPRequestHead(
      version: .http1_1, method: .GET, uri: "/.well-known/mta-sts.txt",
      headers: ["Host": authority, "User-Agent": configuration.userAgent.description, "Connection": "close"])
  }

  private static var tlsConfiguration: TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    // The chain and the name are judged by our own callback. An empty list keeps BoringSSL from reading a trust store.
    configuration.certificateVerification = .noHostnameVerification
    configuration.trustRoots = .certificates([])
    // Nothing is lost by a peer that does not answer our close_notify.
    configuration.shutdownTimeout = .seconds(1)
    return configuration
  }
}
