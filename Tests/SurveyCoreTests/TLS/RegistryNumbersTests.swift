import SurveyCore
import Testing

/// Names of the IANA registries.
@Suite struct RegistryNumbersTests {
  @Test(
    arguments: [
      (0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5"), (0x0005, "TLS_RSA_WITH_RC4_128_SHA"),
      (0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"), (0x0018, "TLS_DH_anon_WITH_RC4_128_MD5"),
      (0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"), (0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA"),
      (0x009A, "TLS_DHE_RSA_WITH_SEED_CBC_SHA"), (0x009E, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
      (0x00BE, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"), (0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
      (0xC018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"), (0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
      (0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"), (0xC05D, "TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384"),
      (0xC0AC, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"), (0xCCAA, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
      (0x00FF, "0x00FF"), (0xFEFE, "0xFEFE"),
    ] as [(UInt16, String)])
  func suiteHasItsName(number: UInt16, name: String) {
    #expect(CipherSuite(number: number).rawValue == name)
  }

  @Test func everyNumberHasItsOwnName() {
    let names = (0...UInt16.max).map { CipherSuite(number: $0).rawValue }
    #expect(Set(names).count == names.count)
    #expect(names.count { $0.hasPrefix("TLS_") } == 230)
    #expect(names.allSatisfy { $0.hasPrefix("TLS_") || $0.hasPrefix("0x") && $0.count == 6 })
    let groups = (0...UInt16.max).map { KeyExchangeGroup(number: $0).rawValue }
    #expect(Set(groups).count == groups.count)
  }

  /// A suite that nobody knows is not said to have forward secrecy.
  @Test func numberAloneIsNotEphemeral() {
    #expect(!CipherSuite(number: 0xFEFE).isEphemeral)
    #expect(CipherSuite(number: 0x1301).isEphemeral)
  }

  @Test(
    arguments: [
      (1, "sect163k1"), (19, "secp192r1"), (23, "secp256r1"), (25, "secp521r1"), (29, "x25519"), (0x0100, "ffdhe2048"),
      (0x11EC, "X25519MLKEM768"), (0x0000, "0x0000"),
    ] as [(UInt16, String)])
  func groupHasItsName(number: UInt16, name: String) {
    #expect(KeyExchangeGroup(number: number).rawValue == name)
  }
}
