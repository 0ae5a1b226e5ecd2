import SurveyCore

/// What is to be said of the policies that a domain publishes: MTA-STS (RFC 8461) and TLSRPT (RFC 8460).
struct PolicyAdvice {
  let domain: CheckedDomain

  var all: [Advice] {
    guard domain.kind == .domain, !domain.hosts.isEmpty else { return [] }
    return (domain.mtaSTS.map(mtaSTS) ?? []) + (domain.tlsrpt.map(tlsrpt) ?? [])
  }

  private func mtaSTS(_ found: MTASTS) -> [Advice] {
    switch found {
    case .absent:
      // Where DANE holds there is no need; where a certificate fails, a policy would only lose mail.
      guard domain.isAuthenticated != true, domain.result == .uniform(.tls(.caVerified)) else { return [] }
      return [
        Advice(
          "no-mta-sts", .hint,
          "there is no MTA-STS policy. With one, large senders deliver only to hosts that prove their names. Serve this at "
            + "\(policyURL), and announce it in the DNS:", write: announcement + [""] + policy)
      ]
    case .sound(let policy, _, _): return sound(policy)
    case .invalid(let reason, _, _): return [invalid(reason)]
    case .unknown(let reason, _):
      return [
        Advice(
          "mta-sts-unknown", .notice, "whether there is an MTA-STS policy could not be found out (\(reason.word)).")
      ]
    }
  }

  private func sound(_ policy: MTASTSPolicy) -> [Advice] {
    guard policy.mode != .none else {
      return [Advice("mta-sts-withdrawn", .hint, "the MTA-STS policy has mode none: it is withdrawn.")]
    }
    let unlisted = domain.hosts.filter { $0.name != nil && !domain.isListed($0) }
    let unproven = domain.hosts.filter { host in
      domain.isListed(host) && host.addresses.contains { $0.result.map { $0 != .tls(.caVerified) } ?? false }
    }
    var found = unlisted.map { self.unlisted($0, policy) }
    if policy.mode == .enforce, !unlisted.isEmpty || !unproven.isEmpty {
      found.append(enforced(unlisted + unproven))
    } else if policy.mode == .testing {
      let isReady = unlisted.isEmpty && unproven.isEmpty && !domain.hosts.allSatisfy { $0.sightings.sightings.isEmpty }
      found.append(
        Advice(
          "mta-sts-testing", .hint,
          "the MTA-STS policy is in mode testing: it protects nobody yet. "
            + (isReady
              ? "Every host that answers fulfils it: change the mode to enforce, and the id."
              : "Before the mode is changed to enforce, every MX host has to be listed and to present a certificate that "
                + "verifies.")))
    }
    return found
  }

  private func unlisted(_ host: CheckedHost, _ policy: MTASTSPolicy) -> Advice {
    Advice(
      "mta-sts-unlisted", policy.mode == .enforce ? .problem : .notice, host: host,
      "the MTA-STS policy does not list this MX host. Add the line to the policy, and change the id in the TXT record:",
      write: ["mx: \(host.text)"], effect: SenderEffects(domain: domain).effect(on: host, isListed: false))
  }

  private func enforced(_ failing: [CheckedHost]) -> Advice {
    let honouring = SenderPolicy.all.first { $0.name == "mta-sts-enforce" }
    let shares = honouring.flatMap { DeliverySimulation.simulate($0, domain.delivery) }
    let isLost = shares?.undelivered.map { $0 == .deferred || $0 == .bounced } ?? false
    let names = failing.map(\.text).joined(separator: ", ")
    return Advice(
      "mta-sts-enforced", .problem,
      "the MTA-STS policy is in mode enforce, and \(names) \(failing.count == 1 ? "does" : "do") not fulfil it: senders "
        + "that honour MTA-STS do not deliver there. "
        + (isLost
          ? "No other host is left, so mail from them is lost after days of waiting."
          : "They take the hosts that are left.")
        + " Until it is mended, set “mode: testing” and change the id.")
  }

  private func invalid(_ reason: MTASTSReason) -> Advice {
    let (text, write) = defect(reason)
    return Advice(
      "mta-sts-invalid", .problem, "an MTA-STS policy is announced, and senders can't use it: \(text)", write: write)
  }

  private func defect(_ reason: MTASTSReason) -> (String, [String]) {
    switch reason {
    case .defect(let defect): defectText(defect)
    case .dns(let failure): ("the lookup of \(policyHost) fails (\(failure.rawValue)).", [])
    case .policy(.reserved): ("\(policyHost) has a reserved address. Give it a public one.", [])
    case .policy, .local: ("it could not be fetched (\(reason.word)).", [])
    }
  }

  private func defectText(_ defect: MTASTSDefect) -> (String, [String]) {
    switch defect {
    case .recordSyntax: ("the TXT record is no list of fields (RFC 8461 §3.1). Write:", announcement)
    case .recordID: ("the TXT record has no id of 1 to 32 letters and digits (RFC 8461 §3.1). Write:", announcement)
    case .recordMultiple: ("there are several TXT records that begin with v=STSv1. Leave one:", announcement)
    case .noAddress: ("\(policyHost) has no address. Give it one, of a web server that serves \(policyURL).", [])
    case .refused: ("\(policyHost) refuses connections to port 443.", [])
    case .unreachable: ("a router says that \(policyHost) can't be reached.", [])
    case .timeout: ("\(policyHost) does not answer in time.", [])
    case .closed: ("\(policyHost) closes the connection before the policy is whole.", [])
    case .tls(.handshake): ("the TLS handshake with \(policyHost) fails; it takes TLS 1.2 or newer.", [])
    case .tls(.certificate(let found)):
      (
        "the certificate of \(policyHost) does not verify (\(found.rawValue)). It takes one of a public CA for exactly "
          + "that name.", []
      )
    case .http(let status):
      (
        "\(policyURL) is answered \(status.map { "with status \($0)" } ?? "with what is no HTTP"). It has to be 200 at "
          + "once; redirects are not followed (RFC 8461 §3.3).", []
      )
    case .type: ("the policy is not served as text/plain (RFC 8461 §3.2). Set the Content-Type.", [])
    case .size: ("the policy is longer than 64 KiB.", [])
    case .empty: ("the policy is empty. Write:", policy)
    case .syntax: ("the policy has a line that is no “name: value”. Write:", policy)
    case .version: ("the policy lacks “version: STSv1”. Write:", policy)
    case .mode: ("the policy's mode is none of enforce, testing and none. Write:", policy)
    case .maxAge: ("the policy's max_age is no number of 0 to 31557600 seconds. Write:", policy)
    case .mx: ("a value of mx in the policy is no host name. Write:", policy)
    case .noMX: ("the policy lists no mx. Write:", policy)
    }
  }

  private func tlsrpt(_ found: TLSRPT) -> [Advice] {
    switch found {
    case .sound: return []
    case .absent:
      return [
        Advice(
          "no-tlsrpt", .hint,
          "senders that meet TLS failures have nobody to tell: there is no TLSRPT record (RFC 8460). Publish one, with an "
            + "address that you read:", write: reporting)
      ]
    case .invalid(let defect):
      let why =
        switch defect {
        case .syntax: "it is no list of fields"
        case .multiple: "there are several"
        case .rua: "its rua is no list of URIs"
        case .scheme: "its rua has neither mailto: nor https:"
        }
      return [
        Advice(
          "tlsrpt-invalid", .notice, "no report can be sent by the TLSRPT record: \(why) (RFC 8460 §3). Write:",
          write: reporting)
      ]
    case .failed, .inconclusive:
      return [
        Advice(
          "tlsrpt-unknown", .notice,
          "whether there is a TLSRPT record could not be found out (\(found.reason ?? "")).")
      ]
    }
  }

  private var policyHost: String { "mta-sts.\(domain.name)" }
  private var policyURL: String { "https://\(policyHost)/.well-known/mta-sts.txt" }
  private var reporting: [String] {
    ZoneLines.txt(owner: "_smtp._tls.\(domain.name)", "v=TLSRPTv1; rua=mailto:tlsrpt@\(domain.name)")
  }

  /// The id is the instant of the check: it has to be new, and no more.
  private var announcement: [String] {
    let id = domain.judgedAt.iso8601.filter(\.isNumber)
    return ZoneLines.txt(owner: "_mta-sts.\(domain.name)", "v=STSv1; id=\(id)")
  }

  /// A policy of today's MX hosts; testing, as nobody knows yet whether it holds.
  private var policy: [String] {
    ["version: STSv1", "mode: testing"]
      + domain.hosts.compactMap(\.name).map { "mx: \($0)" } + ["max_age: 604800"]
  }
}
