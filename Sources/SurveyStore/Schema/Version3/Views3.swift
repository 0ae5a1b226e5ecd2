/// The public views of version 3: the interface that users query. Columns are only ever added.
enum Views3 {
  static let dropVersion2 = """
    DROP VIEW v_trend;
    DROP VIEW v_trend_all;
    DROP VIEW v_host;
    DROP VIEW v_host_all;
    DROP VIEW v_scan;
    """

  static let sql = """
    -- One row a wave.
    CREATE VIEW v_scan AS
    SELECT s.scan_id, s.label, s.wave_date, CAST(strftime('%s', s.wave_date) AS INTEGER) AS epoch,
           strftime('%Y-%m-%dT%H:%M:%SZ', s.started_at, 'unixepoch') AS started_at,
           strftime('%Y-%m-%dT%H:%M:%SZ', s.finished_at, 'unixepoch') AS finished_at,
           s.state, s.synthetic, s.domains, s.mx_hosts, s.addresses, s.probes,
           nullif(lower(hex(j.trust_store_sha256)), '') AS trust_store_sha256,
           nullif(lower(hex(j.intermediates_sha256)), '') AS intermediates_sha256,
           nullif(lower(hex(s.list_sha256)), '') AS list_sha256, s.version,
           s.frame, s.listed_domains, s.vantage,
           nullif(lower(hex(s.public_suffix_sha256)), '') AS public_suffix_sha256
    FROM scan s LEFT JOIN judgement j ON j.scan_id = s.scan_id AND j.label = 'as-observed';

    -- One row a wave and MX host, for every judgement.
    CREATE VIEW v_host_all AS
    SELECT s.label, s.wave_date, h.name AS mx_host, o.name AS operator, sh.outcome,
           CASE WHEN sh.outcome = 'dns-failed' THEN 'dns.' || st.word ELSE e.reason END AS reason,
           hv.class, hv.class_best, hv.class_worst, cv.chain, nw.word AS name, cv.time, cv.errors,
           t.tls_version, t.cipher, nullif(t.kx_group, '') AS kx_group, t.pfs,
           CASE WHEN tw.word = 'usable' THEN dv.dane ELSE tw.word END AS dane, sh.domains,
           strftime('%Y-%m-%dT%H:%M:%SZ', l.not_after, 'unixepoch') AS not_after, l.issuer,
           sh.is_explicit = 0 AS implicit, a.text AS address,
           dv.usage AS dane_usage, dv.selector AS dane_selector, dv.matching_type AS dane_matching_type,
           dw.word AS dnssec, 'dns.' || fw.word AS dns_failure,
           CASE p.look WHEN 0 THEN 'modern' WHEN 1 THEN 'legacy' WHEN 2 THEN 'anull' END AS look, j.label AS judgement
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
        BETWEEN cv.holds_from AND cv.holds_until - 1;
    CREATE VIEW v_host AS
    SELECT * FROM v_host_all WHERE judgement IS NULL OR judgement = 'as-observed';

    -- One row a finished wave, unit, metric and base, for every judgement; worst and best: had none, or all, of what was
    -- silent the property.
    CREATE VIEW v_trend_all AS
    SELECT s.label, s.wave_date, CAST(strftime('%s', s.wave_date) AS INTEGER) AS epoch, t.unit, t.metric, t.base, t.numerator,
           t.denominator, CASE WHEN t.denominator > 0 THEN t.numerator / t.denominator * 100 END AS percent,
           t.low, t.high, t.interval, j.label AS judgement,
           t.silent, CASE WHEN t.denominator + t.silent > 0 THEN t.numerator / (t.denominator + t.silent) * 100 END AS worst,
           CASE WHEN t.denominator + t.silent > 0 THEN (t.numerator + t.silent) / (t.denominator + t.silent) * 100 END AS best
    FROM trend t
    JOIN judgement j ON j.judgement_id = t.judgement_id
    JOIN scan s ON s.scan_id = j.scan_id
    WHERE s.state = 'finished';
    CREATE VIEW v_trend AS SELECT * FROM v_trend_all WHERE judgement = 'as-observed';

    -- One row a finished wave, unit, operator and metric in base reachable, for every judgement.
    CREATE VIEW v_operator_all AS
    SELECT s.label, s.wave_date, o.name AS operator, u.word AS unit, m.word AS metric, t.numerator,
           d.numerator AS denominator, t.numerator / d.numerator * 100 AS percent, j.label AS judgement
    FROM operator_tally t
    JOIN judgement j ON j.judgement_id = t.judgement_id
    JOIN scan s ON s.scan_id = j.scan_id
    JOIN tally_unit u ON u.unit_id = t.unit_id
    JOIN operator o ON o.operator_id = t.operator_id
    JOIN metric_word m ON m.code = t.metric
    JOIN operator_tally d ON d.judgement_id = t.judgement_id AND d.unit_id = t.unit_id AND d.base = t.base
      AND d.operator_id = t.operator_id AND d.metric = 0
    WHERE s.state = 'finished' AND t.base = 0 AND t.metric > 0;
    CREATE VIEW v_operator AS SELECT * FROM v_operator_all WHERE judgement = 'as-observed';

    -- One row a finished wave, topic and value, for every judgement.
    CREATE VIEW v_breakdown_all AS
    SELECT s.label, s.wave_date, b.topic, b.key, b.hosts, b.certificates, b.place, j.label AS judgement
    FROM breakdown b
    JOIN judgement j ON j.judgement_id = b.judgement_id
    JOIN scan s ON s.scan_id = j.scan_id
    WHERE s.state = 'finished';
    CREATE VIEW v_breakdown AS SELECT * FROM v_breakdown_all WHERE judgement = 'as-observed';

    -- One row a pair of consecutive waves, unit and two states, for every judgement that both waves have.
    CREATE VIEW v_transition_all AS
    SELECT sf.label AS from_label, st.label AS to_label, t.unit, t.from_state AS from_class, t.to_state AS to_class,
           t.count, jt.label AS judgement
    FROM transition_tally t
    JOIN wave_pair p ON p.pair_id = t.pair_id AND p.is_consecutive = 1
    JOIN judgement jf ON jf.judgement_id = p.from_judgement
    JOIN judgement jt ON jt.judgement_id = p.to_judgement
    JOIN scan sf ON sf.scan_id = jf.scan_id
    JOIN scan st ON st.scan_id = jt.scan_id;
    CREATE VIEW v_transition AS SELECT * FROM v_transition_all WHERE judgement = 'as-observed';

    -- One row a wave, weighting and metric: the domains that are in every wave.
    CREATE VIEW v_panel_all AS
    SELECT s.label, s.wave_date, p.weighting, p.metric, p.numerator, p.denominator,
           CASE WHEN p.denominator > 0 THEN p.numerator / p.denominator * 100 END AS percent, j.label AS judgement
    FROM panel p
    JOIN judgement j ON j.judgement_id = p.judgement_id
    JOIN scan s ON s.scan_id = j.scan_id;
    CREATE VIEW v_panel AS SELECT * FROM v_panel_all WHERE judgement = 'as-observed';
    """
}
