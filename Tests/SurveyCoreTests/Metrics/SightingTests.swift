import SurveyCore
import Testing

@Suite struct SightingTests {
  private typealias Traits = Sighting.Traits

  private static func traits(_ version: ProtocolVersion, _ suite: String, _ group: String?) -> Traits {
    Traits(
      TLSSession(
        version: version, cipherSuite: CipherSuite(rawValue: suite),
        group: group.map { KeyExchangeGroup(rawValue: $0) }))
  }

  @Test func traitsAreThoseOfTheSession() {
    #expect(SightingTests.traits(.tls12, "TLS_RSA_WITH_AES_128_CBC_SHA", nil) == [])
    #expect(SightingTests.traits(.tls12, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "x25519") == .forwardSecrecy)
    #expect(SightingTests.traits(.tls13, "TLS_AES_128_GCM_SHA256", "x25519") == [.forwardSecrecy, .tls13])
    #expect(
      SightingTests.traits(.tls13, "TLS_AES_128_GCM_SHA256", "X25519MLKEM768")
        == [.forwardSecrecy, .tls13, .postQuantumGroup])
  }
}
