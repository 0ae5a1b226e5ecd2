extension SenderPolicy {
  /// Every sender that the survey simulates, in the order of its reports.
  public static let all: [SenderPolicy] =
    [plaintextOnly] + postfix + exim + sendmail + google + microsoft + mailgun + sendGrid + cisco
    + [mtaSTSEnforce, facebook2014Strict]

  private static let plaintextOnly = SenderPolicy(
    "plaintext-only", "A sender that speaks no TLS, as Postfix before 3.11 without any TLS setting",
    source: SenderSource(
      "Postfix, postconf(5)", section: "smtp_tls_security_level",
      url: "https://www.postfix.org/postconf.5.html#smtp_tls_security_level"),
    rule: .opportunistic(.unused))

  private static let mtaSTSEnforce = SenderPolicy(
    "mta-sts-enforce", "Any sender that honours MTA-STS, opportunistic otherwise",
    source: SenderSource("RFC 8461", section: "§4.1, §4.2 and §5", url: "https://www.rfc-editor.org/rfc/rfc8461"),
    caveat: "The RFC says nothing of domains without a policy: opportunistic TLS by a modern library is assumed.",
    rule: .opportunistic(.modern, honoursMTASTS: true))

  private static let facebook2014Strict = SenderPolicy(
    "facebook-2014-strict", "Facebook's notifications of 2014, certificates counted and not enforced",
    source: SenderSource(
      "Facebook, The Current State of SMTP STARTTLS Deployment, 13 May 2014", section: "Methodology",
      url: "https://www.facebook.com/notes/protect-the-graph/the-current-state-of-smtp-starttls-deployment/"
        + "1453015901605223"),
    caveat: "Authenticated is what Facebook counted as strict; the rest was delivered all the same. That the name is"
      + " the MX host's is from press reports; the trust store and the TLS library are not documented. Its figures are"
      + " shares of messages, not of domains.",
    rule: .opportunistic(.tolerant, check: .mxName))
}
