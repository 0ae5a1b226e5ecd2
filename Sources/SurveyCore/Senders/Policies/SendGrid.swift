extension SenderPolicy {
  /// Twilio SendGrid.
  static let sendGrid: [SenderPolicy] = [
    SenderPolicy(
      "sendgrid-default", "SendGrid", source: enforcedTLS,
      caveat: "Plaintext is documented for a host that doesn't accept TLS; that this covers a failed handshake, and the"
        + " reach of the TLS library, are inferred.",
      rule: .opportunistic(.modern)),
    SenderPolicy(
      "sendgrid-require-valid", "SendGrid with require_tls and require_valid_cert: the message is dropped",
      source: enforcedTLS,
      caveat:
        "What makes a certificate valid is not documented; it is taken as a trusted chain that names the MX host.",
      rule: .mandatory(.modern, check: .mxName, refusal: .bounced)),
  ]

  private static let enforcedTLS = SenderSource(
    "Twilio SendGrid, Enforced TLS settings",
    url: "https://www.twilio.com/docs/sendgrid/api-reference/settings-enforced-tls/update-enforced-tls-settings")
}
