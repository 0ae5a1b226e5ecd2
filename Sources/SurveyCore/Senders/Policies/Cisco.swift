extension SenderPolicy {
  /// Cisco Secure Email Gateway (AsyncOS) by its destination controls.
  static let cisco: [SenderPolicy] = [
    SenderPolicy(
      "cisco-preferred", "Cisco, TLS Preferred: back to the clear only before STARTTLS's 220",
      source: SenderSource(
        "Cisco, Control TLS Negotiation on Delivery", section: "TLS Setting Definitions",
        url: "https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/"
          + "118955-Control-TLS-Negotiation-ESA-00.html"),
      caveat: "The reach of the TLS library is a setting, taken to be OpenSSL's at its most tolerant.",
      rule: .opportunistic(.tolerant, failed: .deferred)),
    SenderPolicy(
      "cisco-required-verify", "Cisco, TLS Required (Verify)",
      source: SenderSource(
        "Cisco, Algorithm for certificate verification", section: "Verify Algorithm",
        url: "https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/"
          + "200537-What-is-the-algorithm-for-certificate-ve.html"),
      caveat:
        "From memory that mail waits where the check fails. The common name and the name that the address resolves"
        + " to count there as well and are not simulated; the reach of the TLS library is a setting.",
      rule: .mandatory(.tolerant, check: .mxNameOrRecipientDomain)),
  ]
}
