import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct WrappedAddressPolicyTests {
  private func refusal(_ text: String, _ scope: AddressPolicy.Scope, blocklist: String = "") throws -> Reason.Policy? {
    let policy = AddressPolicy(blocklist: try Blocklist(blocklist), scope: scope)
    return policy.refusal(of: try #require(Address(text)))
  }

  @Test(arguments: [
    "127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2a00:1450:4013:c01:0:5efe:192.168.0.1",
  ])
  func whatIsReservedIsNotDialledInAnyWrapping(text: String) throws {
    #expect(try refusal(text, .publicAddresses) == .reserved)
    #expect(try refusal(text, .reservedAddresses) == nil)
  }

  /// Somebody's wish holds for the address, however it is written.
  @Test(arguments: [
    "5.6.7.8", "::ffff:5.6.7.8", "::5.6.7.8", "64:ff9b::5.6.7.8", "2002:506:708::1", "2001:0:506:708::1",
    "2a00:1450:4013:c01:0:5efe:5.6.7.8",
  ])
  func whatIsBlocklistedIsNotDialledInAnyWrapping(text: String) throws {
    #expect(try refusal(text, .all, blocklist: "5.6.7.0/24") == .blocklisted)
    #expect(try refusal(text, .all, blocklist: "5.6.8.0/24") == nil)
  }
}
