extension PublicSchema {
  static let figures = [
    PublicView(
      "v_trend", row: "finished wave, unit, metric and base",
      wave + [
        PublicColumn("epoch", .integer, "wave_date in seconds since 1970, for charts over time."),
        PublicColumn(
          "unit", .text,
          "mx_host, address, domain, domain_weighted, domain_weighted:LIST, domain_every, domain_any, operator, certificate or mx_host_by_domains."
        ),
        PublicColumn("metric", .text, "A class with underscores, mixed, no_tls, starttls, pfs, tls13, dane_match …"),
        PublicColumn("base", .text, "reachable: what answered with SMTP; tls: what completed a handshake."),
        PublicColumn("numerator", .real, "How many, or how much weight, have the property."),
        PublicColumn("denominator", .real, "Of how many, or how much weight."),
        PublicColumn("percent", .real, "0 to 100; NULL: the denominator is 0."),
        PublicColumn("low", .real, "Lower end of the 95 % interval, in percent; NULL where interval is none."),
        PublicColumn("high", .real, "Upper end."),
        PublicColumn("interval", .text, "none, wilson or cluster: sampling error alone."),
        judgement,
        PublicColumn("silent", .real, "What has an address and did not answer."),
        PublicColumn("worst", .real, "The percentage had none of the silent ones the property."),
        PublicColumn("best", .real, "The percentage had all of them."),
      ]),
    PublicView(
      "v_operator", row: "finished wave, operator, unit and metric, in base reachable",
      wave + [
        PublicColumn("operator", .text, "The ICANN registrable domain of MX hosts' names."),
        PublicColumn("unit", .text, "As v_trend.unit."),
        PublicColumn("metric", .text, "As v_trend.metric; those of which the operator has nothing are left out."),
        PublicColumn("numerator", .real, "The operator's part of v_trend.numerator."),
        PublicColumn("denominator", .real, "The operator's part of v_trend.denominator."),
        PublicColumn("percent", .real, "The one of the other."),
        judgement,
      ]),
    PublicView(
      "v_breakdown", row: "finished wave, topic and value",
      wave + [
        PublicColumn(
          "topic", .text, "What is broken down: issuers, lifetimes, days left, TLS versions, groups, keys …"),
        PublicColumn("key", .text, "The value."),
        PublicColumn("hosts", .integer, "MX hosts that have it."),
        PublicColumn("certificates", .integer, "Certificates that have it."),
        PublicColumn("place", .integer, "The order within the topic."),
        judgement,
      ]),
    PublicView(
      "v_sender", row: "finished wave and sender policy",
      wave + [
        PublicColumn("policy", .text, "The sender policy's name, as postfix-may."),
        PublicColumn("domains", .real, "Domains simulated; the results sum to it."),
        PublicColumn(
          "authenticated", .real,
          "Delivered to a host that proved who it is. A domain whose hosts differ is shared out."),
        PublicColumn("encrypted", .real, "Delivered encrypted to whoever answered."),
        PublicColumn("plaintext", .real, "Delivered in plaintext."),
        PublicColumn("deferred", .real, "Waits, to be tried again."),
        PublicColumn("bounced", .real, "Comes back."),
        PublicColumn("undeliverable", .real, "No host at all."),
        PublicColumn("inconclusive", .real, "Can't be told from here."),
        PublicColumn("place", .integer, "The order of the policies."),
        judgement,
      ]),
    PublicView(
      "v_panel", row: "finished wave, weighting and metric: the domains that every wave lists",
      wave + [
        PublicColumn(
          "weighting", .text, "each: 1 a domain; current: the wave's own list; fixed: the first wave's list."),
        PublicColumn("metric", .text, "As v_trend.metric."),
        PublicColumn("numerator", .real, "How much has the property."),
        PublicColumn("denominator", .real, "Of how much."),
        PublicColumn("percent", .real, "0 to 100; NULL: the denominator is 0."),
        judgement,
      ]),
  ]
}
