/// The public views that version 13 makes anew: those of rows that may be kept as stretches, which are laid out as if they
/// were plain. Columns are only ever added.
///
/// The halves of a union have columns of the same affinity, so that SQLite can ask each of them for one wave or one name, and
/// need not make both of all waves first.
enum Views13 {
  static let dropVersion11 = """
    DROP VIEW v_host;
    DROP VIEW v_host_all;
    DROP VIEW v_probe;
    DROP VIEW v_domain;
    DROP VIEW v_domain_all;
    DROP VIEW v_scan;
    """

  /// Of a domain, whichever way its row is kept.
  private static let domainColumns = """
    SELECT s.label, s.wave_date, d.name AS domain, sd.weight, st.word AS mx_status,
           CASE WHEN st.word = 'implicit' THEN 0 ELSE coalesce(ms.mx_count, 0) END AS mx_count, ds.word AS mx_dnssec,
           nullif(mp.mta_sts, '') AS mta_sts, nullif(mp.mta_sts_reason, '') AS mta_sts_reason,
           nullif(mp.tlsrpt, '') AS tlsrpt, v.class, v.strict_share, g.authenticated, g.listed_mx,
    """

  /// Of an MX host, whichever way its row is kept.
  private static let hostColumns = """
    SELECT s.label, s.wave_date, h.name AS mx_host, o.name AS operator, sh.outcome,
           CASE WHEN sh.outcome = 'dns-failed' THEN 'dns.' || st.word ELSE e.reason END AS reason,
           hv.class, hv.class_best, hv.class_worst, cv.chain, nw.word AS name, cv.time, cv.errors,
           t.tls_version, t.cipher, nullif(t.kx_group, '') AS kx_group, t.pfs,
           CASE WHEN tw.word = 'usable' THEN dv.dane ELSE tw.word END AS dane, sh.domains,
           strftime('%Y-%m-%dT%H:%M:%SZ', l.not_after, 'unixepoch') AS not_after, l.issuer,
           sh.is_explicit = 0 AS implicit, a.text AS address,
           dv.usage AS dane_usage, dv.selector AS dane_selector, dv.matching_type AS dane_matching_type,
           dw.word AS dnssec, 'dns.' || fw.word AS dns_failure,
           CASE p.look WHEN 0 THEN 'modern' WHEN 1 THEN 'legacy' WHEN 2 THEN 'anull' END AS look, sh.is_alias AS alias,
           j.label AS judgement
    """

  /// Of a look, whichever way its row is kept.
  private static let probeColumns = """
    SELECT s.label, s.wave_date, a.text AS address, s.port, h.name AS server_name,
           CASE p.look WHEN 0 THEN 'modern' WHEN 1 THEN 'legacy' ELSE 'anull' END AS look,
           p.is_final, e.outcome, e.reason, e.stage, nullif(e.reply_code, 0) AS reply_code, e.text AS reply_text,
           t.tls_version, t.cipher, nullif(t.kx_group, '') AS kx_group, nullif(t.signature, '') AS signature, t.pfs,
           nullif(lower(hex(c.sha256)), '') AS chain_sha256, nullif(lower(hex(l.sha256)), '') AS leaf_sha256, p.inferred,
    """

  /// As `ProbeEnding.isMasked`.
  private static let masked = """
    CASE WHEN e.reason = 'no_starttls' AND length(e.text) > 0 THEN
             char(10) || CAST(e.text AS TEXT) GLOB '*' || char(10) || '250[- ]XXXXXXX[A-Z][ ' || char(13) || ']*' END AS masked
    """

  static let sql = """
    CREATE VIEW v_scan AS
    SELECT s.scan_id, s.label, s.wave_date, CAST(strftime('%s', s.wave_date) AS INTEGER) AS epoch,
           strftime('%Y-%m-%dT%H:%M:%SZ', s.started_at, 'unixepoch') AS started_at,
           strftime('%Y-%m-%dT%H:%M:%SZ', s.finished_at, 'unixepoch') AS finished_at,
           s.state, s.synthetic, s.domains, s.mx_hosts, s.addresses, s.probes,
           nullif(lower(hex(j.trust_store_sha256)), '') AS trust_store_sha256,
           nullif(lower(hex(j.intermediates_sha256)), '') AS intermediates_sha256,
           nullif(lower(hex(s.list_sha256)), '') AS list_sha256, s.version,
           s.frame, s.listed_domains, s.vantage,
           nullif(lower(hex(s.public_suffix_sha256)), '') AS public_suffix_sha256,
           EXISTS (SELECT 1 FROM compacted_wave w WHERE w.scan_id = s.scan_id) AS compacted
    FROM scan s LEFT JOIN judgement j ON j.scan_id = s.scan_id AND j.label = 'as-observed';

    CREATE VIEW v_domain_all AS
    \(domainColumns)
           CASE WHEN j.judgement_id IS NOT NULL THEN nd.ordinal IS NOT NULL END AS named_for_domain,
           j.label AS judgement
    FROM scan_domain sd
    JOIN scan s ON s.scan_id = sd.scan_id
    JOIN domain d ON d.domain_id = sd.domain_id
    LEFT JOIN mx_status_word st ON st.code = sd.mx_status
    LEFT JOIN dnssec_word ds ON ds.code = sd.mx_dnssec
    LEFT JOIN mx_set ms ON ms.mx_set_id = sd.mx_set_id
    LEFT JOIN judgement j ON j.scan_id = s.scan_id
    LEFT JOIN mail_policy mp ON mp.mail_policy_id = sd.mail_policy_id
    LEFT JOIN mx_set_verdict v ON v.judgement_id = j.judgement_id AND v.mx_set_id = sd.mx_set_id
    LEFT JOIN domain_group_verdict g ON g.judgement_id = j.judgement_id AND g.mx_set_id = sd.mx_set_id
      AND g.mail_policy_id = coalesce(sd.mail_policy_id, 0) AND g.mx_dnssec = coalesce(sd.mx_dnssec, -1)
    LEFT JOIN named_domain nd ON nd.judgement_id = j.judgement_id AND nd.ordinal = sd.ordinal
    UNION ALL
    \(domainColumns)
           CASE WHEN j.judgement_id IS NOT NULL THEN nd.domain_id IS NOT NULL END AS named_for_domain,
           j.label AS judgement
    FROM compacted_wave w
    JOIN scan s ON s.scan_id = w.scan_id
    JOIN scan_domain_stretch sd ON w.number BETWEEN sd.first AND sd.last
    JOIN domain d ON d.domain_id = sd.domain_id
    LEFT JOIN mx_status_word st ON st.code = sd.mx_status
    LEFT JOIN dnssec_word ds ON ds.code = sd.mx_dnssec
    LEFT JOIN mx_set ms ON ms.mx_set_id = sd.mx_set_id
    JOIN judgement j ON j.scan_id = s.scan_id
    JOIN compacted_judgement c ON c.judgement_id = j.judgement_id
    LEFT JOIN mail_policy mp ON mp.mail_policy_id = sd.mail_policy_id
    LEFT JOIN mx_set_verdict_stretch v ON v.mx_set_id = sd.mx_set_id AND c.number BETWEEN v.first AND v.last
    LEFT JOIN domain_group_verdict_stretch g ON g.mx_set_id = sd.mx_set_id AND c.number BETWEEN g.first AND g.last
      AND g.mail_policy_id = coalesce(sd.mail_policy_id, 0) AND g.mx_dnssec = coalesce(sd.mx_dnssec, -1)
    LEFT JOIN named_domain_stretch nd ON nd.domain_id = sd.domain_id AND c.number BETWEEN nd.first AND nd.last;
    CREATE VIEW v_domain AS
    SELECT * FROM v_domain_all WHERE judgement IS NULL OR judgement = 'as-observed';

    CREATE VIEW v_probe AS
    \(probeColumns)
           strftime('%Y-%m-%dT%H:%M:%SZ', p.observed_at, 'unixepoch') AS observed_at,
           CAST(nullif(p.milliseconds, -1) AS INTEGER) AS milliseconds,
           p.connect_milliseconds, p.handshake_milliseconds,
           \(masked)
    FROM probe p
    JOIN scan s ON s.scan_id = p.scan_id
    JOIN address a ON a.address_id = p.address_id
    JOIN mx_host h ON h.host_id = p.host_id
    JOIN ending e ON e.ending_id = p.ending_id
    LEFT JOIN session t ON t.session_id = p.session_id
    LEFT JOIN chain c ON c.chain_id = p.chain_id
    LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0
    LEFT JOIN certificate l ON l.certificate_id = cc.certificate_id
    UNION ALL
    \(probeColumns)
           strftime('%Y-%m-%dT%H:%M:%SZ', coalesce(p.observed_at, s.started_at), 'unixepoch') AS observed_at,
           CAST(NULL AS INTEGER) AS milliseconds, CAST(NULL AS INTEGER) AS connect_milliseconds,
           CAST(NULL AS INTEGER) AS handshake_milliseconds,
           \(masked)
    FROM compacted_wave w
    JOIN scan s ON s.scan_id = w.scan_id
    JOIN probe_stretch p ON w.number BETWEEN p.first AND p.last
    JOIN address a ON a.address_id = p.address_id
    JOIN mx_host h ON h.host_id = p.host_id
    JOIN ending e ON e.ending_id = p.ending_id
    LEFT JOIN session t ON t.session_id = p.session_id
    LEFT JOIN chain c ON c.chain_id = p.chain_id
    LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0
    LEFT JOIN certificate l ON l.certificate_id = cc.certificate_id;

    CREATE VIEW v_host_all AS
    \(hostColumns)
    FROM scan_host sh
    JOIN scan s ON s.scan_id = sh.scan_id
    JOIN mx_host h ON h.host_id = sh.host_id
    LEFT JOIN operator o ON o.operator_id = h.operator_id
    LEFT JOIN dns_status_word st ON st.code = sh.dns_status
    LEFT JOIN dns_status_word fw ON fw.code = sh.dns_failure
    LEFT JOIN dnssec_word dw ON dw.code = sh.dnssec
    LEFT JOIN tlsa_word tw ON tw.code = sh.tlsa
    LEFT JOIN address a ON a.address_id = sh.address_id
    LEFT JOIN judgement j ON j.scan_id = s.scan_id
    LEFT JOIN probe p ON p.scan_id = sh.scan_id AND p.address_id = sh.address_id AND p.host_id = sh.host_id
      AND p.is_final = 1
    LEFT JOIN ending e ON e.ending_id = p.ending_id
    LEFT JOIN session t ON t.session_id = p.session_id
    LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0
    LEFT JOIN certificate l ON l.certificate_id = cc.certificate_id
    LEFT JOIN dane_verdict dv ON dv.judgement_id = j.judgement_id AND dv.host_id = sh.host_id
    LEFT JOIN host_verdict hv ON hv.judgement_id = j.judgement_id AND hv.host_id = sh.host_id
    LEFT JOIN probe_verdict pv ON pv.judgement_id = j.judgement_id AND pv.host_id = sh.host_id
      AND pv.address_id = sh.address_id
    LEFT JOIN name_word nw ON nw.code = pv.name
    LEFT JOIN chain_verdict cv ON cv.judgement_id = j.judgement_id AND cv.chain_id = p.chain_id
      AND pv.class IS NOT NULL
      AND coalesce(CASE WHEN j.instant_rule = 'observation' THEN p.observed_at ELSE CAST(strftime('%s', j.instant_rule) AS INTEGER) END, 0)
        BETWEEN cv.holds_from AND cv.holds_until - 1
    UNION ALL
    \(hostColumns)
    FROM compacted_wave w
    JOIN scan s ON s.scan_id = w.scan_id
    JOIN scan_host_stretch sh ON w.number BETWEEN sh.first AND sh.last
    JOIN mx_host h ON h.host_id = sh.host_id
    LEFT JOIN operator o ON o.operator_id = h.operator_id
    LEFT JOIN dns_status_word st ON st.code = sh.dns_status
    LEFT JOIN dns_status_word fw ON fw.code = sh.dns_failure
    LEFT JOIN dnssec_word dw ON dw.code = sh.dnssec
    LEFT JOIN tlsa_word tw ON tw.code = sh.tlsa
    LEFT JOIN address a ON a.address_id = sh.address_id
    JOIN judgement j ON j.scan_id = s.scan_id
    JOIN compacted_judgement c ON c.judgement_id = j.judgement_id
    LEFT JOIN probe_stretch p ON p.address_id = sh.address_id AND p.host_id = sh.host_id AND p.is_final = 1
      AND w.number BETWEEN p.first AND p.last
    LEFT JOIN ending e ON e.ending_id = p.ending_id
    LEFT JOIN session t ON t.session_id = p.session_id
    LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0
    LEFT JOIN certificate l ON l.certificate_id = cc.certificate_id
    LEFT JOIN dane_verdict_stretch dv ON dv.host_id = sh.host_id AND c.number BETWEEN dv.first AND dv.last
    LEFT JOIN host_verdict_stretch hv ON hv.host_id = sh.host_id AND c.number BETWEEN hv.first AND hv.last
    LEFT JOIN probe_verdict_stretch pv ON pv.host_id = sh.host_id AND pv.address_id = sh.address_id
      AND c.number BETWEEN pv.first AND pv.last
    LEFT JOIN name_word nw ON nw.code = pv.name
    LEFT JOIN chain_verdict_stretch cv ON cv.chain_id = p.chain_id AND c.number BETWEEN cv.first AND cv.last
      AND pv.class IS NOT NULL
      AND coalesce(CASE WHEN j.instant_rule = 'observation' THEN coalesce(p.observed_at, s.started_at) ELSE CAST(strftime('%s', j.instant_rule) AS INTEGER) END, 0)
        BETWEEN cv.holds_from AND cv.holds_until - 1;
    CREATE VIEW v_host AS
    SELECT * FROM v_host_all WHERE judgement IS NULL OR judgement = 'as-observed';
    """
}
