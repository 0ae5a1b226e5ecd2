extension VerdictCases {
  /// Limits of TLS; the certificate is in order.
  mutating func addLimits() {
    for (name, key, limits, look) in Self.limits { add(name, Contents(key: key, tls: limits), Findings(look: look)) }
    add(
      "rsa-digital-signature",
      Contents(key: .rsa2048, oddity: .digitalSignatureOnly, tls: Self.limited("AES128-SHA:AES256-SHA")),
      Findings(look: .legacy))
    add(
      "anonymous-only", Contents(tls: Self.limited("aNULL")), Findings(result: .anonymous, name: nil, look: .anonymous))
    add("no-starttls", Contents(script: .named(.noSTARTTLS)), Findings(result: .noTLS, name: nil, look: nil))
  }

  /// TLS 1.0 to 1.2 with some cipher suites.
  private static func limited(_ ciphers: String, prefersOwnOrder: Bool = false) -> TLSLimits {
    TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: ciphers, prefersOwnOrder: prefersOwnOrder)
  }

  private static let limits: [(String, KeyKind, TLSLimits, ExpectedVerdict.Look)] = [
    ("tls10-only", .ecP256, TLSLimits(minimum: .tls10, maximum: .tls10), .modern),
    ("tls11-only", .ecP256, TLSLimits(minimum: .tls11, maximum: .tls11), .modern),
    ("tls12-only", .ecP256, TLSLimits(minimum: .tls12, maximum: .tls12), .modern),
    ("tls13-only", .ecP256, TLSLimits(minimum: .tls13, maximum: .tls13), .modern),
    ("x25519-only", .ecP256, TLSLimits(minimum: .tls12, maximum: .tls13, groups: "X25519"), .modern),
    ("rsa-key-exchange", .rsa2048, limited("AES128-SHA"), .modern),
    ("dhe-only", .rsa2048, limited("DHE-RSA-AES128-SHA:DHE-RSA-AES128-GCM-SHA256"), .legacy),
    // The parameters follow the key's size.
    ("dhe-1024", .rsa1024, limited("DHE-RSA-AES128-SHA:DHE-RSA-AES128-GCM-SHA256"), .legacy),
    ("cbc-sha256", .rsa2048, limited("ECDHE-RSA-AES128-SHA256:AES128-SHA256"), .legacy),
    ("camellia", .rsa2048, limited("ECDHE-RSA-CAMELLIA128-SHA256:CAMELLIA128-SHA"), .legacy),
    // A client that offers suites without a certificate gets one of them, and sees no certificate.
    ("prefers-anonymous", .ecP256, limited("aNULL:ALL", prefersOwnOrder: true), .modern),
  ]
}
