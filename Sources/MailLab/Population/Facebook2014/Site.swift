/// What a mail host is in one month.
enum SiteState: Hashable {
  /// No STARTTLS.
  case plain
  /// TLS with a certificate, with or without forward secrecy.
  case tls(CertificateKind, forwardSecret: Bool)
  /// Connections are refused.
  case refused
  /// Greets with 554.
  case greeting554

  static let strict = SiteState.tls(.caSigned, forwardSecret: true)
  static let wrongName = SiteState.tls(.wrongName, forwardSecret: true)

  var isStrict: Bool {
    if case .tls(.caSigned, _) = self { true } else { false }
  }

  var isOpportunistic: Bool {
    if case .tls(let kind, _) = self { kind != .caSigned } else { false }
  }
}

/// A mail host in both months.
struct Site {
  /// The host's name.
  let name: String
  /// The names in a certificate that is right.
  let certificateNames: [String]
  /// The name in a certificate that is wrong.
  let wrongName: String
  /// Its addresses; the same in both months.
  let addresses: [IPv4Address]
  /// Those of its addresses where connections are refused in both months.
  var refusing: Set<IPv4Address> = []
  let may: SiteState
  let august: SiteState
  /// Picks what does not matter for the figures: versions, key kinds.
  let draw: UInt64

  func state(in month: FacebookMonth) -> SiteState {
    switch month {
    case .may: may
    case .august: august
    }
  }

  /// The servers at its addresses.
  func servers(in month: FacebookMonth) -> [Server] {
    let profile = profile(in: month)
    var refusal = profile
    refusal.script = .named(.refused)
    return addresses.map { address in
      Server(address: address, name: name, profile: refusing.contains(address) ? refusal : profile)
    }
  }

  private func profile(in month: FacebookMonth) -> ServerProfile {
    let spare = CertificateProfile(.selfSigned, names: certificateNames)
    let limits = TLSLimits(minimum: .tls10, maximum: maximum, groups: "P-256:P-384")
    switch state(in: month) {
    case .plain: return ServerProfile(certificate: spare, tls: limits, script: .named(.noSTARTTLS))
    case .refused: return ServerProfile(certificate: spare, tls: limits, script: .named(.refused))
    case .greeting554: return ServerProfile(certificate: spare, tls: limits, script: .named(.greeting554))
    case .tls(let kind, let forwardSecret):
      var names = kind == .wrongName ? [wrongName] : certificateNames
      // A default certificate that nobody replaced.
      if kind == .selfSigned && draw >> 8 % 10 == 0 { names = ["localhost.localdomain"] }
      let (key, ciphers) = keyExchange(forwardSecret, kind)
      var chosen = limits
      chosen.ciphers = ciphers
      return ServerProfile(certificate: CertificateProfile(kind, names: names, key: key), tls: chosen)
    }
  }

  /// The versions of the time: OpenSSL 0.9.8 with TLS 1.0 was still common.
  private var maximum: TLSVersion {
    switch draw % 100 {
    case ..<40: .tls10
    case ..<45: .tls11
    default: .tls12
    }
  }

  /// Only what was there in 2014: no X25519, no ChaCha20.
  private func keyExchange(_ forwardSecret: Bool, _ kind: CertificateKind) -> (KeyKind, ciphers: String) {
    let sort = draw >> 16 % 100
    if !forwardSecret {
      // A weak key would be a second fault in any other class.
      return (kind == .selfSigned && sort < 15 ? .rsa1024 : .rsa2048, "AES256-SHA:AES128-SHA")
    }
    return switch sort {
    case ..<8: (.rsa2048, "DHE-RSA-AES256-SHA:DHE-RSA-AES128-SHA")
    case ..<35: (.rsa2048, "ECDHE-RSA-AES256-SHA:ECDHE-RSA-AES128-SHA")
    default: (.ecP256, "ECDHE-ECDSA-AES256-SHA:ECDHE-ECDSA-AES128-SHA")
    }
  }
}
