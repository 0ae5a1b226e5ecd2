extension SenderPolicy {
  /// Sendmail. A refused STARTTLS sets `verify` to TEMP or USAGE, which is let pass; a failed handshake sets it to
  /// SOFTWARE, and that aborts: there is no second try in the clear.
  static let sendmail: [SenderPolicy] = [
    SenderPolicy(
      "sendmail-default", "Sendmail without an access map", source: readme("STARTTLS, the macro verify"),
      caveat: "The document has it that only SOFTWARE, a failed handshake, aborts; that a refused STARTTLS sets another"
        + " word and so is let pass is from memory of the program.",
      rule: .opportunistic(.tolerant, failed: .deferred)),
    SenderPolicy(
      "sendmail-verify", "Sendmail, TLS_Srv or TLS_Rcpt with VERIFY: a chain, under any name",
      source: readme("STARTTLS, Allowing Connections"),
      rule: .mandatory(.tolerant, check: .chain)),
  ]

  private static func readme(_ section: String) -> SenderSource {
    SenderSource("Sendmail, cf/README", section: section)
  }
}
