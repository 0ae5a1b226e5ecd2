import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct AddressPolicyTests {
  @Test func aListedNetworkIsLeftOutAndAnAllowlistLeavesTheRestOut() throws {
    let list = try Blocklist("198.41.0.0/24 # asked us\n")
    let inside = Address.v4(0xc629_0007)
    let outside = Address.v4(0xc629_0107)
    let blocking = AddressPolicy(blocklist: list, scope: .publicAddresses)
    #expect(blocking.refusal(of: inside) == .blocklisted)
    #expect(blocking.refusal(of: outside) == nil)
    let allowing = AddressPolicy(blocklist: .empty, allowlist: list.addresses, scope: .publicAddresses)
    #expect(allowing.refusal(of: inside) == nil)
    #expect(allowing.refusal(of: outside) == .blocklisted)
  }

  @Test func anAnonymousLaboratoryDialsReservedAddressesOnly() {
    let policy = AddressPolicy(blocklist: .empty, scope: .reservedAddresses)
    #expect(policy.refusal(of: .v4(0x7f00_0001)) == nil)
    #expect(policy.refusal(of: .v4(0x0808_0808)) == .blocklisted)
  }

  @Test func aHostBelowAnOptedOutDomainIsNotDialledWhateverItsAddress() throws {
    let policy = AddressPolicy(blocklist: try Blocklist("example.org"), scope: .publicAddresses)
    func target(_ name: String) -> ProbeTarget {
      ProbeTarget(address: .v4(0x0808_0808), port: 25, serverName: DomainName(uncheckedCanonical: name))
    }
    #expect(policy.refusal(of: target("mx.example.org")) == .blocklisted)
    #expect(policy.refusal(of: target("mx.example.net")) == nil)
    #expect(policy.refusal(of: target("mx.notexample.org")) == nil)
  }

  @Test func aPolicyThatIsReplacedHoldsFromThenOn() throws {
    let address = Address.v4(0x0808_0808)
    let live = LivePolicy(AddressPolicy(blocklist: .empty, scope: .publicAddresses))
    #expect(live.current.refusal(of: address) == nil)
    live.replace(by: AddressPolicy(blocklist: try Blocklist("8.8.8.0/24"), scope: .publicAddresses))
    #expect(live.current.refusal(of: address) == .blocklisted)
  }
}
