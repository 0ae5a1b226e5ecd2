extension FaultCases {
  /// Rows 51 to 54 and 56: handshakes that come to nothing before a certificate.
  mutating func addBrokenHandshakes() {
    func play(_ actions: Action...) -> Script { .afterClientHello(actions + [.mute]) }
    func octets(_ octets: [UInt8]) -> Action { .send(Octets(octets)) }
    let pause = Action.pause(milliseconds: 100)
    add(
      51, "Close or reset behind STARTTLS's 220", "FIN", script: .afterClientHello([.halfClose]),
      .bothFailed("tls.closed"))
    add(
      51, case: "reset", "Close or reset behind STARTTLS's 220", "RST", script: .afterClientHello([pause, .reset]),
      .bothFailed("tls.reset"))
    add(
      52, "Alert", "handshake_failure (40) for any ClientHello", script: play(octets(RawTLS.alert(40))),
      ["modern", "legacy", "anull"].map { .failed($0, "tls.alert(40)") })
    add(
      52, case: "80", "Alert", "internal_error (80) for any ClientHello", script: play(octets(RawTLS.alert(80))),
      .bothFailed("tls.alert(80)"))
    add(
      53, "No TLS", "an SMTP reply in place of TLS", script: play(.send("500 5.5.2 Command unrecognised\r\n")),
      .failed("tls.not_tls"))
    add(
      53, case: "http", "No TLS", "an HTTP response in place of TLS",
      script: play(.send("HTTP/1.1 400 Bad Request\r\n\r\n")), .failed("tls.not_tls"))
    add(
      54, "SSL 3.0 only", "a ServerHello of SSL 3.0",
      script: play(octets(RawTLS.records(RawTLS.serverHello(version: 0x0300), version: 0x0300))),
      .bothFailed("tls.unsupported"))
    add(56, "Handshake that does not end", "silence", script: .named(.hangAfterSTARTTLS), .failed("tls.timeout"))
    add(
      56, case: "drip", "Handshake that does not end", "three octets a second",
      script: .afterClientHello([.drip(Octets(RawTLS.records(RawTLS.serverHello())), milliseconds: 333), .mute]),
      .failed("tls.timeout"))
    add(
      56, case: "warnings", "Handshake that does not end", "warning alerts",
      script: .afterClientHello([.repeat(Octets(RawTLS.alert(90, isFatal: false)), times: 200), .mute]),
      .bothFailed("tls.malformed"))
    add(
      56, case: "empty", "Handshake that does not end", "empty records",
      script: .afterClientHello([.repeat(Octets(RawTLS.records([])), times: 200), .mute]),
      .bothFailed("tls.malformed"))
  }

  /// Rows 57, 58, 61, 62, 66 and 70 to 72: flights that no server with a key would send.
  mutating func addRawChains() {
    func play(_ flight: RawHandshake, then actions: Action...) -> Script {
      .afterClientHello([.sendHandshake(flight)] + actions + [.mute])
    }
    let alert = Action.send(Octets(RawTLS.alert(40)))
    let unreadable: [(Int, String?, String, String, [RawCertificate], String)] = [
      (57, nil, "Malformed DER", "a leaf that is no certificate", [.junk], "tls.cert_parse"),
      (57, "second", "Malformed DER", "a sound leaf and junk behind it", [.leaf, .junk], "tls.cert_parse"),
      (57, "longer", "Malformed DER", "a leaf with an octet too many", [.octetTooMany], "tls.cert_parse"),
      (66, nil, "Subject that is no UTF-8", "a common name with octets 0xFF", [.invalidUTF8], "tls.cert_parse"),
      (72, nil, "Key of an unknown kind", "an algorithm that nobody knows", [.unknownKey], "tls.key_unsupported"),
    ]
    for (row, suffix, title, played, certificates, reason) in unreadable {
      add(
        row, case: suffix, title, played, script: play(RawHandshake(certificates)),
        .bothFailed(reason, keepsChain: true))
    }
    add(
      72, case: "sm2", "Key of an unknown kind", "the curve of SM2, and handshake_failure (40) behind it",
      script: play(RawHandshake([.sm2Key]), then: alert), .bothFailed("tls.key_unsupported", keepsChain: true))
    // BoringSSL stops at the length in the header.
    add(
      58, "Long chain", "400 certificates, more than 115 kB, then handshake_failure (40)",
      script: play(RawHandshake([.leaf, .issuer], repetitions: 399), then: alert),
      [.failed("modern", "tls.too_big"), .failed("legacy", "tls.alert(40)", keepsChain: true)])
    add(
      58, case: "mebibyte", "Long chain", "more than 1 MiB of certificates",
      script: play(RawHandshake([.leaf, .issuer], repetitions: 2_600)), .bothFailed("tls.too_big"))
    add(
      61, "Length of 16 MB", "a Certificate message that says it is as long as can be",
      script: .afterClientHello([
        .send(Octets(RawTLS.records(RawTLS.serverHello()) + RawTLS.records([11, 0xFF, 0xFF, 0xFF]))), .mute,
      ]), .bothFailed("tls.too_big"))
    add(
      62, "No certificate", "a Certificate message without any", script: play(RawHandshake([])),
      .failed("tls.no_cert"))
    // The modern look has not offered any such suite.
    add(
      70, case: "512", "Short Diffie-Hellman prime", "512 bits",
      Contents(key: .rsa2048, script: play(RawHandshake([.leaf, .issuer], primeOctets: 64))),
      [
        .failed("modern", "tls.malformed", keepsChain: true), .failed("legacy", "tls.weak_kx", keepsChain: true),
      ])
    add(
      71, "No RFC 5746", "a ServerHello without the extension, then the chain and handshake_failure (40)",
      script: play(RawHandshake([.leaf, .issuer], isRenegotiationSecure: false), then: alert),
      .bothFailed("tls.alert(40)", keepsChain: true))
  }
}
