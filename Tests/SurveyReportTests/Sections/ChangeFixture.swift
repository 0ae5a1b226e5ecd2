import SurveyCore

/// A small series with every part of a report filled: three waves and what lies between them.
enum ChangeFixture {
  static let units: [TrendUnit] = [.mxHost, .domain, .domainWeighted]
  static let verified = UnitState.result(.uniform(.tls(.caVerified)))
  static let selfSigned = UnitState.result(.uniform(.tls(.selfSigned)))
  static let wrongName = UnitState.result(.uniform(.tls(.caWrongName)))
  static let expired = UnitState.result(.uniform(.tls(.caExpired)))
  static let noTLS = UnitState.result(.uniform(.noTLS))

  /// Points of a unit with what did not answer, and the interval of a sample.
  static func points(_ unit: TrendUnit, of reachable: Double, _ classes: Fixtures.Counts, silent: Double)
    -> [TrendPoint]
  {
    Fixtures.points(unit, of: reachable, classes: classes).filter { unit.bases.contains($0.base) }.map { point in
      let percent = point.percent ?? 0
      return TrendPoint(
        unit: point.unit, metric: point.metric, base: point.base, numerator: point.numerator,
        denominator: point.denominator, silent: silent,
        interval: unit == .mxHost ? .cluster(low: max(0, percent - 3), high: min(100, percent + 3)) : .none)
    }
  }

  static func wave(_ label: String, verified: Double, listDigest: String) -> WaveSummary {
    let classes: Fixtures.Counts = [.caVerified: verified, .caWrongName: 100, .selfSigned: 600 - verified]
    let further: [TrendUnit] = [
      .mxOperator, .domainEveryPrimary, .domainEvery, .domainAny, .mxHostByDomains, .certificate, .key,
    ]
    var wave = Fixtures.wave(
      label, label + "-15", synthetic: false,
      points: (units + further + [.domainWeighted(list: "second.csv")]).flatMap {
        points($0, of: 1_000, classes, silent: $0.bases == [.tls] ? 0 : 120)
      })
    wave.frame = .cluster
    wave.listSHA256 = String(repeating: listDigest, count: 32)
    wave.breakdown = breakdown(verified: Int(verified))
    wave.inference = InferenceSummary(
      addresses: 310, names: 34_660, checks: 340, wrong: 2, error: Ratio(200, of: 35_000), size: 300)
    return wave
  }

  static func breakdown(verified: Int) -> [BreakdownRow] {
    [
      BreakdownRow(topic: .issuer, key: "Let's Encrypt", hosts: verified - 50, certificates: verified / 2),
      BreakdownRow(topic: .issuer, key: "DigiCert Inc", hosts: 50, certificates: 9),
      BreakdownRow(topic: .lifetime, key: "51-100", hosts: verified - 50, certificates: verified / 2),
      BreakdownRow(topic: .lifetime, key: "201-398", hosts: 50, certificates: 9),
      BreakdownRow(topic: .daysLeft, key: "expired", hosts: 7, certificates: 7),
      BreakdownRow(topic: .daysLeft, key: "30-59", hosts: verified, certificates: verified / 2),
      BreakdownRow(topic: .tlsVersion, key: "TLS 1.3", hosts: 600, certificates: 500),
      BreakdownRow(topic: .tlsVersion, key: "TLS 1.2", hosts: 100, certificates: 90),
      BreakdownRow(topic: .keyExchangeGroup, key: "x25519", hosts: 700, certificates: 590),
      BreakdownRow(topic: .keyType, key: "RSA 2048", hosts: 700, certificates: 590),
    ]
  }

  /// A shift of 800 stayers, 200 entrants and 200 leavers.
  static func shift(_ unit: TrendUnit, _ metric: Metric) -> Shift {
    Shift(
      unit: unit, metric: metric, stayersBefore: Ratio(240, of: 800), stayersAfter: Ratio(360, of: 800),
      entrants: Ratio(140, of: 200), leavers: Ratio(60, of: 200), gained: 130, lost: 10,
      paired: PairedInterval(
        estimate: 0.15, low: 0.04, high: 0.26, designEffect: 12.5, operators: 90, improved: 30, worsened: 4,
        probability: 0.000_012))
  }

  static func decomposition(_ unit: TrendUnit, _ metric: Metric) -> Decomposition {
    let google = Decomposition.Terms(rate: 0.12, weight: 0.01)
    let gone = Decomposition.Terms(exit: 0.02)
    let other = Decomposition.Terms(rate: 0.02, weight: 0.01, entry: 0.02)
    return Decomposition(
      unit: unit, metric: metric, before: Ratio(300, of: 1_000), after: Ratio(500, of: 1_000),
      terms: google + gone + other, operatorCount: 120,
      operators: [
        Decomposition.Contribution(
          name: "giant.example", terms: google, before: Ratio(10, of: 200), after: Ratio(130, of: 210)),
        Decomposition.Contribution(name: "gone.example", terms: gone, before: Ratio(0, of: 40), after: nil),
      ])
  }

  static func transitions(_ unit: TrendUnit, scale: Double = 1) -> [Transition] {
    let moves: [(UnitState, UnitState, Double)] = [
      (verified, verified, 230), (verified, expired, 6), (verified, selfSigned, 4), (verified, .absent, 60),
      (selfSigned, verified, 90), (selfSigned, selfSigned, 150), (wrongName, verified, 40), (wrongName, wrongName, 60),
      (noTLS, verified, 0.5), (noTLS, noTLS, 299.5), (.absent, verified, 140), (.absent, selfSigned, 60),
      (.silent(.unreachable), .silent(.unreachable), 110), (.dnsFailed, noTLS, 3),
    ]
    return moves.map { from, to, count in
      let share = count / moves.filter { $0.0 == from }.map(\.2).reduce(0, +)
      // Of hosts without an address there is one operator alone.
      let interval = from == .dnsFailed ? nil : max(0, share - 0.05)...min(1, share + 0.04)
      return Transition(unit: unit, from: from, to: to, count: count * scale, interval: interval)
    }
  }

  static func change(_ from: String, _ to: String, decomposed: Bool = false) -> WaveChange {
    WaveChange(
      from: from, to: to,
      transitions: transitions(.mxHost) + transitions(.mxOperator, scale: 0.25) + transitions(.domain, scale: 2),
      shifts: units.flatMap { unit in Metric.followed.map { shift(unit, $0) } },
      decompositions: decomposed ? units.flatMap { unit in Metric.followed.map { decomposition(unit, $0) } } : [],
      renewals: [.sameCertificate: 80, .sameKey: 20, .newKey: 130],
      movedToCA: [
        IssuerCount(issuer: "Let's Encrypt", hosts: 84), IssuerCount(issuer: "DigiCert Inc", hosts: 6),
      ])
  }

  static let series: SurveySeries = {
    let labels = ["2026-09", "2026-10", "2026-11"]
    let waves = zip(labels, [(300.0, "aa"), (420, "aa"), (500, "bb")]).map {
      wave($0, verified: $1.0, listDigest: $1.1)
    }
    let panel = Panel(
      domains: 900,
      points: labels.enumerated().flatMap { index, label in
        Panel.Weighting.allCases.flatMap { weighting in
          Metric.followed.map {
            Panel.Point(
              label: label, weighting: weighting, metric: $0, ratio: Ratio(270 + Double(index) * 45, of: 900))
          }
        }
      })
    return SurveySeries(
      waves: waves, changes: [change(labels[0], labels[1]), change(labels[1], labels[2])],
      overall: change(labels[0], labels[2], decomposed: true), panel: panel,
      concentration: ConcentrationCurve.steps.map { step in
        ConcentrationCurve(
          unit: .domainWeighted, metric: .certificateClass(.caVerified), without: step,
          ratios: [300, 420, 500].map { Ratio($0 - Double(step), of: 1_000 - Double(step) * 10) })
      })
  }()
}
