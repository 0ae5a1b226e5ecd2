import SurveyCore

/// What is to be said of one MX host and its addresses.
struct HostAdvice {
  let domain: CheckedDomain
  let host: CheckedHost
  private let effects: SenderEffects

  init(domain: CheckedDomain, host: CheckedHost) {
    self.domain = domain
    self.host = host
    effects = SenderEffects(domain: domain)
  }

  var all: [Advice] {
    guard let name = host.name else {
      return [
        Advice(
          "mx-target", .problem, host: host,
          "this MX target is no host name, so that senders can't look it up (RFC 5321 §2.3.5). Name a host.")
      ]
    }
    return lookup(name) + DANEAdvice(domain: domain, host: host, effects: effects).all
      + host.addresses.flatMap { connection(name, $0) }
  }

  private func lookup(_ name: DomainName) -> [Advice] {
    var found: [Advice] = []
    if let failure = host.lookup.failure, domain.mxStatus != .implicit {
      found.append(
        Advice(
          "no-address", .problem, host: host,
          "\(DNSText.phrase(failure)), so that nobody can deliver to it. Give the name an address, or remove the MX "
            + "record."))
    }
    if let failure = host.lookup.partialFailure {
      found.append(
        Advice(
          "address-lookup", .notice, host: host,
          "one of the lookups of its IPv4 and IPv6 addresses fails (\(failure.rawValue)); the other one is answered."))
    }
    if let alias = host.lookup.canonicalName, domain.kind == .domain {
      found.append(
        Advice(
          "mx-alias", .notice, host: host,
          "the MX target is an alias (CNAME), which RFC 2181 §10.3 forbids. Name \(alias) in the MX record."))
    }
    return found
  }

  private func connection(_ name: DomainName, _ address: CheckedAddress) -> [Advice] {
    switch address.outcome {
    case .tls:
      return CertificateAdvice(domain: domain, host: host, name: name, address: address, effects: effects).all
        + session(address)
    case .noStartTLS:
      return [
        noTLS(
          "no-starttls", address,
          "the host does not offer STARTTLS, so that all mail to it travels in the clear. Switch TLS on in the mail "
            + "server; where it is on, look for a firewall that strips the keyword from the EHLO reply.")
      ]
    case .startTLSRejected:
      return [
        noTLS(
          "starttls-rejected", address,
          "the host offers STARTTLS and then refuses it: \(ReasonText.phrase(address.final.ending)). The key or the "
            + "certificate is often what the server can't read; its log says.")
      ]
    case .handshakeFailed:
      return [
        noTLS(
          "handshake-failed", address,
          "STARTTLS is accepted, and the TLS handshake fails: \(ReasonText.phrase(address.final.ending)).")
      ]
    case .smtpRejected:
      return [
        Advice(
          "smtp-rejected", .notice, host: host, addresses: [address.address],
          "the host turned us away: \(ReasonText.phrase(address.final.ending)). Others it may let in; nothing can be "
            + "said of its TLS.")
      ]
    case .unreachable:
      return [
        Advice(
          "unreachable", .problem, host: host, addresses: [address.address],
          "nobody greets there: \(ReasonText.phrase(address.final.ending)). If it is the same from elsewhere, mail waits "
            + "or goes to the other addresses and hosts.")
      ]
    case .notProbed: return notDialled(address)
    case .inconclusive:
      return [
        Advice(
          "inconclusive", .notice, host: host, addresses: [address.address],
          "nothing is known, for a fault of our own: \(ReasonText.phrase(address.final.ending)).")
      ]
    }
  }

  private func notDialled(_ address: CheckedAddress) -> [Advice] {
    guard address.final.ending.reason == .policy(.reserved) else {
      return [
        Advice(
          "not-dialled", .notice, host: host, addresses: [address.address],
          "not dialled: \(ReasonText.phrase(address.final.ending)).")
      ]
    }
    return [
      Advice(
        "reserved-address", .problem, host: host, addresses: [address.address],
        "not dialled: the address is reserved, no host of the Internet has it. Give the name a public address, or remove "
          + "the MX record.")
    ]
  }

  private func noTLS(_ word: String, _ address: CheckedAddress, _ text: String) -> Advice {
    let damaged = DeliveryAddress(outcome: address.outcome)
    let effect = effects.effect(on: host, of: address, damaged: damaged)
    return Advice(word, .problem, host: host, addresses: [address.address], text, effect: effect)
  }

  private func session(_ address: CheckedAddress) -> [Advice] {
    var found: [Advice] = []
    if let modern = address.failedModernLook {
      let perfect = effects.perfect(address)
      let damaged = DeliveryAddress(
        outcome: .tls, certificateClass: .caVerified, isLegacyOnly: true, domainMatch: perfect.domainMatch,
        matchesTLSA: true, furtherTrust: .max)
      let session = address.final.session.map { " (\(SessionText.text($0)))" } ?? ""
      found.append(
        Advice(
          "legacy-only", .problem, host: host, addresses: [address.address],
          "only tolerant clients can talk TLS with it\(session); with a modern library the handshake fails: "
            + "\(ReasonText.phrase(modern.ending)). Offer TLS 1.2 or 1.3 with ECDHE and AES-GCM.",
          effect: effects.effect(on: host, of: address, damaged: damaged)))
    }
    guard let session = address.final.session else { return found }
    if session.version < .tls12 {
      found.append(
        Advice(
          "old-tls", .notice, host: host, addresses: [address.address],
          "the best version that it speaks is \(session.version), which RFC 8996 deprecates. Offer TLS 1.2 and 1.3."))
    }
    if !session.hasForwardSecrecy {
      found.append(
        Advice(
          "no-forward-secrecy", .notice, host: host, addresses: [address.address],
          "the cipher suite has no forward secrecy: who gets the key later can read what was recorded. Offer ECDHE "
            + "suites."))
    }
    return found
  }
}
