// Look-ups that were written down elsewhere, as they were found.

extension MXSet {
  /// The set of which these exchanges were kept.
  /// - Parameters:
  ///   - count: how many distinct exchanges the answer had; at least those that are given.
  ///   - status: what the answer made of its domain.
  public init(restoring exchanges: [MXExchange], count: Int, status: MXStatus) {
    self.exchanges = exchanges.sorted { ($0.preference, $0.host.text) < ($1.preference, $1.host.text) }
    hasNull = status == .null || status == .nullMixed
    self.count = Swift.max(count, exchanges.count)
    self.status = status
  }
}

extension HostLookup {
  /// The look-up that found these addresses, or failed; the canonical name was not kept.
  /// - Parameters:
  ///   - failure: why there is no address; left out where there are some.
  ///   - isAlias: whether the host name is an alias; `nil` where that was not kept.
  public init(
    restoring addresses: [Address], failure: DNSFailure, partialFailure: DNSFailure?, dnssec: DNSSECStatus,
    isAlias: Bool? = nil
  ) {
    self.addresses = Set(addresses).sorted()
    self.failure = addresses.isEmpty ? failure : nil
    self.partialFailure = partialFailure
    self.dnssec = dnssec
    canonicalName = nil
    self.isAlias = addresses.isEmpty ? nil : isAlias
  }
}
