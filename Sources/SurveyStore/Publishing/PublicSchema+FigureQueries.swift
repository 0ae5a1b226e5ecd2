extension PublicSchema {
  static let figureQueries = [
    PublicQuery(
      "ca_verified_trend", "How do the certificate classes move?",
      comment: """
        Percentages with numerator and denominator, wave by wave. unit: mx_host (empty), domain, domain_weighted, address, \
        operator or certificate; base: reachable (empty) or tls; metric: ca_verified (empty), self_signed, no_tls or any other of \
        v_trend. A CA-verified certificate protects only where the sender insists on it.
        """,
      parameters: ["unit", "base", "metric"],
      sql: """
        SELECT label, wave_date, unit, base, metric, round(percent, 2) AS percent, numerator, denominator, low, high, interval
        FROM v_trend
        WHERE unit = coalesce(nullif(:unit, ''), 'mx_host')
          AND base = coalesce(nullif(:base, ''), 'reachable')
          AND metric = coalesce(nullif(:metric, ''), 'ca_verified')
        ORDER BY epoch, label
        """),
    PublicQuery(
      "standing", "How does one wave stand?",
      comment: """
        Every metric of one unit, in both bases. \(askedComment) unit: mx_host (empty), domain, domain_weighted, address, operator \
        or certificate.
        """,
      parameters: ["label", "unit"],
      sql: """
        SELECT label, unit, metric,
          max(percent) FILTER (WHERE base = 'reachable') AS percent_of_reachable,
          max(numerator) FILTER (WHERE base = 'reachable') AS numerator_of_reachable,
          max(denominator) FILTER (WHERE base = 'reachable') AS reachable,
          max(percent) FILTER (WHERE base = 'tls') AS percent_of_tls,
          max(numerator) FILTER (WHERE base = 'tls') AS numerator_of_tls,
          max(denominator) FILTER (WHERE base = 'tls') AS tls
        FROM v_trend
        WHERE label = \(asked) AND unit = coalesce(nullif(:unit, ''), 'mx_host')
        GROUP BY label, unit, metric
        ORDER BY percent_of_reachable DESC, metric
        """),
    PublicQuery(
      "senders_that_refuse", "Which senders would refuse?",
      comment: """
        Of all domains, how many a kind of sender would refuse, be it that mail waits or comes back, and how many it would reach \
        in plaintext. \(askedComment) What nobody can deliver to is in undeliverable; what can't be told is in inconclusive; a domain whose hosts differ is shared out.
        """,
      parameters: ["label"],
      sql: """
        SELECT label, policy, domains, deferred + bounced AS refused,
          round(100 * (deferred + bounced) / nullif(domains, 0), 1) AS percent_refused,
          round(100 * plaintext / nullif(domains, 0), 1) AS percent_plaintext,
          authenticated, encrypted, plaintext, deferred, bounced, undeliverable, inconclusive
        FROM v_sender
        WHERE label = \(asked)
        ORDER BY refused DESC, place
        """),
    PublicQuery(
      "transitions", "What became of whom between two waves?",
      comment: """
        How many went from which class to which, the largest first; those that stayed as they were are left out. unit: mx_host \
        (empty), operator or domain; to_label: the later wave; empty: the newest.
        """,
      parameters: ["to_label", "unit"],
      sql: """
        SELECT from_label, to_label, unit, from_class, to_class, count
        FROM v_transition
        WHERE unit = coalesce(nullif(:unit, ''), 'mx_host') AND from_class <> to_class
          AND to_label = coalesce(nullif(:to_label, ''), (
            SELECT t.to_label FROM v_transition t JOIN v_scan s ON s.label = t.to_label ORDER BY s.epoch DESC LIMIT 1))
        ORDER BY count DESC, from_class, to_class
        """),
    PublicQuery(
      "operators_by_weight", "Which operators weigh most, and how do they stand?",
      comment: """
        The operators behind the figure, by their part of its denominator. \(askedComment) unit: domain_weighted (empty), domain or \
        mx_host. metric: ca_verified (empty) or any other of v_operator; who has nothing of it is not listed.
        """,
      parameters: ["label", "unit", "metric"],
      sql: """
        SELECT label, operator, unit, metric, numerator, denominator, round(percent, 1) AS percent
        FROM v_operator
        WHERE label = \(asked)
          AND unit = coalesce(nullif(:unit, ''), 'domain_weighted')
          AND metric = coalesce(nullif(:metric, ''), 'ca_verified')
        ORDER BY denominator DESC, operator
        LIMIT 100
        """),
    PublicQuery(
      "breakdown", "Which issuers, versions, keys and lifetimes are there?",
      comment: """
        Hosts and certificates by one property. \(askedComment) topic: issuer (empty), tls_version, kx_group, key_type, lifetime or \
        days_left.
        """,
      parameters: ["label", "topic"],
      sql: """
        SELECT label, topic, key, hosts, certificates
        FROM v_breakdown
        WHERE label = \(asked) AND topic = coalesce(nullif(:topic, ''), 'issuer')
        ORDER BY place
        """),
    PublicQuery(
      "judgements", "How much depends on who judges?",
      comment: """
        The same wave by every trust store that it was judged by. \(askedComment) unit: mx_host (empty) or any other of v_trend.
        """,
      parameters: ["label", "unit"],
      sql: """
        SELECT label, judgement, unit, base, metric, round(percent, 2) AS percent, numerator, denominator
        FROM v_trend_all
        WHERE label = \(asked) AND unit = coalesce(nullif(:unit, ''), 'mx_host') AND base = 'reachable'
          AND metric IN ('ca_verified', 'self_signed', 'private_ca', 'unknown_issuer', 'incomplete_chain', 'no_tls')
        ORDER BY metric, judgement
        """),
  ]
}
