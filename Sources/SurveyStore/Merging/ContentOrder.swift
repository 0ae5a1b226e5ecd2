/// Which of two rows about the same thing is kept: an order by what they say, never by row numbers, so that it does not
/// matter in which order databases are merged.
///
/// Each is SQL over a schema (`main` or `source`) and the alias of a row in it. A rank is compared first, the smaller is
/// kept; between equal ranks the smaller text, which says all that is in the row. Aliases are `s` there and `o` here, so no
/// alias within is one of these.
enum ContentOrder {
  /// A domain that was resolved: a set of MX hosts goes before all, then what servers answered, then what they didn't.
  static func domainRank(_ row: String) -> String {
    """
    CASE WHEN \(row).mx_set_id IS NOT NULL THEN 0 ELSE
      CASE (SELECT word FROM main.mx_status_word WHERE code = \(row).mx_status)
        WHEN 'inconclusive' THEN 3 WHEN 'timeout' THEN 2 WHEN 'servfail' THEN 2 ELSE 1 END
    END, \(row).mail_policy_id IS NULL
    """
  }

  static func domainText(_ schema: String, _ row: String) -> String {
    """
    quote(\(row).mx_status) || quote(\(row).mx_dnssec) || coalesce((
      SELECT z.mx_count || ':' || coalesce((
        SELECT group_concat(member) FROM (
          SELECT m.preference || ' ' || h.name AS member FROM \(schema).mx_set_member m
          JOIN \(schema).mx_host h ON h.host_id = m.host_id
          WHERE m.mx_set_id = \(row).mx_set_id ORDER BY m.preference, h.name)), '')
      FROM \(schema).mx_set z WHERE z.mx_set_id = \(row).mx_set_id), '')
    || coalesce((
      SELECT quote(y.mta_sts) || quote(y.mta_sts_reason) || quote(y.record_id) || quote(y.body) || quote(y.tlsrpt)
      FROM \(schema).mail_policy y WHERE y.mail_policy_id = \(row).mail_policy_id), '')
    """
  }

  /// An MX host that was looked up: an answer, then half of one, then none.
  static func hostRank(_ row: String) -> String {
    """
    CASE (SELECT word FROM main.dns_status_word WHERE code = \(row).dns_status)
      WHEN 'ok' THEN \(row).dns_failure IS NOT NULL WHEN 'servfail' THEN 3 WHEN 'timeout' THEN 3 ELSE 2 END
    """
  }

  static func hostText(_ schema: String, _ row: String) -> String {
    """
    quote(\(row).dns_status) || quote(\(row).dns_failure) || quote(\(row).dnssec) || quote(\(row).tlsa)
    || quote(\(row).tlsa_base) || quote(\(row).is_alias)
    || quote((SELECT t.records FROM \(schema).tlsa_rrset t WHERE t.tlsa_rrset_id = \(row).tlsa_rrset_id))
    || coalesce((SELECT group_concat(octets) FROM (
      SELECT hex(a.octets) AS octets FROM \(schema).host_address x
      JOIN \(schema).address a ON a.address_id = x.address_id
      WHERE x.scan_id = \(row).scan_id AND x.host_id = \(row).host_id ORDER BY a.octets)), '')
    """
  }

  /// The final probe of a name at an address: a conclusive one, then one that was made and not inferred, then the earliest.
  static func nameRank(_ schema: String, _ row: String) -> String {
    """
    (SELECT e.outcome IN ('inconclusive', 'not-probed') FROM \(schema).ending e
     WHERE e.ending_id = \(row).ending_id), \(row).inferred, \(row).observed_at
    """
  }

  /// All looks at the name, the final one first: its chain's digest decides.
  static func nameText(_ schema: String, _ row: String) -> String {
    """
    coalesce((SELECT group_concat(look) FROM (
      SELECT quote(c.sha256) || quote(e.outcome) || quote(e.stage) || quote(e.reason) || e.reply_code || quote(e.text)
        || coalesce(quote(t.tls_version) || quote(t.cipher) || quote(t.kx_group) || quote(t.signature), '')
        || x.look || x.inferred || ' ' || x.observed_at || ' ' || x.milliseconds || quote(x.connect_milliseconds)
        || quote(x.handshake_milliseconds) AS look
      FROM \(schema).probe x JOIN \(schema).ending e ON e.ending_id = x.ending_id
      LEFT JOIN \(schema).chain c ON c.chain_id = x.chain_id
      LEFT JOIN \(schema).session t ON t.session_id = x.session_id
      WHERE x.scan_id = \(row).scan_id AND x.address_id = \(row).address_id AND x.host_id = \(row).host_id
      ORDER BY x.is_final DESC, x.look)), '')
    """
  }

  /// The condition that the row of `source` is kept, and not that of `main`; texts are made only where ranks are equal.
  static func isBefore(rank: (String) -> String, text: (String, String) -> String) -> String {
    """
    ((\(rank("s"))) < (\(rank("o"))) OR (\(rank("s"))) = (\(rank("o"))) AND \(text("source", "s")) < \(text("main", "o")))
    """
  }
}
