extension SenderPolicy {
  /// Gmail and Google Workspace: BoringSSL, no DANE, and MTA-STS for everyone ("About MTA-STS and TLS reporting",
  /// https://support.google.com/a/answer/9261504).
  static let google: [SenderPolicy] = [
    SenderPolicy(
      "gmail-default", "Gmail", source: secureTransport,
      caveat: "Google documents that mail goes out in the clear where TLS is not available, and says nothing of"
        + " certificates: that any is accepted is from a field report (sandstorm-io/sandstorm#1436). Plaintext after a"
        + " failed handshake is inferred.",
      rule: .opportunistic(.modern, honoursMTASTS: true)),
    SenderPolicy(
      "workspace-ca-required", "Google Workspace, Secure transport with a CA-signed certificate required",
      source: secureTransport,
      caveat: "The bounce is documented for missing TLS; for a certificate that fails it is inferred. The host name is"
        + " a setting of its own, taken as not set.",
      rule: .mandatory(.modern, check: .chain, refusal: .bounced, honoursMTASTS: true)),
  ]

  private static let secureTransport = SenderSource(
    "Google Workspace Admin Help, Require a secure connection for email",
    url: "https://support.google.com/a/answer/2520500")
}
