import SurveyCore
import Testing

@Suite struct ShardTests {
  @Test func whatIsNoShardIsNone() {
    #expect(Shard(0, of: 0) == nil)
    #expect(Shard(-1, of: 3) == nil)
    #expect(Shard(3, of: 3) == nil)
    #expect(Shard(2, of: 3)?.number == 2)
    #expect(Shard(0, of: 1) == .whole)
  }

  @Test(arguments: [1, 2, 3, 7, 16])
  func everythingIsInOneShardAndNoneIsMuchLarger(count: Int) throws {
    let shards = try (0..<count).map { try #require(Shard($0, of: count)) }
    for seed: UInt64 in [0, 1, 0x6d78_6365_6e73_7573] {
      var domains = [Int](repeating: 0, count: count)
      var networks = [Int](repeating: 0, count: count)
      for index in 0..<4_000 {
        let name = try DomainName("d\(index).example")
        let network = Address.v4(UInt32(index) << 8 | 77).network
        let (ofName, ofNetwork) = (
          shards.filter { $0.holds(name, seed: seed) }, shards.filter { $0.holds(network, seed: seed) }
        )
        #expect(ofName.count == 1)
        #expect(ofNetwork.count == 1)
        domains[ofName[0].number] += 1
        networks[ofNetwork[0].number] += 1
      }
      for sizes in [domains, networks] {
        // Five standard deviations of a binomial.
        let (mean, part) = (4_000.0 / Double(count), 1 / Double(count))
        let allowed = 5 * (4_000 * part * (1 - part)).squareRoot()
        #expect(sizes.allSatisfy { abs(Double($0) - mean) <= allowed }, "\(sizes)")
      }
    }
  }

  @Test func aNetworkIsDialledFromOnePlaceWhateverTheAddress() throws {
    let shards = try (0..<5).map { try #require(Shard($0, of: 5)) }
    for base in ["192.0.2.0", "198.51.100.0", "2001:db8:1::", "2001:db8:2::"] {
      let first = try #require(Address(base))
      let homes = Set(
        (0..<256).flatMap { index -> [Int] in
          let address: Address =
            switch first {
            case .v4(let value): .v4(value + UInt32(index))
            case .v6(let value): .v6(value + UInt128(index) << 70)
            }
          return shards.filter { $0.holds(address.network, seed: 9) }.map(\.number)
        })
      #expect(homes.count == 1, "\(base)")
    }
  }

  @Test func anotherSeedIsAnotherDivision() throws {
    let shard = try #require(Shard(0, of: 2))
    let names = try (0..<200).map { try DomainName("d\($0).example") }
    #expect(names.map { shard.holds($0, seed: 1) } != names.map { shard.holds($0, seed: 2) })
  }
}
