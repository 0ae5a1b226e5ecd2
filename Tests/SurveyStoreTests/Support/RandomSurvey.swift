import SurveyCore

@testable import SurveyStore

extension SmallSurvey {
  /// A survey by a seed: forty domains on twenty-five hosts and thirty addresses, everything that may be seen among it.
  init(seed: UInt64) {
    self.init()
    var generator = SplitMix64(seed: seed)
    let names = (0..<25).map { "mx\($0).example" }
    addHosts(names, using: &generator)
    lists = [[], []]
    for index in 0..<40 {
      let name = "d\(index).example"
      let weight = Double.random(in: 0.001...3, using: &generator)
      if !Bool.random(using: &generator) || index % 3 > 0 { lists[0].append((name, weight)) }
      if Int.random(in: 0..<4, using: &generator) == 0 { lists[1].append((name, weight / 7)) }
      let lookup = SmallSurvey.lookup(names, using: &generator)
      mx[name] = lookup
      if case .none = lookup { addHosts([name], using: &generator) }
    }
  }

  private mutating func addHosts(_ names: [String], using generator: inout SplitMix64) {
    for name in names {
      let count = Int.random(in: 0...4, using: &generator)
      let drawn = (0..<count).map { _ in Address.v4(0xc633_6400 + .random(in: 0..<30, using: &generator)) }
      let found = Set(drawn).sorted()
      addresses[name] = HostLookup(
        .addresses(found, .insecure), Bool.random(using: &generator) ? .failed(.timeout) : .failed(.nodata))
      for address in found {
        sights[address.description, default: [:]][name] = SmallSurvey.sight(of: name, using: &generator)
      }
    }
  }

  private static func lookup(_ names: [String], using generator: inout SplitMix64) -> MXLookup {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: .none(.insecure)
    case 1: .failed(.servfail)
    case 2: .records(MXSet([(0, ""), (10, names[0])]), .secure)
    case 3: .records(MXSet([(10, "192.0.2.1"), (10, names[1]), (10, names[2]), (10, names[3])]), .secure)
    default:
      .records(
        MXSet(
          (0..<Int.random(in: 1...7, using: &generator)).map { _ in
            (Int.random(in: 1...2, using: &generator), names[.random(in: 0..<names.count, using: &generator)])
          }), .insecure)
    }
  }

  private static func sight(of name: String, using generator: inout SplitMix64) -> Sight {
    let sessions: [TLSSession] = [.modern, .ecdhe, .rsa]
    let session = sessions[.random(in: 0..<3, using: &generator)]
    let instant = Int64.random(in: 1_000_000..<1_000_100, using: &generator)
    let others: [Sight] = [
      .anonymous, .noStartTLS, .startTLSRejected, .handshakeFailed, .smtpRejected, .unreachable, .notProbed,
      .inconclusive,
    ]
    let choice = Int.random(in: 0..<20, using: &generator)
    if choice < others.count { return others[choice] }
    let statuses = ChainStatus.allCases
    let status = choice < 12 ? statuses[.random(in: 0..<statuses.count, using: &generator)] : .trusted
    let leaf = FakeLeaf(
      status, choice % 2 == 0 ? name : "mx1.example", notAfter: choice == 15 ? 1_000_050 : 4_000_000_000)
    return .tls(leaf, session, at: instant)
  }
}
