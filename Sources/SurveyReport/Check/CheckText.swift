import SurveyCore

/// A checked domain as text for people: whole when it is pasted into a ticket, 100 columns at most, and free of what
/// peers could put into it to drive a terminal.
public struct CheckText: Sendable {
  /// The domain.
  public let domain: CheckedDomain
  /// Whether headings and problems are coloured, for a terminal.
  public let isColoured: Bool
  private let advice: [Advice]

  /// A text.
  public init(_ domain: CheckedDomain, isColoured: Bool = false) {
    self.domain = domain
    self.isColoured = isColoured
    advice = domain.advice
  }

  /// The text, with a final newline.
  public var text: String {
    let blocks = [heading] + domain.hosts.map(host) + adviceBlocks + senderBlocks
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  // MARK: The domain and its hosts

  private var heading: [String] {
    var lines = [bold("\(domain.name)") + (domain.kind == .host ? " (as a mail host)" : "")]
    lines += field("judged at", domain.judgedAt.iso8601)
    if domain.kind == .domain {
      lines += field("MX", "\(status), DNSSEC \(domain.mxDNSSEC.rawValue)")
      if let mtaSTS = domain.mtaSTS { lines += field("MTA-STS", self.mtaSTS(mtaSTS)) }
      if let tlsrpt = domain.tlsrpt { lines += field("TLSRPT", self.tlsrpt(tlsrpt)) }
    }
    if let result = domain.result { lines += field("result", result.word) }
    if let isAuthenticated = domain.isAuthenticated {
      lines += field(
        "attackers",
        isAuthenticated
          ? "mail withstands an active attacker, from senders that honour DANE or MTA-STS"
          : "an active attacker can read or divert mail: neither DANE nor MTA-STS protects it")
    }
    return lines
  }

  private var status: String {
    switch domain.mxStatus {
    case .mx: "\(domain.hosts.count) \(domain.hosts.count == 1 ? "host" : "hosts")"
    case .implicit: "no record, the domain is its own host"
    case .null: "null MX"
    case .nullMixed: "\(domain.hosts.count) \(domain.hosts.count == 1 ? "host" : "hosts") and a null MX"
    case .nodata: "no record, no address"
    case .nxdomain, .servfail, .timeout, .bogus, .malformed, .invalid, .inconclusive: domain.mxStatus.rawValue
    }
  }

  private func mtaSTS(_ found: MTASTS) -> String {
    guard let policy = found.policy else {
      return [found.status?.rawValue ?? "unknown", found.reason.map { "(\($0))" }].compactMap { $0 }
        .joined(separator: " ")
    }
    let patterns = policy.patterns.prefix(5).map { "\($0)" }.joined(separator: ", ")
    let more = policy.patterns.count > 5 ? " and \(policy.patterns.count - 5) more" : ""
    return "mode \(policy.mode.rawValue), for \(policy.maxAge) s; mx \(patterns.isEmpty ? "none" : patterns)\(more)"
  }

  private func tlsrpt(_ found: TLSRPT) -> String {
    switch found {
    case .sound(let uris):
      return CertificateText.shortened(uris.map(\.text.visible).joined(separator: ", "), to: 300)
    case .absent, .invalid, .failed, .inconclusive:
      return [found.status?.rawValue ?? "unknown", found.reason.map { "(\($0))" }].compactMap { $0 }
        .joined(separator: " ")
    }
  }

  private func host(_ host: CheckedHost) -> [String] {
    let place = domain.kind == .domain ? "\(host.preference) " : ""
    let result = host.sightings.result.map { ": \($0.word)" } ?? ""
    var lines = TextWrap.lines(bold("\(place)\(host.text)") + result, indent: "  ")
    if let failure = host.lookup.failure { return lines + ["  \(DNSText.phrase(failure))"] }
    lines += TextWrap.lines(dns(host), first: "  ", indent: "    ")
    var shown: [(leaf: CertificateFields, address: Address)] = []
    for address in host.addresses {
      lines += TextWrap.lines("\(address.address): \(outcome(address))", first: "  ", indent: "    ")
      if let session = address.final.session { lines += detail("session", SessionText.text(session)) }
      guard let leaf = address.leaf else { continue }
      if let same = shown.first(where: { $0.leaf == leaf }) {
        lines += detail("certificate", "the same as at \(same.address)")
      } else {
        lines += certificate(leaf, address)
        shown.append((leaf, address.address))
      }
    }
    return lines
  }

  private func dns(_ host: CheckedHost) -> String {
    var parts = ["addresses: DNSSEC \(host.lookup.dnssec.rawValue)"]
    if let tlsa = host.tlsa {
      parts.append("DANE: \(host.dane.rawValue)")
      let records = tlsa.rrset?.records ?? []
      if !records.isEmpty {
        let shown = records.prefix(4).map { "\($0.usage) \($0.selector) \($0.matchingType)" }.joined(separator: ", ")
        parts.append("TLSA \(shown)\(records.count > 4 ? ", …" : "")")
      }
    }
    if domain.mtaSTS?.policy != nil {
      parts.append(domain.isListed(host) ? "listed by MTA-STS" : "not listed by MTA-STS")
    }
    return parts.joined(separator: "; ")
  }

  private func outcome(_ address: CheckedAddress) -> String {
    let ending = address.final.ending
    switch address.outcome {
    case .tls: return (address.certificateClass ?? .anonymous).rawValue
    case .noStartTLS: return "no STARTTLS"
    case .startTLSRejected: return "STARTTLS rejected: \(ReasonText.phrase(ending))"
    case .handshakeFailed: return "TLS handshake failed: \(ReasonText.phrase(ending))"
    case .smtpRejected: return "turned us away: \(ReasonText.phrase(ending))"
    case .unreachable: return "unreachable: \(ReasonText.phrase(ending))"
    case .notProbed:
      return ending.reason == .policy(.reserved)
        ? "not dialled: reserved" : "not dialled: \(ReasonText.phrase(ending))"
    case .inconclusive: return "not known: \(ReasonText.phrase(ending))"
    }
  }

  private func certificate(_ leaf: CertificateFields, _ address: CheckedAddress) -> [String] {
    let subject = CertificateText.shortened(leaf.subject.visible, to: 200)
    var lines = detail("certificate", subject.isEmpty ? "(without a subject)" : subject)
    lines += detail(
      "issuer", leaf.isSelfSigned ? "itself" : CertificateText.shortened(leaf.issuer.visible, to: 200))
    lines += detail("names", CertificateText.names(leaf, limit: 10) ?? "none")
    let dates = [leaf.notBefore, leaf.notAfter].map { $0?.date ?? "?" }
    lines += detail("valid", "\(dates[0]) to \(dates[1])\(rest(leaf))")
    let key = leaf.keyType.map { "\($0) of \(leaf.keyBits) bits" } ?? "of no known kind"
    lines += detail("key", "\(key.visible), signed with \(leaf.signatureAlgorithm.visible)")
    let count = address.certificates.count
    lines += detail("chain", "\(count) \(count == 1 ? "certificate" : "certificates") sent")
    return lines
  }

  private func rest(_ leaf: CertificateFields) -> String {
    guard let end = leaf.notAfter?.epoch else { return "" }
    let seconds = end - domain.judgedAt.epoch
    return seconds > 0 ? " (\(CertificateText.days(seconds)) left)" : " (expired \(CertificateText.days(-seconds)) ago)"
  }

  // MARK: Advice

  private var adviceBlocks: [[String]] {
    let titles: [(Advice.Weight, String)] = [
      (.problem, "What is wrong"), (.notice, "To be noticed"), (.hint, "What could be done"),
    ]
    return titles.map { weight, title in
      let items = advice.filter { $0.weight == weight }
      return items.isEmpty ? [] : [bold(title)] + alike(items).flatMap(lines)
    }
  }

  /// What is the same of several hosts, once for all of them.
  private func alike(_ items: [Advice]) -> [[Advice]] {
    items.reduce(into: []) { groups, item in
      if let place = groups.firstIndex(where: { $0[0].saysTheSame(as: item) }) {
        groups[place].append(item)
      } else {
        groups.append([item])
      }
    }
  }

  private func subject(_ advice: Advice) -> String {
    let name = advice.host ?? "\(domain.name)"
    guard !advice.addresses.isEmpty else { return name }
    return "\(name) (\(advice.addresses.map(\.description).joined(separator: ", ")))"
  }

  private func lines(_ group: [Advice]) -> [String] {
    let advice = group[0]
    let mark = advice.weight == .problem ? "! " : "- "
    let subjects = group.map(subject).joined(separator: ", ")
    var lines = TextWrap.lines("\(subjects): \(advice.text)", first: mark, indent: "  ")
    if advice.weight == .problem, isColoured, let first = lines.first {
      lines[0] = "\u{1b}[31m!\u{1b}[0m" + first.dropFirst()
    }
    lines += advice.write.map { $0.isEmpty ? "" : "    \($0)" }
    let total = domain.policies.count
    for (names, what) in [(advice.refusing, "would not deliver"), (advice.exposing, "would deliver in the clear")]
    where !names.isEmpty {
      lines += TextWrap.lines(
        "\(names.count) of \(total) sender policies \(what) because of it: \(names.joined(separator: ", ")).",
        first: "  ", indent: "  ")
    }
    return lines
  }

  // MARK: Senders

  private var senderBlocks: [[String]] {
    let senders = domain.senders(advice: advice)
    guard senders.contains(where: { $0.shares != nil }) else { return [] }
    let width = senders.map(\.policy.name.count).max() ?? 0
    var lines = [bold("What senders would do")]
    for sender in senders {
      let name = TextWrap.padded(sender.policy.name + (sender.policy.caveat == nil ? "" : "*"), to: width + 1)
      let why = sender.because.isEmpty ? "" : "  (\(sender.because.joined(separator: ", ")))"
      lines += TextWrap.lines(
        "\(words(sender.shares))\(why)", first: "  \(name)  ", indent: String(repeating: " ", count: width + 5))
    }
    let hasCaveat = senders.contains { $0.policy.caveat != nil }
    let note = "* A part of this rule is not documented by the sender but inferred; --json has what."
    return [lines + (hasCaveat ? TextWrap.lines(note, first: "  ", indent: "  ") : [])]
  }

  private func words(_ shares: DeliveryShares?) -> String {
    guard let shares else { return "–" }
    if let sole = shares.sole { return sole.rawValue }
    return DeliveryResult.allCases.filter { shares[$0] > 0 }.map { result in
      "\(result.rawValue) \(NumberText.fixed(shares[result] * 100, decimals: 0)) %"
    }.joined(separator: ", ")
  }

  // MARK: Lines

  private func field(_ name: String, _ value: String) -> [String] {
    TextWrap.lines(value, first: "  " + TextWrap.padded(name, to: 11), indent: String(repeating: " ", count: 13))
  }

  private func detail(_ name: String, _ value: String) -> [String] {
    TextWrap.lines(value, first: "    " + TextWrap.padded(name, to: 13), indent: String(repeating: " ", count: 17))
  }

  private func bold(_ text: String) -> String { isColoured ? "\u{1b}[1m\(text)\u{1b}[0m" : text }
}
