/// What is divided by.
public enum Base: String, Sendable, Hashable, CaseIterable {
  /// Everything with a reachable address.
  case reachable
  /// Everything with an address that completed a handshake.
  case tls
}
