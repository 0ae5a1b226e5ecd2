internal import NIOCore
internal import SurveyCore

/// The connection of one probe as its cancellation sees it: not there yet, there, or given up before it was there.
struct ProbeConnection: Sendable {
  private enum State {
    case none
    case open(any Channel)
    case givenUp
  }

  let loop: any EventLoop
  private let state: NIOLoopBoundBox<State>

  init(_ loop: any EventLoop) {
    self.loop = loop
    state = .makeBoxSendingValue(.none, eventLoop: loop)
  }

  /// The channel is made; on the event loop.
  /// - Throws: `LocalFault.cancelled` where the probe was given up meanwhile, which ends the channel.
  func began(_ channel: any Channel) throws {
    if case .givenUp = state.value { throw LocalFault.cancelled }
    state.value = .open(channel)
  }

  /// Ends the connection; from anywhere.
  func giveUp() {
    loop.execute {
      switch state.value {
      // A dialogue that runs is told; a connection that is still being made fails when its channel closes.
      case .open(let channel) where channel.isActive: channel.pipeline.fireUserInboundEventTriggered(ProbeGivenUp())
      case .open(let channel): channel.close(promise: nil)
      case .none, .givenUp: state.value = .givenUp
      }
    }
  }
}

/// Tells a dialogue that its probe is given up.
struct ProbeGivenUp: Sendable {}
