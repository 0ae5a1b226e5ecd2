extension SenderPolicy {
  /// Postfix by its client's security levels. At `may` and `encrypt` it offers suites without a certificate.
  ///
  /// Without any DNS-ID in a certificate Postfix looks at its common name; the classes never do (RFC 9525 §2).
  static let postfix: [SenderPolicy] = [
    SenderPolicy(
      "postfix-may", "Postfix, level may: the default since 3.11",
      source: tlsReadme("Opportunistic TLS", "client_tls_may"),
      rule: .opportunistic(.postfix)),
    SenderPolicy(
      "postfix-encrypt", "Postfix, level encrypt", source: tlsReadme("Mandatory TLS encryption", "client_tls_encrypt"),
      rule: .mandatory(.postfix, check: .none)),
    SenderPolicy(
      "postfix-verify", "Postfix, level verify",
      source: tlsReadme("Mandatory server certificate verification", "client_tls_verify"),
      rule: .mandatory(.postfix, check: .mxName)),
    SenderPolicy(
      "postfix-secure", "Postfix, level secure: the recipient domain or a name below it",
      source: tlsReadme("Secure channel TLS", "client_tls_secure"),
      rule: .mandatory(.postfix, check: .recipientDomain(atLeast: .subdomain))),
    SenderPolicy(
      "postfix-dane", "Postfix, level dane", source: tlsReadme("DANE TLS authentication", "client_tls_dane"),
      // `smtp_tls_dane_insecure_mx_policy` is `dane` at this level: records bind under an insecure MX RRset too, though
      // Postfix then logs "Trusted" and not "Verified", since the host's name may be forged.
      rule: .opportunistic(
        .postfix, dane: DANEHandling(scope: .anyMX, isRequired: false, unusable: .encrypted))),
    SenderPolicy(
      "postfix-dane-only", "Postfix, level dane-only", source: tlsReadme("DANE TLS authentication", "client_tls_dane"),
      rule: .mandatory(
        .postfix, check: .none, dane: DANEHandling(scope: .secureMX, isRequired: true, unusable: .deferred))),
  ]

  private static func tlsReadme(_ section: String, _ anchor: String) -> SenderSource {
    SenderSource("Postfix, TLS_README", section: section, url: "https://www.postfix.org/TLS_README.html#\(anchor)")
  }
}
