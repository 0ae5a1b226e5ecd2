/// What version 12 adds to hosts and probes: whether an MX host is an alias, and whether its offer was written over.
enum Hosts12 {
  static let dropVersion3 = """
    DROP VIEW v_host;
    DROP VIEW v_host_all;
    DROP VIEW v_probe;
    """

  static let sql = """
    ALTER TABLE scan_host ADD COLUMN is_alias INTEGER CHECK (is_alias IN (0, 1)); -- NULL: no address, or not known

    -- Joins by the digests that views show in hexadecimal: the expression is that of v_certificate, to the letter.
    CREATE INDEX certificate_by_hexadecimal ON certificate (nullif(lower(hex(sha256)), ''));

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
           CASE p.look WHEN 0 THEN 'modern' WHEN 1 THEN 'legacy' WHEN 2 THEN 'anull' END AS look, sh.is_alias AS alias,
           j.label AS judgement
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

    -- One row a wave, address, server name and look.
    CREATE VIEW v_probe AS
    SELECT s.label, s.wave_date, a.text AS address, s.port, h.name AS server_name,
           CASE p.look WHEN 0 THEN 'modern' WHEN 1 THEN 'legacy' ELSE 'anull' END AS look,
           p.is_final, e.outcome, e.reason, e.stage, nullif(e.reply_code, 0) AS reply_code, e.text AS reply_text,
           t.tls_version, t.cipher, nullif(t.kx_group, '') AS kx_group, nullif(t.signature, '') AS signature, t.pfs,
           nullif(lower(hex(c.sha256)), '') AS chain_sha256, nullif(lower(hex(l.sha256)), '') AS leaf_sha256, p.inferred,
           strftime('%Y-%m-%dT%H:%M:%SZ', p.observed_at, 'unixepoch') AS observed_at, p.milliseconds,
           p.connect_milliseconds, p.handshake_milliseconds,
           CASE WHEN e.reason = 'no_starttls' AND length(e.text) > 0 THEN
             char(10) || CAST(e.text AS TEXT) GLOB '*' || char(10) || '250[- ]XXXXXXX[A-Z][ ' || char(13) || ']*' END AS masked
    FROM probe p
    JOIN scan s ON s.scan_id = p.scan_id
    JOIN address a ON a.address_id = p.address_id
    JOIN mx_host h ON h.host_id = p.host_id
    JOIN ending e ON e.ending_id = p.ending_id
    LEFT JOIN session t ON t.session_id = p.session_id
    LEFT JOIN chain c ON c.chain_id = p.chain_id
    LEFT JOIN chain_certificate cc ON cc.chain_id = p.chain_id AND cc.position = 0
    LEFT JOIN certificate l ON l.certificate_id = cc.certificate_id;
    """
}
