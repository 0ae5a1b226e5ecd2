internal import NIOCore
internal import SurveyCore
internal import SurveyTLS

/// A TLS client in the pipeline, below the dialogue: what the looks have in common.
protocol TLSClientHandler: ChannelDuplexHandler {
  /// The certificates that came so far, leaf first, even where the handshake failed.
  var certificates: [ArraySlice<UInt8>] { get }
}

/// What a TLS client says to the dialogue above it.
enum TLSEvent: Sendable {
  /// The handshake completed.
  case completed(TLSSession)
  /// The handshake failed.
  case failed(HandshakeFailure)
}

/// One way of looking at a server: makes the TLS client of each connection.
protocol TLSLook: Sendable {
  /// The word in the `look` column.
  var look: Look { get }
  /// A client for one connection, to be called on its event loop.
  func makeClient(serverName: DomainName) -> any TLSClientHandler
}

/// The looks of one survey.
struct TLSLooks: Sendable {
  private let modern: ModernLook
  private let legacy = LegacyLook()
  private let anull = LegacyLook(.anonymous)

  init(_ configuration: ProbeConfiguration) {
    modern = ModernLook(offersPostQuantum: configuration.offersPostQuantum)
  }

  subscript(look: Look) -> any TLSLook {
    switch look {
    case .modern: modern
    case .legacy: legacy
    case .anull: anull
    }
  }
}
