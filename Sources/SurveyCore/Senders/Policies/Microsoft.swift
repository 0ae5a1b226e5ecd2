extension SenderPolicy {
  /// Exchange Online: DANE and MTA-STS for everyone, and outbound connectors that an organisation sets up.
  static let microsoft: [SenderPolicy] = [
    SenderPolicy(
      "exchange-online-default", "Exchange Online",
      source: SenderSource(
        "Microsoft Learn, How SMTP DANE works", url: "https://learn.microsoft.com/en-us/purview/how-smtp-dane-works"),
      caveat: "That any certificate is accepted without DANE and MTA-STS, and plaintext after a failed handshake, are"
        + " inferred. A lasting DANE failure bounces after 24 hours. Microsoft lists certificate-expired among its DANE"
        + " failures, which RFC 7672 §3.1.1 has no place for with DANE-EE; that is not simulated.",
      rule: .opportunistic(
        .modern, dane: DANEHandling(scope: .secureMX, isRequired: false, unusable: .encrypted), honoursMTASTS: true)),
    SenderPolicy(
      "exchange-connector-certificate", "Exchange Online, outbound connector with CertificateValidation",
      source: outboundConnector,
      caveat: "What is to be validated is documented; that mail waits where it fails is inferred, as is that DANE and"
        + " MTA-STS play no part.",
      rule: .mandatory(.modern, check: .chain)),
    SenderPolicy(
      "exchange-connector-domain", "Exchange Online, outbound connector with DomainValidation",
      source: outboundConnector,
      caveat:
        "TlsDomain is whatever the organisation enters, taken to be the recipient domain. That mail waits where the"
        + " validation fails is inferred, as is that DANE and MTA-STS play no part.",
      rule: .mandatory(.modern, check: .recipientDomain(atLeast: .exact))),
  ]

  private static let outboundConnector = SenderSource(
    "Microsoft Learn, Set-OutboundConnector", section: "TlsSettings",
    url: "https://learn.microsoft.com/en-us/powershell/module/exchange/set-outboundconnector")
}
