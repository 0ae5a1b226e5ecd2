extension SenderPolicy {
  /// Mailgun by its two flags; the certificate's check is on in both.
  static let mailgun: [SenderPolicy] = [
    SenderPolicy(
      "mailgun-default", "Mailgun: no TLS to a host whose certificate fails, but plaintext", source: sending,
      caveat: "That the verified name is the MX host's, and the reach of the TLS library, are inferred.",
      rule: .opportunistic(.modern, check: .mxName, unproven: .plaintext)),
    SenderPolicy(
      "mailgun-require-tls", "Mailgun with require-tls, without skip-verification", source: sending,
      caveat: "Whether mail that is not delivered waits or bounces is not documented; it is taken to wait. That the"
        + " verified name is the MX host's, and the reach of the TLS library, are inferred.",
      rule: .mandatory(.modern, check: .mxName)),
  ]

  private static let sending = SenderSource(
    "Mailgun, TLS Sending Connection Settings",
    url: "https://documentation.mailgun.com/docs/mailgun/user-manual/tls-sending/")
}
