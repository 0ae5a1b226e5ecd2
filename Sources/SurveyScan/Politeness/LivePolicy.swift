internal import Synchronization

/// The policy of a wave under way: lists may be read again while it runs, and the next connection heeds them.
public final class LivePolicy: Sendable {
  // A lock and not an actor: it is asked synchronously right before a dial, also by the event loops of policy fetches,
  // and nothing else happens under it.
  private let state: Mutex<AddressPolicy>

  /// A policy that can be replaced.
  public init(_ policy: AddressPolicy) { state = Mutex(policy) }

  /// The policy as it is now.
  public var current: AddressPolicy { state.withLock { $0 } }

  /// Puts another policy in its place.
  public func replace(by policy: AddressPolicy) { state.withLock { $0 = policy } }
}
