extension PublicSchema {
  static let nameQueries = [
    PublicQuery(
      "one_domain", "How did one domain fare?",
      comment: "A domain in every wave. domain: in lower case, in A-labels; empty: the one that weighs most.",
      parameters: ["domain"],
      sql: """
        SELECT label, wave_date, domain, weight, mx_status, mx_count, mx_dnssec, class, strict_share, mta_sts, mta_sts_reason,
          tlsrpt, authenticated
        FROM v_domain
        WHERE domain = coalesce(nullif(:domain, ''), (SELECT domain FROM v_domain ORDER BY weight DESC, domain LIMIT 1))
        ORDER BY wave_date, label
        """),
    PublicQuery(
      "one_host", "How did one mail host fare?",
      comment:
        "A mail host in every wave. mx_host: in lower case; empty: the one that most domains of the newest wave use.",
      parameters: ["mx_host"],
      sql: """
        SELECT label, wave_date, mx_host, operator, outcome, reason, class, class_best, class_worst, name, time, errors,
          tls_version, cipher, dane, domains, not_after, issuer
        FROM v_host
        WHERE mx_host = coalesce(nullif(:mx_host, ''), (
          SELECT mx_host FROM v_host
          WHERE label = (SELECT label FROM v_scan WHERE state = 'finished' ORDER BY epoch DESC, scan_id DESC LIMIT 1)
          ORDER BY domains DESC, mx_host LIMIT 1))
        ORDER BY wave_date, label
        """),
    PublicQuery(
      "one_certificate", "Who presented one certificate?",
      comment: """
        Hosts and addresses that presented a leaf certificate. sha256: its digest, as in v_certificate; empty: the one that most \
        addresses present.
        """,
      parameters: ["sha256"],
      sql: """
        SELECT p.label, p.server_name, p.address, p.port, p.tls_version, p.inferred, p.observed_at
        FROM v_probe p
        WHERE p.is_final = 1 AND p.leaf_sha256 = coalesce(nullif(:sha256, ''), (
          SELECT leaf_sha256 FROM v_probe WHERE is_final = 1 AND leaf_sha256 IS NOT NULL
          GROUP BY leaf_sha256 ORDER BY count(DISTINCT address) DESC, leaf_sha256 LIMIT 1))
        ORDER BY p.label, p.server_name, p.address
        LIMIT 1000
        """),
  ]
}
