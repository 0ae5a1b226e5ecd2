/// An operator that takes mail for its own domain and for customers'.
struct Operator {
  let name: String
  let hostCount: Int
  var addressesPerHost = 1
  let customerCount: Int
  let may: SiteState
  let august: SiteState
  /// The name in its certificate while that is wrong.
  var wrongName = "panel.example"
  var hostsWithoutForwardSecrecy = 0
  /// The weight of its own domain; 0: what is missing to a published figure.
  var weight = 0
  /// Whether a customer's mail goes to one host of many, as with shared hosting.
  var isFarm = false

  /// The MX records of a customer; the operator itself is customer 0.
  func exchangers(hosts: [String], customer: Int) -> [MailExchanger] {
    if isFarm { return [MailExchanger(preference: 0, host: hosts[customer % hosts.count])] }
    // The first half of the hosts is primary, the rest secondary.
    let primaries = (hosts.count + 1) / 2
    return hosts.enumerated().map { place, host in
      MailExchanger(preference: place < primaries ? 10 : 20, host: host)
    }
  }

  /// The giants that move, those in the middle that were strict already, and those that never move.
  static let all: [Operator] = [
    Operator(
      name: "northmail.example", hostCount: 4, addressesPerHost: 2, customerCount: 150, may: .plain,
      august: .strict),
    Operator(
      name: "southmail.example", hostCount: 4, addressesPerHost: 2, customerCount: 120, may: .wrongName,
      august: .strict, wrongName: "mta.southmail-cluster.example"),
    Operator(
      name: "eastmail.example", hostCount: 4, addressesPerHost: 2, customerCount: 80, may: .strict,
      august: .strict),
    strict("westmail.example", hosts: 4, customers: 80, weight: 70_000),
    strict("alpinemail.example", hosts: 2, customers: 60, weight: 35_000),
    strict("coastmail.example", hosts: 2, customers: 60, weight: 20_000),
    strict("polarmail.example", hosts: 2, customers: 60, weight: 12_000),
    strict("lakemail.example", hosts: 2, customers: 50, weight: 8_000),
    strict("campusmail.example", hosts: 2, customers: 50, weight: 5_000),
    strict("guildmail.example", hosts: 2, customers: 40, weight: 3_000),
    Operator(
      name: "oldpost.example", hostCount: 3, addressesPerHost: 2, customerCount: 70, may: .plain,
      august: .plain),
    Operator(
      name: "slowpost.example", hostCount: 2, customerCount: 50, may: .plain, august: .plain, weight: 2_000),
    Operator(
      name: "hostfarm.example", hostCount: 50, customerCount: 340, may: .wrongName, august: .wrongName,
      wrongName: "cp.hostfarm-panel.example", weight: 2_000, isFarm: true),
    Operator(
      name: "cheaphost.example", hostCount: 20, customerCount: 160, may: .wrongName, august: .wrongName,
      wrongName: "plesk.cheaphost-web.example", hostsWithoutForwardSecrecy: 20, weight: 1_000, isFarm: true),
  ]

  private static func strict(_ name: String, hosts: Int, customers: Int, weight: Int) -> Operator {
    Operator(
      name: name, hostCount: hosts, customerCount: customers, may: .strict, august: .strict, weight: weight)
  }
}

extension SiteState {
  /// The same state with or without forward secrecy, where that applies.
  func forwardSecret(_ isForwardSecret: Bool) -> SiteState {
    if case .tls(let kind, _) = self { .tls(kind, forwardSecret: isForwardSecret) } else { self }
  }
}
