extension PublicSchema {
  static let hostQueries = [
    PublicQuery(
      "regressed_hosts", "Which hosts were CA-verified and are not any more?",
      comment: """
        Hosts that were CA-verified in the finished wave before, and are reachable but less now; those with most domains first. \
        \(askedComment)
        """,
      parameters: ["label"],
      sql: """
        WITH pair AS (
          SELECT later.label AS later, (
            SELECT label FROM v_scan WHERE state = 'finished' AND (epoch, scan_id) < (later.epoch, later.scan_id)
            ORDER BY epoch DESC, scan_id DESC LIMIT 1) AS earlier
          FROM v_scan later WHERE later.label = \(asked)
        )
        SELECT pair.earlier AS from_label, pair.later AS to_label, now.mx_host, now.operator, now.domains, now.class, now.name,
          now.time, now.errors, now.issuer, now.not_after
        FROM pair
        JOIN v_host was ON was.label = pair.earlier AND was.class = 'ca-verified'
        JOIN v_host now ON now.label = pair.later AND now.mx_host = was.mx_host AND now.class <> 'ca-verified'
        ORDER BY now.domains DESC, now.mx_host
        LIMIT 1000
        """),
    PublicQuery(
      "expiring_certificates", "Which trusted certificates expire within days of the wave?",
      comment: """
        CA-verified hosts whose certificate, that of their lowest address, ends soon after the wave's date. \(askedComment) days: how many; empty: 30. on: another \
        day to count from, YYYY-MM-DD or now. Many operators renew in the last month, so that soon is not late.
        """,
      parameters: ["label", "days", "on"],
      sql: """
        WITH span AS (
          SELECT label, date(coalesce(nullif(:on, ''), wave_date)) AS first,
            date(coalesce(nullif(:on, ''), wave_date), coalesce(nullif(:days, ''), '30') || ' days') AS last
          FROM v_scan WHERE label = \(asked)
        )
        SELECT h.label, h.mx_host, h.operator, h.domains, h.not_after,
          CAST(julianday(h.not_after) - julianday(span.first) AS INTEGER) AS days_left, h.issuer
        FROM span
        JOIN v_host h ON h.label = span.label
        WHERE h.class = 'ca-verified' AND h.not_after >= span.first AND h.not_after < span.last
        ORDER BY h.not_after, h.domains DESC, h.mx_host
        LIMIT 1000
        """),
    PublicQuery(
      "wrong_names", "Whose certificate names somebody else?",
      comment:
        "Hosts of class ca-wrong-name, with what their certificates say instead; those with most domains first. \(askedComment)",
      parameters: ["label"],
      sql: """
        WITH wrong AS MATERIALIZED (
          SELECT label, mx_host, operator, domains FROM v_host
          WHERE label = \(asked) AND class = 'ca-wrong-name'
          ORDER BY domains DESC, mx_host LIMIT 1000
        ), leaves AS MATERIALIZED (
          -- Apart from the sum, which would read all waves.
          SELECT server_name, leaf_sha256 FROM v_probe
          WHERE label = \(asked) AND is_final = 1 AND leaf_sha256 IS NOT NULL
        ), shown AS MATERIALIZED (
          SELECT server_name, min(leaf_sha256) AS leaf FROM leaves GROUP BY server_name
        ), named AS MATERIALIZED (
          -- Digests in hexadecimal have no index: every certificate is read once, and not once a host.
          SELECT sha256, dns_names FROM v_certificate
        )
        SELECT wrong.label, wrong.mx_host, wrong.operator, wrong.domains, named.dns_names
        FROM wrong
        JOIN shown ON shown.server_name = wrong.mx_host
        JOIN named ON named.sha256 = shown.leaf
        ORDER BY wrong.domains DESC, wrong.mx_host
        """),
    PublicQuery(
      "old_protocols", "Who speaks nothing newer than TLS 1.1?",
      comment:
        "Hosts that completed a handshake at no address with anything newer; those with most domains first. \(askedComment)",
      parameters: ["label"],
      sql: """
        WITH handshakes AS MATERIALIZED (
          -- Apart from the sum, which would read all waves.
          SELECT label, server_name, tls_version FROM v_probe
          WHERE label = \(asked) AND is_final = 1 AND outcome = 'tls'
        ), versions AS (
          -- A host's own row tells of one of its addresses.
          SELECT label, server_name, max(tls_version) AS newest FROM handshakes
          GROUP BY label, server_name HAVING newest IN ('TLSv1.0', 'TLSv1.1')
        )
        SELECT h.label, h.mx_host, h.operator, h.domains, versions.newest AS tls_version, h.class
        FROM versions
        JOIN v_host h ON h.label = versions.label AND h.mx_host = versions.server_name
        ORDER BY h.domains DESC, h.mx_host
        LIMIT 1000
        """),
    PublicQuery(
      "endings", "Why did probes end where they did?",
      comment: "Names at addresses that count, those that were inferred too, by outcome and reason. \(askedComment)",
      parameters: ["label"],
      sql: """
        WITH names AS MATERIALIZED (
          -- Apart from the sum, which would read all waves.
          SELECT label, outcome, reason, stage, inferred FROM v_probe WHERE label = \(asked) AND is_final = 1
        )
        SELECT label, outcome, reason, stage, count(*) AS probes, sum(inferred) AS inferred
        FROM names
        GROUP BY outcome, reason, stage
        ORDER BY probes DESC, outcome, reason
        """),
  ]
}
