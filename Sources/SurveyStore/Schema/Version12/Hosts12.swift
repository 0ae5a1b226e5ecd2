/// What version 12 keeps of hosts beside what was kept before, and a way to certificates; the views of version 13 show it.
enum Hosts12 {
  static let sql = """
    ALTER TABLE scan_host ADD COLUMN is_alias INTEGER CHECK (is_alias IN (0, 1)); -- NULL: no address, or not known

    -- Joins by the digests that views show in hexadecimal: the expression is that of v_certificate, to the letter.
    CREATE INDEX certificate_by_hexadecimal ON certificate (nullif(lower(hex(sha256)), ''));
    """
}
