extension PublicSchema {
  static let results = [
    PublicView(
      "v_domain", row: "wave and domain",
      wave + [
        PublicColumn("domain", .text, "The domain, in A-labels."),
        PublicColumn("weight", .real, "By the first list: 1/rank, as given, or 1."),
        PublicColumn(
          "mx_status", .text,
          "mx, implicit, null, null-mixed, nodata, nxdomain, servfail, timeout, bogus, malformed, invalid or inconclusive; NULL: not asked yet."
        ),
        PublicColumn("mx_count", .integer, "MX records as answered."),
        PublicColumn("mx_dnssec", .text, "Of the MX RRset: secure, insecure, bogus or unknown."),
        PublicColumn("mta_sts", .text, "none, testing, enforce, mode-none or invalid; NULL: not known."),
        PublicColumn("mta_sts_reason", .text, "What is wrong with the policy; NULL: nothing."),
        PublicColumn("tlsrpt", .text, "State of the TLSRPT record; NULL: not known."),
        PublicColumn("class", .text, "Class of its lowest-preference MX hosts that answered; NULL: none did."),
        PublicColumn(
          "strict_share", .real, "Expected share of deliveries to a CA-verified host, of the reachable ones."),
        PublicColumn(
          "authenticated", .integer,
          "1: withstands an active attacker by DANE or MTA-STS at every MX; NULL: none is reachable."),
        PublicColumn("listed_mx", .integer, "How many of its MX hosts the MTA-STS policy lists; NULL: no policy."),
        PublicColumn(
          "named_for_domain", .integer, "1: an MX presents a certificate for the domain that does not name the MX."),
        judgement,
      ]),
    PublicView(
      "v_host", row: "wave and MX host",
      wave + [
        PublicColumn("mx_host", .text, "The host's name."),
        PublicColumn("operator", .text, "The ICANN registrable domain of that name; NULL until the wave is judged."),
        PublicColumn(
          "outcome", .text, "The first of its addresses' outcomes in the order of v_probe.outcome, or dns-failed."),
        PublicColumn(
          "reason", .text, "The finer word, of the lowest address with that outcome; dns.… without an address."),
        PublicColumn(
          "class", .text, "Shared by all its reachable addresses, no-tls, or mixed; NULL: none is reachable."),
        PublicColumn("class_best", .text, "The best of its addresses'."),
        PublicColumn("class_worst", .text, "The worst of its addresses'."),
        PublicColumn("chain", .text, "What the chain by itself comes to, whatever the name and the time."),
        PublicColumn("name", .text, "mx-san, mx-cn-only or none: where the certificate names the host."),
        PublicColumn("time", .text, "Whether the chain was in date."),
        PublicColumn(
          "errors", .text, "Every verification error as word@depth, separated by spaces; the leaf is depth 0."),
        PublicColumn("tls_version", .text, "TLSv1.0 to TLSv1.3; NULL: no handshake."),
        PublicColumn("cipher", .text, "Cipher suite by its IANA name."),
        PublicColumn("kx_group", .text, "Key-exchange group; NULL: none, as with RSA key transport."),
        PublicColumn("pfs", .integer, "1: forward secrecy."),
        PublicColumn(
          "dane", .text, "none, match, mismatch, unusable, insecure, bogus, error or unknown; NULL: not looked at."),
        PublicColumn("domains", .integer, "Domains that have it as an MX of the lowest preference."),
        PublicColumn("not_after", .text, "End of the leaf's validity, ISO 8601 in UTC."),
        PublicColumn("issuer", .text, "The leaf's issuer, as RFC 4514 writes names."),
        PublicColumn("implicit", .integer, "1: only domains without MX records use it; it is in no trend."),
        PublicColumn("address", .text, "The lowest address with that outcome, to which the columns before belong."),
        PublicColumn("dane_usage", .integer, "Of the TLSA record that matched; NULL: none did."),
        PublicColumn("dane_selector", .integer, "Of the same record."),
        PublicColumn("dane_matching_type", .integer, "Of the same record."),
        PublicColumn("dnssec", .text, "Of the address RRsets: secure, insecure, bogus or unknown."),
        PublicColumn("dns_failure", .text, "The failure of A or AAAA where the other has addresses."),
        PublicColumn("look", .text, "modern, legacy or anull: the look that counts."),
        PublicColumn(
          "alias", .integer,
          "1: its name is an alias (CNAME), which an MX may not be (RFC 5321 §5.1); NULL: no address, or not known."),
        judgement,
      ]),
  ]
}
