import SurveyCore
import Testing

@testable import SurveyScan

@Suite struct PaceTests {
  @Test func keepsTheRateHoweverManyAsk() async throws {
    let pace = Pace(perSecond: 200)
    let began = ContinuousClock.now
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<41 { group.addTask { try await pace.wait() } }
    }
    #expect(ContinuousClock.now - began >= .milliseconds(200))
  }

  @Test func aPauseIsNotFollowedByABurst() async throws {
    let pace = Pace(perSecond: 100)
    try await pace.wait()
    try await Task.sleep(for: .milliseconds(60))
    let began = ContinuousClock.now
    for _ in 0..<4 { try await pace.wait() }
    #expect(ContinuousClock.now - began >= .milliseconds(30))
  }

  @Test func zeroLiftsTheLimit() async throws {
    let pace = Pace(perSecond: 0)
    let began = ContinuousClock.now
    for _ in 0..<1_000 { try await pace.wait() }
    #expect(ContinuousClock.now - began < .seconds(5))
  }
}

@Suite struct AddressPolicyTests {
  @Test func aListedNetworkIsLeftOutAndAnAllowlistLeavesTheRestOut() throws {
    let list = try AddressSet(blocklist: "198.41.0.0/24 # asked us\n")
    let inside = Address.v4(0xc629_0007)
    let outside = Address.v4(0xc629_0107)
    let blocking = AddressPolicy(blocklist: list, scope: .publicAddresses)
    #expect(blocking.refusal(of: inside) == .blocklisted)
    #expect(blocking.refusal(of: outside) == nil)
    let allowing = AddressPolicy(blocklist: .empty, allowlist: list, scope: .publicAddresses)
    #expect(allowing.refusal(of: inside) == nil)
    #expect(allowing.refusal(of: outside) == .blocklisted)
  }

  @Test func anAnonymousLaboratoryDialsReservedAddressesOnly() {
    let policy = AddressPolicy(blocklist: .empty, scope: .reservedAddresses)
    #expect(policy.refusal(of: .v4(0x7f00_0001)) == nil)
    #expect(policy.refusal(of: .v4(0x0808_0808)) == .blocklisted)
  }
}
