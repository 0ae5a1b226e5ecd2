import SurveyCore
import Testing

@Suite struct TLSSessionTests {
  @Test(
    arguments: [
      (.tls12, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", true),
      (.tls12, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", true),
      (.tls10, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA", true),
      (.tls12, "TLS_RSA_WITH_AES_128_GCM_SHA256", false),
      (.tls10, "TLS_RSA_WITH_3DES_EDE_CBC_SHA", false),
      (.tls12, "TLS_DH_RSA_WITH_AES_128_CBC_SHA", false),
      (.tls12, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", false),
      (.tls12, "TLS_DH_anon_WITH_AES_128_CBC_SHA", true),
      (.tls12, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA", true),
      (.tls13, "TLS_AES_128_GCM_SHA256", true),
      (.tls13, "TLS_CHACHA20_POLY1305_SHA256", true),
    ] as [(ProtocolVersion, String, Bool)])
  func forwardSecrecyIsAnEphemeralKeyExchange(version: ProtocolVersion, suite: String, isSecret: Bool) {
    let session = TLSSession(version: version, cipherSuite: CipherSuite(rawValue: suite))
    #expect(session.hasForwardSecrecy == isSecret)
    #expect(session.cipherSuite.isEphemeral == isSecret)
  }

  @Test(arguments: [
    ("TLS_DH_anon_WITH_AES_128_CBC_SHA", true), ("TLS_ECDH_anon_WITH_AES_256_CBC_SHA", true),
    ("TLS_ECDH_RSA_WITH_AES_128_CBC_SHA", false), ("TLS_RSA_WITH_AES_128_CBC_SHA", false),
    ("TLS_AES_128_GCM_SHA256", false),
  ])
  func anonymousSuitesNeedNoCertificate(suite: String, isAnonymous: Bool) {
    #expect(CipherSuite(rawValue: suite).isAnonymous == isAnonymous)
  }

  @Test(arguments: [
    ("X25519MLKEM768", true), ("SecP256r1MLKEM768", true), ("MLKEM1024", true), ("x25519", false),
    ("secp256r1", false), ("dh-2048", false),
  ])
  func postQuantumGroupsHoldMLKEM(group: String, isPostQuantum: Bool) {
    #expect(KeyExchangeGroup(rawValue: group).isPostQuantum == isPostQuantum)
  }

  @Test func versionsAreOrderedAndNamed() {
    let versions: [ProtocolVersion] = [.ssl30, .tls10, .tls11, .tls12, .tls13]
    #expect(versions.reversed().sorted() == versions)
    #expect(versions.map(\.description) == ["SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"])
    #expect(ProtocolVersion(rawValue: 0x7f1c).description == "0x7f1c")
  }
}
