import SurveyCore

/// A small mail world over three waves, from which every figure of a series is counted: whatever a report shows of it
/// is consistent, as classes, transitions and decompositions all come from the same hosts.
///
/// ```
/// 2026-01  census             giant.example has wrong names, portal.example no TLS
/// 2026-04  sample, clusters   another trust store; cloud.example comes
/// 2026-07  sample, clusters   hosting.example moves to a CA, university.example turns back; gone.example is gone
/// ```
struct MailWorld {
  /// An MX host: what it was in each wave, and how many domains it is the only MX of.
  struct Host {
    let index: Int
    let owner: String
    let states: [UnitState]
    let domains: Double
    /// What all its domains weigh in the first wave's list.
    let weight: Double
  }

  /// Some hosts of one operator that share their fate.
  private struct Group {
    let owner: String
    let count: Int
    /// Of each host.
    let domains: Double
    /// Of each host.
    let weight: Double
    let states: [UnitState]
  }

  static let verified = UnitState.result(.uniform(.tls(.caVerified)))
  static let wrongName = UnitState.result(.uniform(.tls(.caWrongName)))
  static let expired = UnitState.result(.uniform(.tls(.caExpired)))
  static let selfSigned = UnitState.result(.uniform(.tls(.selfSigned)))
  static let noTLS = UnitState.result(.uniform(.noTLS))
  static let mixed = UnitState.result(.mixed)

  private static let groups: [Group] =
    [
      Group(owner: "giant.example", count: 6, domains: 90, weight: 0.5, states: [wrongName, verified, verified]),
      Group(owner: "portal.example", count: 4, domains: 60, weight: 0.375, states: [noTLS, selfSigned, verified]),
      Group(
        owner: "hosting.example", count: 20, domains: 12, weight: 0.03125, states: [selfSigned, selfSigned, verified]),
      Group(owner: "hosting.example", count: 10, domains: 12, weight: 0.03125, states: [verified, expired, verified]),
      Group(owner: "cloud.example", count: 12, domains: 20, weight: 0.0625, states: [.absent, verified, verified]),
      Group(
        owner: "gone.example", count: 5, domains: 8, weight: 0.015625,
        states: [verified, .silent(.unreachable), .absent]),
      Group(owner: "isp.example", count: 15, domains: 6, weight: 0.015625, states: [noTLS, noTLS, selfSigned]),
      Group(
        owner: "university.example", count: 8, domains: 3, weight: 0.0078125, states: [verified, verified, selfSigned]),
      Group(
        owner: "shop.example", count: 6, domains: 5, weight: 0.0078125,
        states: [.dnsFailed, .silent(.smtpRejected), wrongName]),
      Group(owner: "mixed.example", count: 4, domains: 10, weight: 0.015625, states: [mixed, mixed, verified]),
    ]
    + (0..<24).map { place in
      let classes = CertificateClass.allCases
      let start = UnitState.result(.uniform(.tls(classes[place % classes.count])))
      let middle = place.isMultiple(of: 4) ? UnitState.silent(.unreachable) : start
      let end = place % 8 == 5 ? UnitState.silent(.unreachable) : place.isMultiple(of: 3) ? verified : start
      return Group(
        owner: "tail\(place + 10).example", count: 1 + place % 3, domains: 2, weight: 0.001953125,
        states: [start, middle, end])
    }

  static let hosts: [Host] = groups.flatMap { group in
    repeatElement(group, count: group.count)
  }.enumerated().map { index, group in
    Host(index: index, owner: group.owner, states: group.states, domains: group.domains, weight: group.weight)
  }

  static let dates = ["2026-01-15", "2026-04-15", "2026-07-15"]
  static let labels = dates.map { String($0.prefix(7)) }
  static let furtherList = TrendUnit.domainWeighted(list: "mailboxes.csv")

  /// The weight of a host's domains in a wave: the lists of later waves rank the giant higher.
  static func weight(_ host: Host, _ wave: Int) -> Double {
    host.weight * (host.owner == "giant.example" ? 1 + Double(wave) / 4 : 1)
  }

  /// How much a host adds to the denominator of a unit that it is in.
  static func size(_ host: Host, _ unit: TrendUnit, _ wave: Int) -> Double {
    switch unit {
    case .mxHostByDomains, .domain, .domainEveryPrimary, .domainEvery, .domainAny: host.domains
    case .domainWeighted: weight(host, wave)
    case furtherList: host.domains.squareRoot()
    case .mxOperator: 1 / Double(hosts.filter { $0.owner == host.owner && $0.states[wave].isReachable }.count)
    default: 1
    }
  }

  /// What of a host has a property in a wave: 0 or 1 for whole units, a part where it is shared out.
  static func value(_ host: Host, _ metric: Metric, _ unit: TrendUnit, _ wave: Int) -> Double {
    guard case .result(let result) = host.states[wave], result != .uniform(.noTLS) else {
      return metric == .noTLS ? 1 : 0
    }
    let isVerified = result == .uniform(.tls(.caVerified))
    let isOld = host.owner == "isp.example"
    let half: Double = unit.counting == .any ? 1 : 0.5
    return switch metric {
    case .certificateClass(let wanted):
      if result != .mixed {
        result == .uniform(.tls(wanted)) ? 1 : 0
      } else {
        !unit.isWhole && (wanted == .caVerified || wanted == .selfSigned) ? half : 0
      }
    case .mixed: result == .mixed && unit.isWhole ? 1 : 0
    case .noTLS: 0
    case .startTLS, .startTLSOffered: 1
    case .caTrustedAnyName, .caVerifiedOrCommonName:
      value(host, .certificateClass(.caVerified), unit, wave) + value(host, .certificateClass(.caWrongName), unit, wave)
    case .forwardSecrecy: isOld ? 0 : 1
    case .strictForwardSecrecy: isOld ? 0 : value(host, .certificateClass(.caVerified), unit, wave)
    case .tls13: wave > 0 && !isOld ? 1 : 0
    case .postQuantumGroup: wave > 1 && host.owner == "giant.example" ? 1 : 0
    case .legacyOnly: isOld ? 1 : 0
    case .daneMatch: host.owner == "university.example" ? 1 : 0
    case .mtaSTSEnforce: wave > 0 && host.owner == "giant.example" ? 1 : 0
    case .authenticated: isVerified && wave > 0 && host.owner == "giant.example" ? 1 : 0
    }
  }

  /// The hosts that are in a unit's base, one for each certificate where these are counted.
  static func members(_ unit: TrendUnit, _ base: Base, _ wave: Int) -> [Host] {
    let found = hosts.filter { host in
      host.states[wave].isReachable && (base == .reachable || host.states[wave] != noTLS)
    }
    guard unit == .certificate || unit == .key else { return found }
    // A giant shows one certificate everywhere, and hosting.example one key.
    var seen: Set<String> = []
    return found.filter { host in
      let shares = host.owner == "giant.example" || (unit == .key && host.owner == "hosting.example")
      return host.states[wave] != mixed && seen.insert(shares ? host.owner : "\(host.index)").inserted
    }
  }

  /// The figure of one metric.
  static func ratio(_ metric: Metric, _ unit: TrendUnit, _ base: Base, _ wave: Int) -> Ratio {
    sum(members(unit, base, wave), metric, unit, wave)
  }

  /// What hosts come to together.
  static func sum(_ hosts: [Host], _ metric: Metric, _ unit: TrendUnit, _ wave: Int) -> Ratio {
    hosts.reduce(Ratio()) { sum, host in
      let size = size(host, unit, wave)
      return sum + Ratio(size * value(host, metric, unit, wave), of: size)
    }
  }
}

extension MailWorld {
  static let units: [TrendUnit] = [
    .mxHost, .mxHostByDomains, .address, .mxOperator, .certificate, .key, .domain, .domainEveryPrimary, .domainEvery,
    .domainAny,
    .domainWeighted, furtherList,
  ]

  /// The points of a wave; later waves are samples, whose bounds here are wide and not computed.
  static func points(_ wave: Int) -> [TrendPoint] {
    units.flatMap { unit in
      let silent = hosts.filter { host in
        if case .silent = host.states[wave] { true } else { false }
      }.map { unit == .certificate || unit == .key ? 0 : silentSize($0, unit, wave) }.reduce(0, +)
      return unit.bases.flatMap { base in
        Metric.all.filter { $0.applies(base: base, unit: unit) }.map { metric in
          let ratio = ratio(metric, unit, base, wave)
          let percent = (ratio.share ?? 0) * 100
          return TrendPoint(
            unit: unit, metric: metric, base: base, numerator: ratio.numerator, denominator: ratio.denominator,
            silent: silent,
            interval: wave == 0 ? .none : .cluster(low: max(0, percent - 6.5), high: min(100, percent + 5.25)))
        }
      }
    }
  }

  private static func silentSize(_ host: Host, _ unit: TrendUnit, _ wave: Int) -> Double {
    guard unit == .mxOperator else { return size(host, unit, wave) }
    let answers = hosts.contains { $0.owner == host.owner && $0.states[wave].isReachable }
    return answers ? 0 : 1 / Double(hosts.filter { $0.owner == host.owner }.count)
  }

  /// A wave with everything that is counted of it.
  static func summary(_ wave: Int) -> WaveSummary {
    var summary = Fixtures.wave(labels[wave], dates[wave], synthetic: false, points: points(wave))
    let present = hosts.filter { $0.states[wave] != .absent }
    let listed = Int(present.map(\.domains).reduce(0, +))
    summary.trustStoreSHA256 = String(repeating: wave == 0 ? "cd34" : "ef56", count: 16)
    summary.version = wave == 0 ? "1.0.0" : "1.1.0"
    summary.settings = ["retries": "2", "tls": wave == 0 ? "both" : "modern"]
    summary.vantage = "scan.example.net"
    summary.publicSuffixSHA256 = String(repeating: "0789", count: 16)
    summary.frame = wave == 0 ? .census : .sample
    summary.listedDomains = wave == 0 ? nil : 4_000
    summary.lists.append(WaveSummary.ListSummary(name: "mailboxes.csv", weighting: .given, rejectedLines: 0))
    summary.domains = [.mx: listed, .implicit: 20, .null: 40, .nxdomain: 55 + wave, .servfail: 5]
    let outcomes = present.compactMap { outcome(of: $0.states[wave]) }
    summary.hosts = Dictionary(outcomes.map { ($0, 1) }, uniquingKeysWith: +)
    let withoutAddress = present.count - outcomes.count
    summary.hostsWithoutAddress = withoutAddress > 0 ? [.nxdomain: withoutAddress] : [:]
    summary.reasons = Outcome.allCases.compactMap { outcome in
      guard let count = summary.hosts[outcome] else { return nil }
      return WaveSummary.ReasonCount(outcome: outcome, reason: reason(of: outcome), count: count)
    }
    summary.breakdown = breakdown(wave)
    summary.senders = senders(wave)
    return summary
  }

  private static func outcome(of state: UnitState) -> Outcome? {
    switch state {
    case .result(.uniform(.noTLS)): .noStartTLS
    case .result: .tls
    case .silent(let outcome): outcome
    case .dnsFailed, .absent: nil
    }
  }

  private static func reason(of outcome: Outcome) -> String {
    switch outcome {
    case .tls: "ok"
    case .noStartTLS: "smtp.no_starttls"
    case .smtpRejected: "smtp.greet_5xx"
    case .unreachable: "tcp.timeout"
    case .startTLSRejected, .handshakeFailed, .notProbed, .inconclusive: outcome.rawValue
    }
  }

  private static func senders(_ wave: Int) -> [SenderTally.Row] {
    let present = hosts.filter { $0.states[wave] != .absent }
    let whole = present.map(\.domains).reduce(0, +)
    let reachable = ratio(.startTLS, .domain, .reachable, wave)
    let verified = ratio(.certificateClass(.caVerified), .domain, .reachable, wave).numerator
    let rejected = present.filter { $0.states[wave] == .silent(.smtpRejected) }.map(\.domains).reduce(0, +)
    let rest: [DeliveryResult: Double] = [
      .undeliverable: whole - reachable.denominator - rejected, .inconclusive: rejected,
    ]
    func row(_ policy: String, _ shares: [DeliveryResult: Double]) -> SenderTally.Row {
      SenderTally.Row(policy: policy, domains: whole, shares: rest.merging(shares) { $1 })
    }
    let clear = reachable.denominator - reachable.numerator
    return [
      row("plaintext-only", [.plaintext: reachable.denominator]),
      row("postfix-may", [.encrypted: reachable.numerator, .plaintext: clear]),
      row("postfix-verify", [.authenticated: verified, .deferred: reachable.denominator - verified]),
      row("gmail-default", [.encrypted: reachable.numerator, .plaintext: clear]),
      row("workspace-ca-required", [.authenticated: verified, .bounced: reachable.denominator - verified]),
      row("our-appliance", [.encrypted: verified, .deferred: reachable.denominator - verified]),
    ]
  }
}
