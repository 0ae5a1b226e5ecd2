extension VerdictCases {
  /// Limits of TLS; the certificate is in order.
  mutating func addLimits() {
    for (name, key, limits) in Self.limits { add(name, Contents(key: key, tls: limits)) }
    add(
      "rsa-digital-signature",
      Contents(key: .rsa2048, oddity: .digitalSignatureOnly, tls: Self.limited("AES128-SHA:AES256-SHA")))
    add(
      "anonymous-only", Contents(tls: Self.limited("aNULL")), Findings(result: .anonymous, name: nil))
    add("no-starttls", Contents(script: .named(.noSTARTTLS)), Findings(result: .noTLS, name: nil))
  }

  /// TLS 1.0 to 1.2 with some cipher suites.
  private static func limited(_ ciphers: String, prefersOwnOrder: Bool = false) -> TLSLimits {
    TLSLimits(minimum: .tls10, maximum: .tls12, ciphers: ciphers, prefersOwnOrder: prefersOwnOrder)
  }

  private static let limits: [(String, KeyKind, TLSLimits)] = [
    ("tls10-only", .ecP256, TLSLimits(minimum: .tls10, maximum: .tls10)),
    ("tls11-only", .ecP256, TLSLimits(minimum: .tls11, maximum: .tls11)),
    ("tls12-only", .ecP256, TLSLimits(minimum: .tls12, maximum: .tls12)),
    ("tls13-only", .ecP256, TLSLimits(minimum: .tls13, maximum: .tls13)),
    ("x25519-only", .ecP256, TLSLimits(minimum: .tls12, maximum: .tls13, groups: "X25519")),
    ("rsa-key-exchange", .rsa2048, limited("AES128-SHA")),
    ("dhe-only", .rsa2048, limited("DHE-RSA-AES128-SHA:DHE-RSA-AES128-GCM-SHA256")),
    // The parameters follow the key's size.
    ("dhe-1024", .rsa1024, limited("DHE-RSA-AES128-SHA:DHE-RSA-AES128-GCM-SHA256")),
    ("cbc-sha256", .rsa2048, limited("ECDHE-RSA-AES128-SHA256:AES128-SHA256")),
    ("camellia", .rsa2048, limited("ECDHE-RSA-CAMELLIA128-SHA256:CAMELLIA128-SHA")),
    // A client that offers suites without a certificate gets one of them, and sees no certificate.
    ("prefers-anonymous", .ecP256, limited("aNULL:ALL", prefersOwnOrder: true)),
  ]
}
