extension SenderPolicy {
  /// Exim's smtp transport. `hosts_try_dane` and `tls_tempfail_tryclear` are on by default, with either policy.
  static let exim: [SenderPolicy] = [
    SenderPolicy(
      "exim-default", "Exim without TLS settings: tls_try_verify_hosts only logs",
      source: smtpTransport("hosts_try_dane, tls_tempfail_tryclear, tls_try_verify_hosts"), caveat: library,
      rule: .opportunistic(.tolerant, dane: eximDANE)),
    SenderPolicy(
      "exim-verify", "Exim, tls_verify_hosts without hosts_require_tls: in the clear where the check fails",
      source: smtpTransport("tls_verify_hosts, tls_verify_cert_hostnames, tls_tempfail_tryclear"), caveat: library,
      rule: .opportunistic(.tolerant, check: .mxName, unproven: .plaintext, dane: eximDANE)),
  ]

  private static let library =
    "Exim built with OpenSSL. Built with GnuTLS, as Debian has it, it takes TLSA records that can't be used for none,"
    + " and completes fewer handshakes with old servers."

  /// With OpenSSL, Exim's `dane_tlsa_load` defers where no record is usable, unlike RFC 7672 §2.2. With GnuTLS, as Debian
  /// builds it, Exim goes on as if there were no records.
  private static let eximDANE = DANEHandling(scope: .secureMX, isRequired: false, unusable: .deferred)

  private static func smtpTransport(_ options: String) -> SenderSource {
    SenderSource(
      "Exim specification, The smtp transport", section: options,
      url: "https://www.exim.org/exim-html-current/doc/html/spec_html/ch-the_smtp_transport.html")
  }
}
