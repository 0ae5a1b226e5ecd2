public import SurveyCore

/// DANE's lookups (RFC 7672 §2.2).
extension Resolver {
  /// Looks up the TLSA RRset of a host: at the end of its secure alias chain and, where that has none, at the host
  /// name.
  ///
  /// Nothing is asked where the addresses are not secure: such hosts often have servers that fail on TLSA questions,
  /// and nobody would use the answer (RFC 7672 §2.2.2). One kind needs a closer look: an alias that is itself secure and
  /// leads to an insecure name. Its owner can still have records at the host name, as Postfix takes it.
  /// - Parameter addresses: what `addresses(of:)` found for the host.
  /// - Throws: `resolver` when our own resolver is dead, `cancelled` when the task is.
  public func tlsa(
    host: DomainName, port: UInt16, addresses: HostLookup
  ) async throws(LocalFault) -> TLSALookup {
    guard !addresses.addresses.isEmpty else { return .notAsked(addresses.dnssec == .bogus ? .bogus : .unknown) }
    switch addresses.dnssec {
    case .bogus, .unknown: return .notAsked(addresses.dnssec)
    case .insecure:
      guard addresses.canonicalName != nil else { return .notAsked(.insecure) }
      switch try await records(Question(host, .cname)) {
      case .records(_, .secure): return try await tlsa(baseDomain: host, port: port)
      case .records, .nodata, .nxdomain: return .notAsked(.insecure)
      case .failed(let failure): return .failed(failure, baseDomain: host)
      }
    case .secure:
      let first = try await tlsa(baseDomain: addresses.canonicalName ?? host, port: port)
      guard addresses.canonicalName != nil, first.leavesAliasToBeTried else { return first }
      let second = try await tlsa(baseDomain: host, port: port)
      // Of two that found nothing to use, the one that says more stands.
      return second.state == .none ? first : second
    }
  }

  private func tlsa(baseDomain: DomainName, port: UInt16) async throws(LocalFault) -> TLSALookup {
    switch try await records(Question(prefix: "_\(port)._tcp", baseDomain, .tlsa)) {
    case .records(let rdata, let status): .records(TLSARRset(rdata: rdata), baseDomain: baseDomain, status)
    case .nodata(let status), .nxdomain(let status): .none(baseDomain: baseDomain, status)
    case .failed(let failure): .failed(failure, baseDomain: baseDomain)
    }
  }
}
