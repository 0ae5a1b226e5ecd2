extension VerdictCases {
  /// TLSA records that match: what they are, and what they forgive.
  mutating func addMatchingDANE() {
    let match = Findings(dane: .match, isAuthenticated: true)
    add("dane-match", Contents(tlsa: [TLSAAssociation(3, 1, 1, .leaf)]), match)
    add("dane-match-sha512", Contents(tlsa: [TLSAAssociation(3, 1, 2, .leaf)]), match)
    add("dane-match-certificate", Contents(tlsa: [TLSAAssociation(3, 0, 1, .leaf)]), match)
    add("dane-match-whole-key", Contents(tlsa: [TLSAAssociation(3, 1, 0, .leaf)]), match)
    add("dane-match-whole-certificate", Contents(tlsa: [TLSAAssociation(3, 0, 0, .leaf)]), match)
    // One record that matches is enough, as while a key is changed (RFC 7671 §8.1).
    add("dane-rollover", Contents(tlsa: [TLSAAssociation(3, 1, 1, .wrong), TLSAAssociation(3, 1, 1, .leaf)]), match)
    add(
      "dane-beside-unusable", Contents(tlsa: [TLSAAssociation(1, 1, 1, .wrong), TLSAAssociation(3, 1, 1, .leaf)]), match
    )
    // DANE-EE binds the key alone: neither issuer nor name nor date count (RFC 7672 §3.1.1).
    add(
      "dane-self-signed", Contents(certificate: .selfSigned, tlsa: [TLSAAssociation(3, 1, 1, .leaf)]),
      Findings(result: .selfSigned, dane: .match, isAuthenticated: true))
    add(
      "dane-expired", Contents(certificate: .expired, tlsa: [TLSAAssociation(3, 1, 1, .leaf)]),
      Findings(result: .caExpired, dane: .match, isAuthenticated: true))
    add(
      "dane-wrong-name",
      Contents(
        certificate: .wrongName, certificateName: "mail.elsewhere.example", tlsa: [TLSAAssociation(3, 1, 1, .leaf)]),
      Findings(result: .caWrongName, name: .nobody, dane: .match, isAuthenticated: true))
    // DANE-TA: an authority that is sent, name and date in order (RFC 7672 §3.1.2).
    add("dane-ta", Contents(tlsa: [TLSAAssociation(2, 0, 1, .issuer)]), match)
    add("dane-ta-key", Contents(tlsa: [TLSAAssociation(2, 1, 1, .issuer)]), match)
    add(
      "dane-ta-private", Contents(certificate: .privateCA, tlsa: [TLSAAssociation(2, 0, 1, .issuer)]),
      Findings(result: .privateCA, dane: .match, isAuthenticated: true))
    add("dane-ta-root", Contents(oddity: .rootIncluded, tlsa: [TLSAAssociation(2, 0, 1, .root)]), match)
    addAliases()
  }

  /// TLSA records that do not match, or can't be used.
  mutating func addOtherDANE() {
    let mismatch = Findings(dane: .mismatch)
    add("dane-mismatch", Contents(tlsa: [TLSAAssociation(3, 1, 1, .wrong)]), mismatch)
    add(
      "dane-mismatch-beside-unusable",
      Contents(tlsa: [TLSAAssociation(1, 1, 1, .leaf), TLSAAssociation(3, 1, 1, .wrong)]),
      mismatch)
    add(
      "dane-no-tls", Contents(script: .named(.noSTARTTLS), tlsa: [TLSAAssociation(3, 1, 1, .leaf)]),
      Findings(result: .noTLS, name: nil, dane: .mismatch, look: nil))
    add(
      "dane-ta-wrong-name",
      Contents(
        certificate: .wrongName, certificateName: "mail.elsewhere.example", tlsa: [TLSAAssociation(2, 0, 1, .issuer)]),
      Findings(result: .caWrongName, name: .nobody, dane: .mismatch))
    add(
      "dane-ta-expired", Contents(certificate: .expired, tlsa: [TLSAAssociation(2, 0, 1, .issuer)]),
      Findings(result: .caExpired, dane: .mismatch))
    // A digest of what is not sent tells nothing (RFC 7672 §3.1.2).
    add("dane-ta-not-sent", Contents(tlsa: [TLSAAssociation(2, 0, 1, .root)]), mismatch)
    let unusable = Findings(dane: .unusable)
    // PKIX-TA and PKIX-EE are not for SMTP (RFC 7672 §3.1.3).
    add("dane-unusable", Contents(tlsa: [TLSAAssociation(0, 0, 1, .root), TLSAAssociation(1, 1, 1, .leaf)]), unusable)
    add(
      "dane-unassigned",
      Contents(tlsa: [
        TLSAAssociation(4, 1, 1, .leaf), TLSAAssociation(3, 2, 1, .leaf), TLSAAssociation(3, 1, 3, .leaf),
      ]), unusable)
    add(
      "dane-short-digest", Contents(tlsa: [TLSAAssociation(3, 1, 1, .octets("thirty-one octets are too short"))]),
      unusable)
    add("dane-no-key", Contents(tlsa: [TLSAAssociation(2, 0, 0, .octets("no certificate"))]), unusable)

    let name = "dane-second-address"
    let host = "mx.\(name).example"
    let addresses = [serve(host, Contents()), serve(host, Contents(oddity: .longSerial))]
    add(Host(name: host, addresses: addresses, tlsa: [TLSAAssociation(3, 1, 1, .leaf)]))
    addDomain(name, host: host, Contents(), mismatch)
  }

  /// The MX is an alias: TLSA is asked for at the end of the aliases, and where nothing is there, at the MX name
  /// (RFC 7672 §2.2.2).
  private mutating func addAliases() {
    let record = TLSAAssociation(3, 1, 1, .leaf)
    for (name, atTarget, atAlias) in [("dane-cname", [record], []), ("dane-cname-own", [], [record])] {
      let (host, target) = ("mx.\(name).example", "server.\(name).example")
      add(Host(name: target, addresses: [serve(host, Contents())], tlsa: atTarget))
      add(Host(name: host, alias: target, tlsa: atAlias))
      addDomain(name, host: host, Contents(), Findings(dane: .match, isAuthenticated: true))
    }
  }
}
