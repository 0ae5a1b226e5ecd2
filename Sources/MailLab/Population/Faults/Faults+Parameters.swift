extension FaultCases {
  /// Rows 55, 70, 77 and 79: what is spoken, and with whom.
  mutating func addParameters() {
    func limits(_ minimum: TLSVersion, _ maximum: TLSVersion) -> TLSLimits {
      TLSLimits(minimum: minimum, maximum: maximum)
    }
    func version(_ word: String) -> Findings { Findings(facts: [RecordedFact(.tlsVersion, word)]) }
    add(
      55, "Old version only", "TLS 1.0", Contents(tls: limits(.tls10, .tls10)), .modern, version("TLSv1.0"))
    add(
      55, case: "11", "Old version only", "TLS 1.1", Contents(tls: limits(.tls11, .tls11)), .modern, version("TLSv1.1"))
    var dhe = limits(.tls10, .tls12)
    dhe.ciphers = "DHE-RSA-AES128-SHA:DHE-RSA-AES128-GCM-SHA256"
    // The parameters follow the key's size.
    add(
      70, "Short Diffie-Hellman prime", "1024 bits", Contents(key: .rsa1024, tls: dhe),
      .legacy(after: "tls.alert(40)"), Findings(facts: [RecordedFact(.keyExchangeGroup, "dh-1024")]))
    add(
      77, "TLS 1.3 only", "no version below", Contents(tls: limits(.tls13, .tls13)), .modern, version("TLSv1.3"))
    var other = limits(.tls13, .tls13)
    other.groups = "P-384"
    add(
      77, case: "retry", "TLS 1.3 only", "HelloRetryRequest for P-384", Contents(tls: other), .modern,
      Findings(facts: [RecordedFact(.tlsVersion, "TLSv1.3"), RecordedFact(.keyExchangeGroup, "secp384r1")]))
    addServerNames()
  }

  /// Row 79.
  private mutating func addServerNames() {
    var ecdsaOnly = TLSLimits(minimum: .tls10, maximum: .tls12)
    ecdsaOnly.ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256"
    add(
      79, "No suite in common", "suites for ECDSA and a key for RSA", Contents(key: .rsa2048, tls: ecdsaOnly),
      ["modern", "legacy", "anull"].map { .failed($0, "tls.alert(40)") })
    var refusing = TLSLimits.any
    refusing.serverNames = .refused
    add(
      79, case: "refused", "Server name not known", "unrecognized_name (112), fatal", Contents(tls: refusing),
      .failed("tls.alert(112)"))
    var warning = TLSLimits(minimum: .tls10, maximum: .tls12)
    warning.serverNames = .warned
    add(
      79, case: "warned", "Server name not known", "unrecognized_name (112), a warning", Contents(tls: warning), .modern
    )
  }

  /// Rows 78 and 80: what a server may want of a session.
  mutating func addSessions() {
    var demanding = TLSLimits(minimum: .tls12, maximum: .tls12)
    demanding.demandsCertificate = true
    add(
      78, "Client certificate demanded", "up to TLS 1.2", Contents(tls: demanding),
      .bothFailed("tls.alert(40)", keepsChain: true))
    // The client is done before the server says so (RFC 8446 §4.4.2.4).
    (demanding.minimum, demanding.maximum) = (.tls13, .tls13)
    add(
      78, case: "13", "Client certificate demanded", "in TLS 1.3", Contents(tls: demanding), .modern,
      Findings(facts: [RecordedFact(.tlsVersion, "TLSv1.3")], hearsQUIT: false))
    let messages: [(String, String, PostHandshakeMessage, TLSVersion)] = [
      ("renegotiation", "HelloRequest", .helloRequest, .tls12), ("ticket", "a late ticket", .newSessionTicket, .tls13),
      ("key-update", "KeyUpdate", .keyUpdate, .tls13),
    ]
    for (suffix, played, message, version) in messages {
      var script = Script.standard
      script.underTLS["EHLO"] = [.sendPostHandshake(message), .send("250 {name}\r\n")]
      add(
        80, case: suffix, "Handshake messages behind the handshake", "\(played) before the reply to EHLO",
        Contents(tls: TLSLimits(minimum: version, maximum: version), script: script), .modern,
        // The client renegotiates with nobody, and the server gives up on it.
        Findings(hearsQUIT: message != .helloRequest))
    }
  }
}
