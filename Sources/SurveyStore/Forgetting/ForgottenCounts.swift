/// How much was forgotten.
public struct ForgottenCounts: Hashable, Sendable {
  /// What a wave lost.
  public struct Wave: Hashable, Sendable {
    /// The wave's label.
    public let label: String
    /// Domains of its lists.
    public let domains: Int
    /// MX hosts, with those that no other domain of the wave uses.
    public let hosts: Int
    /// Addresses, with those that no other host of the wave has.
    public let addresses: Int
    /// Probes.
    public let probes: Int
  }

  /// The waves that lost something, oldest first.
  public internal(set) var waves: [Wave] = []
  /// Certificates that nothing refers to any more.
  public internal(set) var certificates = 0

  /// Waves that were compacted, and are laid out now, by their rows.
  var compactedWaves: [Int64] = []

  /// Whether there was nothing to forget.
  public var isEmpty: Bool { waves.isEmpty }
}
