import SurveyCore

/// Seeded hosts and domains of every kind, with mixed hosts, hosts without TLS and hosts without an answer among them.
struct RandomSurvey {
  /// A domain's lowest-preference hosts and its weight.
  struct Delivery {
    let group: DeliveryGroup
    let weight: Double
  }

  static let weighted = TrendUnit.domainWeighted(list: "ranks.csv")
  static let units: [TrendUnit] = [.mxHost, .address, .domain, .domainEvery, .domainAny, weighted]
  static let wholeUnits: [TrendUnit] = [.mxHost, .address, .domainEvery]
  static let domainUnits: [TrendUnit] = [.domain, weighted]

  let hosts: [SightingGroup]
  let addresses: [SightingGroup]
  let deliveries: [Delivery]

  /// - Parameter isDyadic: every share and weight is a small multiple of a power of two, so that `Double` is exact.
  init(seed: UInt64, isDyadic: Bool = false) {
    var generator = SplitMix64(seed: seed)
    func groups(_ count: Int) -> [SightingGroup] {
      (0..<count).map { _ in RandomSurvey.group(isDyadic: isDyadic, using: &generator) }
    }
    hosts = groups(50)
    addresses = groups(50)
    deliveries = (0..<50).map { _ in
      let count =
        isDyadic
        ? [1, 1, 2][Int.random(in: 0..<3, using: &generator)] : Int.random(in: 0...4, using: &generator)
      let weight =
        isDyadic
        ? Double(Int.random(in: 1...64, using: &generator)) / 8
        : Double.random(in: 0...1e6, using: &generator)
      return Delivery(group: DeliveryGroup(hosts: groups(count)), weight: weight)
    }
  }

  private static func group(isDyadic: Bool, using generator: inout SplitMix64) -> SightingGroup {
    let size =
      isDyadic
      ? [0, 1, 2, 4][Int.random(in: 0..<4, using: &generator)] : Int.random(in: 0...5, using: &generator)
    let first = sighting(using: &generator)
    // Most hosts agree with themselves, some do not; dyadic ones always do, so that base `tls` has all or none of them.
    let isUniform = isDyadic || Int.random(in: 0..<3, using: &generator) > 0
    return SightingGroup((0..<size).map { _ in isUniform ? first : sighting(using: &generator) })
  }

  private static func sighting(using generator: inout SplitMix64) -> Sighting {
    let result = AddressResult.worstToBest[
      Int.random(in: 0..<AddressResult.worstToBest.count, using: &generator)]
    let traits = Sighting.Traits(rawValue: UInt8.random(in: 0...7, using: &generator))
    return Sighting(result: result, traits: result == .noTLS ? [] : traits)
  }

  /// The tally of a part of the survey: the positions with the given remainder, in an order that the seed decides.
  func tally(where isMember: (Int) -> Bool = { _ in true }, orderSeed: UInt64? = nil) -> TrendTally {
    var tally = TrendTally(units: RandomSurvey.units)
    var positions = hosts.indices.filter(isMember)
    if let orderSeed {
      var generator = SplitMix64(seed: orderSeed)
      positions.shuffle(using: &generator)
    }
    for position in positions {
      tally.add(hosts[position], unit: .mxHost)
      tally.add(addresses[position], unit: .address)
      let all = SightingGroup(deliveries[position].group.hosts.flatMap(\.sightings))
      for unit in [TrendUnit.domainEvery, .domainAny] { tally.add(all, unit: unit) }
      tally.add(
        deliveries[position].group, weights: [(.domain, 1), (RandomSurvey.weighted, deliveries[position].weight)])
    }
    return tally
  }
}
