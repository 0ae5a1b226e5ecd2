import SurveyCore

/// What is to be said of a domain's MX records.
struct DomainAdvice {
  let domain: CheckedDomain

  var all: [Advice] {
    guard domain.kind == .domain else { return [] }
    let name = domain.name
    switch domain.mxStatus {
    case .mx: return bogusOrNone
    case .implicit:
      return [
        Advice(
          "implicit-mx", .notice,
          "the domain has no MX record; senders take its own address for its mail host (RFC 5321 §5.1). Say it in the DNS:",
          write: ["\(name). IN MX 10 \(name)."])
      ]
    case .null:
      return [
        Advice("null-mx", .hint, "the domain takes no mail: its MX record is the null MX of RFC 7505. Nothing to do.")
      ]
    case .nullMixed:
      return [
        Advice(
          "null-mx-mixed", .problem,
          "a null MX stands beside other MX records, which RFC 7505 §3 forbids: some senders take the domain for one "
            + "that receives no mail. Remove one or the other; this is the record:", write: ["\(name). IN MX 0 ."])
      ]
    case .nodata:
      return [
        problem("no-mail-host", "the domain has neither an MX record nor an address, so that mail to it bounces.")
      ]
    case .nxdomain: return [problem("nxdomain", "the domain does not exist in the DNS (NXDOMAIN).")]
    case .servfail:
      return [problem("dns-servfail", "the domain's name servers fail (SERVFAIL), so that mail to it waits.")]
    case .timeout:
      return [problem("dns-timeout", "the domain's name servers do not answer, so that mail to it waits.")]
    case .bogus:
      return [
        problem(
          "dns-bogus",
          "DNSSEC validation of the MX records fails: senders with a validating resolver find no mail host. Look for "
            + "expired signatures, or a DS record that fits no key.")
      ]
    case .malformed: return [problem("mx-malformed", "the MX answer breaks its own format (RFC 1035 §3.3.9).")]
    case .invalid:
      return [problem("mx-invalid", "no MX record names a host: an MX target is a host name, never an address.")]
    case .inconclusive: return [problem("inconclusive", "a fault of this host kept us from looking the domain up.")]
    }
  }

  private var bogusOrNone: [Advice] {
    guard domain.mxDNSSEC == .insecure, domain.hosts.contains(where: { $0.dane == .match }) else { return [] }
    return [
      Advice(
        "mx-insecure", .notice,
        "the TLSA records match, but the MX records of \(domain.name) are not signed, so that whoever forges them leads "
          + "mail elsewhere (RFC 7672 §2.2.1). Sign the zone of \(domain.name) as well.")
    ]
  }

  private func problem(_ word: String, _ text: String) -> Advice { Advice(word, .problem, text) }
}
