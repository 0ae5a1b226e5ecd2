/// What a reader has to know of one wave's record: what was taken out of it, and what of it can't be relied on.
public struct WaveReservations: Hashable, Sendable {
  /// Parts of the record that are gone at somebody's wish; which they were is not remembered.
  public struct Forgotten: Hashable, Sendable {
    /// Domains of its lists.
    public var domains: Int
    /// MX hosts.
    public var hosts: Int
    /// Addresses.
    public var addresses: Int

    /// Counts, each 0 or more.
    public init(domains: Int = 0, hosts: Int = 0, addresses: Int = 0) {
      self.domains = domains
      self.hosts = hosts
      self.addresses = addresses
    }
  }

  /// What is gone.
  public var forgotten: Forgotten
  /// By how many seconds the wall clock, which times are read from, was set while the wave was under way, in that order;
  /// forward is positive.
  public var clockJumps: [Int]

  /// By default there are none.
  public init(forgotten: Forgotten = Forgotten(), clockJumps: [Int] = []) {
    self.forgotten = forgotten
    self.clockJumps = clockJumps
  }
}
