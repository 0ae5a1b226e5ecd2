import SurveyCore

extension Fixtures {
  /// Three waves of a small mail world with everything that lies between them.
  static let series = SurveySeries(
    waves: MailWorld.labels.indices.map(MailWorld.summary),
    changes: [MailWorld.change(0, 1), MailWorld.change(1, 2)],
    overall: MailWorld.change(0, 2, decomposed: true), panel: MailWorld.panel,
    concentration: MailWorld.concentration)

  /// The same with a hostile text for every name that is not ours, and of fewer units, as many are tried.
  static func hostileSeries(_ text: String) -> SurveySeries {
    var series = Fixtures.series
    for wave in series.waves.indices {
      series.waves[wave].label = text
      series.waves[wave].points.removeAll { $0.unit != .mxHost }
      series.waves[wave].points += Fixtures.points(.domainWeighted(list: text), of: 10, classes: [.caVerified: 5])
      series.waves[wave].version = text
      series.waves[wave].vantage = text
      series.waves[wave].settings = [text: text]
      series.waves[wave].lists[0].name = text
      series.waves[wave].reasons[0].reason = text
      for row in series.waves[wave].breakdown.indices { series.waves[wave].breakdown[row].key = text }
      series.waves[wave].senders.append(SenderTally.Row(policy: text, domains: 1, shares: [.bounced: 1]))
    }
    for change in series.changes.indices {
      series.changes[change].from = text
      series.changes[change].to = text
      series.changes[change].movedToCA = [IssuerCount(issuer: text, hosts: 3)]
    }
    series.overall?.from = text
    series.overall?.to = text
    series.overall?.decompositions.indices.forEach { place in
      series.overall?.decompositions[place].operators[0].name = text
    }
    series.panel?.points.indices.forEach { series.panel?.points[$0].label = text }
    return series
  }
}

extension MailWorld {
  /// What lies between two waves.
  static func change(_ from: Int, _ to: Int, decomposed: Bool = false) -> WaveChange {
    let units: [TrendUnit] = [.mxHost, .domain, .domainWeighted]
    let moved = hosts.filter { $0.states[from] == selfSigned && $0.states[to] == verified }
    return WaveChange(
      from: labels[from], to: labels[to],
      transitions: [TrendUnit.mxHost, .mxOperator, .domain].flatMap { transitions($0, from, to) },
      shifts: units.flatMap { unit in Metric.followed.map { shift($0, unit, from, to) } },
      decompositions: decomposed
        ? [TrendUnit.mxHost, .domainWeighted].flatMap { unit in
          Metric.followed.map { decomposition($0, unit, from, to) }
        } : [],
      renewals: Dictionary(
        hosts.filter { $0.states[from] == verified && $0.states[to] == verified }
          .map { (Renewal.allCases[$0.index % 3], 1) }, uniquingKeysWith: +),
      movedToCA: counted(moved.map(issuer)).map { IssuerCount(issuer: $0.key, hosts: $0.count) })
  }

  private static func transitions(_ unit: TrendUnit, _ from: Int, _ to: Int) -> [Transition] {
    let present = hosts.filter { $0.states[from] != .absent || $0.states[to] != .absent }
    let owned = Dictionary(grouping: present, by: \.owner).mapValues { 1 / Double($0.count) }
    return UnitState.all.flatMap { before in
      UnitState.all.compactMap { after in
        let count = present.filter { $0.states[from] == before && $0.states[to] == after }.map { host in
          unit == .mxHost ? 1 : unit == .domain ? host.domains : owned[host.owner] ?? 0
        }.reduce(0, +)
        return count > 0 ? Transition(unit: unit, from: before, to: after, count: count) : nil
      }
    }
  }

  private static func shift(_ metric: Metric, _ unit: TrendUnit, _ from: Int, _ to: Int) -> Shift {
    let stayers = hosts.filter { $0.states[from].isReachable && $0.states[to].isReachable }
    let entrants = hosts.filter { !$0.states[from].isReachable && $0.states[to].isReachable }
    let leavers = hosts.filter { $0.states[from].isReachable && !$0.states[to].isReachable }
    let moves = stayers.map { host in
      size(host, unit, from) * (value(host, metric, unit, to) - value(host, metric, unit, from))
    }
    let (before, after) = (sum(stayers, metric, unit, from), sum(stayers, metric, unit, to))
    let byOwner = Dictionary(grouping: zip(stayers, moves), by: \.0.owner).values.map { $0.map(\.1).reduce(0, +) }
    let estimate = moves.reduce(0, +) / before.denominator
    let (improved, worsened) = (byOwner.count { $0 > 0 }, byOwner.count { $0 < 0 })
    return Shift(
      unit: unit, metric: metric, stayersBefore: before, stayersAfter: after,
      entrants: sum(entrants, metric, unit, to), leavers: sum(leavers, metric, unit, from),
      gained: moves.filter { $0 > 0 }.reduce(0, +), lost: -moves.filter { $0 < 0 }.reduce(0, +),
      paired: PairedInterval(
        estimate: estimate, low: max(-1, estimate - 0.25), high: min(1, estimate + 0.25), designEffect: 3.5,
        operators: byOwner.count, improved: improved, worsened: worsened, probability: mcNemar(improved, worsened)))
  }

  /// Two-sided, exact: as unlikely as this or more with a fair coin.
  private static func mcNemar(_ improved: Int, _ worsened: Int) -> Double {
    let count = improved + worsened
    var term = (0..<count).reduce(1.0) { product, _ in product / 2 }
    var tail = 0.0
    for place in 0...min(improved, worsened) {
      tail += term
      term *= Double(count - place) / Double(place + 1)
    }
    return min(1, 2 * tail)
  }

  private static func decomposition(_ metric: Metric, _ unit: TrendUnit, _ from: Int, _ to: Int) -> Decomposition {
    let (before, after) = (ratio(metric, unit, .reachable, from), ratio(metric, unit, .reachable, to))
    let mean = ((before.share ?? 0) + (after.share ?? 0)) / 2
    let owners = Dictionary(
      grouping: hosts.filter { $0.states[from].isReachable || $0.states[to].isReachable }, by: \.owner)
    let contributions = owners.map { name, hosts -> Decomposition.Contribution in
      let first = sum(hosts.filter { $0.states[from].isReachable }, metric, unit, from)
      let second = sum(hosts.filter { $0.states[to].isReachable }, metric, unit, to)
      let (weight1, weight2) = (first.denominator / before.denominator, second.denominator / after.denominator)
      var terms = Decomposition.Terms()
      switch (first.share, second.share) {
      case (let share1?, let share2?):
        terms.rate = (weight1 + weight2) / 2 * (share2 - share1)
        terms.weight = ((share1 + share2) / 2 - mean) * (weight2 - weight1)
      case (nil, let share2?): terms.entry = weight2 * (share2 - mean)
      case (let share1?, nil): terms.exit = -weight1 * (share1 - mean)
      case (nil, nil): break
      }
      return Decomposition.Contribution(
        name: name, terms: terms, before: first.share.map { _ in first }, after: second.share.map { _ in second })
    }.sorted { left, right in
      (-left.terms.total.magnitude, left.name) < (-right.terms.total.magnitude, right.name)
    }
    return Decomposition(
      unit: unit, metric: metric, before: before, after: after,
      terms: contributions.map(\.terms).reduce(Decomposition.Terms(), +), operatorCount: contributions.count,
      operators: Array(contributions.prefix(20)))
  }

  static var panel: Panel {
    let kept = hosts.filter { !$0.states.contains(.absent) }
    return Panel(
      domains: Int(kept.map(\.domains).reduce(0, +)),
      points: labels.indices.flatMap { wave in
        Panel.Weighting.allCases.flatMap { weighting in
          Metric.followed.map { metric in
            let ratio = kept.filter { $0.states[wave].isReachable }.reduce(Ratio()) { sum, host in
              let size =
                switch weighting {
                case .each: host.domains
                case .current: weight(host, wave)
                case .fixed: weight(host, 0)
                }
              return sum + Ratio(size * value(host, metric, .domain, wave), of: size)
            }
            return Panel.Point(label: labels[wave], weighting: weighting, metric: metric, ratio: ratio)
          }
        }
      })
  }

  static var concentration: [ConcentrationCurve] {
    [TrendUnit.mxHost, .domainWeighted].flatMap { unit -> [ConcentrationCurve] in
      let sizes = Dictionary(grouping: members(unit, .reachable, 2), by: \.owner)
        .mapValues { $0.map { size($0, unit, 2) }.reduce(0, +) }
      let ranked = sizes.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.map(\.key)
      return [Metric.startTLS, .certificateClass(.caVerified)].flatMap { metric in
        ConcentrationCurve.steps.map { step in
          let left = Set(ranked.prefix(step))
          return ConcentrationCurve(
            unit: unit, metric: metric, without: step,
            ratios: labels.indices.map { wave in
              sum(members(unit, .reachable, wave).filter { !left.contains($0.owner) }, metric, unit, wave)
            })
        }
      }
    }
  }

  /// What hosts with TLS are broken down by.
  static func breakdown(_ wave: Int) -> [BreakdownRow] {
    let withTLS = members(.mxHost, .tls, wave)
    let trusted = withTLS.filter { $0.states[wave] == verified }
    let dated = withTLS.filter { $0.states[wave] == verified || $0.states[wave] == expired }
    func rows(_ topic: BreakdownTopic, _ hosts: [Host], _ key: (Host) -> String) -> [BreakdownRow] {
      counted(hosts.map(key)).map { found in
        let owners = Set(hosts.filter { key($0) == found.key }.map(\.owner))
        return BreakdownRow(topic: topic, key: found.key, hosts: found.count, certificates: owners.count)
      }
    }
    return rows(.issuer, trusted, issuer)
      + rows(.lifetime, trusted) { $0.index.isMultiple(of: 4) ? "201-398" : "51-100" }
      + rows(.daysLeft, dated) { $0.states[wave] == expired ? "expired" : ["7-13", "30-59", "60-89"][$0.index % 3] }
      + rows(.tlsVersion, withTLS) { value($0, .tls13, .mxHost, wave) > 0 ? "TLS 1.3" : "TLS 1.2" }
      + rows(.keyExchangeGroup, withTLS) {
        value($0, .postQuantumGroup, .mxHost, wave) > 0 ? "X25519MLKEM768" : "x25519"
      }
      + rows(.keyType, withTLS) { $0.index.isMultiple(of: 3) ? "EC 256" : "RSA 2048" }
  }

  private static func issuer(_ host: Host) -> String {
    host.owner == "giant.example"
      ? "Giant Trust Services" : host.index.isMultiple(of: 5) ? "DigiCert Inc" : "Let's Encrypt"
  }

  /// How often each text occurs, most first.
  private static func counted(_ texts: [String]) -> [(key: String, count: Int)] {
    Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +).map { ($0.key, $0.value) }
      .sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }
  }
}
