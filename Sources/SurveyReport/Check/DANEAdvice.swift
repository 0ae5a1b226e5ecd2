import SurveyCore

/// What is to be said of a host's TLSA records (RFC 7672).
struct DANEAdvice {
  let domain: CheckedDomain
  let host: CheckedHost
  let effects: SenderEffects

  var all: [Advice] {
    guard let tlsa = host.tlsa, host.name != nil else { return [] }
    switch host.tlsaState {
    case .usable: return host.addresses.compactMap(mismatch)
    case .unusable:
      return [
        Advice(
          "tlsa-unusable", .problem, host: host,
          "none of the TLSA records can be used for SMTP: that takes usage 3 or 2, selector 0 or 1, and a digest of its "
            + "own length (RFC 7672 §3.1). Senders that honour DANE encrypt and verify nothing. Publish instead:",
          write: records, effect: effects.effectOfTLSAState(of: host))
      ]
    case .bogus:
      return [
        Advice(
          "tlsa-bogus", .problem, host: host,
          "DNSSEC validation of its address or TLSA records fails: senders that honour DANE do not deliver. Look for "
            + "expired signatures, or a DS record that fits no key.", effect: effects.effectOfTLSAState(of: host))
      ]
    case .error:
      let owner = tlsa.baseDomain.map { "_\(domain.port)._tcp.\($0)" } ?? "the TLSA name"
      return [
        Advice(
          "tlsa-error", .problem, host: host,
          "the name servers fail when they are asked for TLSA records of \(owner): senders that honour DANE do not "
            + "deliver (RFC 7672 §2.1.2). Where there are none, the answer is NODATA or NXDOMAIN, signed.",
          effect: effects.effectOfTLSAState(of: host))
      ]
    case .none:
      guard domain.mxDNSSEC == .secure, !records.isEmpty else { return [] }
      return [
        Advice(
          "no-tlsa", .hint, host: host,
          "the zones are signed, and there is no TLSA record. With one, senders that honour DANE deliver to this host and "
            + "to no other, whoever issued its certificate:", write: records)
      ]
    case .insecure, .unknown: return []
    }
  }

  private func mismatch(_ address: CheckedAddress) -> Advice? {
    guard address.outcome == .tls, let finding = address.dane, !finding.isMatch else { return nil }
    let damaged = DeliveryAddress(
      outcome: .tls, certificateClass: .caVerified, domainMatch: domain.domainMatch(of: address), matchesTLSA: false,
      furtherTrust: .max)
    return Advice(
      "dane-mismatch", .problem, host: host, addresses: [address.address],
      "\(why(finding)) Publish a record of the key that is in use before it is taken into use, and remove the old one "
        + "only afterwards (RFC 7671 §8.1):", write: address.leaf.flatMap(record) ?? [],
      effect: effects.effect(on: host, of: address, damaged: damaged))
  }

  private func why(_ finding: DANEFinding) -> String {
    guard case .mismatch(let errors) = finding, let error = errors.first(where: { $0.code != 65 }) else {
      return "none of the host's TLSA records matches the certificate that it presents."
    }
    // 62 is X509_V_ERR_HOSTNAME_MISMATCH, of DANE-TA(2).
    return error.code == 62
      ? "a TLSA record of usage 2 matches, but the certificate does not name the host (RFC 7672 §3.1.2)."
      : "a TLSA record of usage 2 fits an authority of the chain, and the chain does not verify (\(error.word))."
  }

  /// `3 1 1` records of the keys that the host's addresses present, each once.
  private var records: [String] {
    var seen: Set<Fingerprint> = []
    return host.addresses.compactMap(\.leaf).flatMap { leaf -> [String] in
      guard let digest = leaf.spkiSHA256, seen.insert(digest).inserted else { return [] }
      return record(leaf) ?? []
    }
  }

  private func record(_ leaf: CertificateFields) -> [String]? {
    guard let digest = leaf.spkiSHA256, let base = host.tlsa?.baseDomain ?? host.name else { return nil }
    return ZoneLines.record(owner: "_\(domain.port)._tcp.\(base)", type: "TLSA", "3 1 1 \(digest)")
  }
}
