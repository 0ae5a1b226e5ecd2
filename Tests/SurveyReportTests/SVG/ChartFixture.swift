import SurveyCore

@testable import SurveyReport

/// Small series for charts: everything that a chart can show, made from a few numbers.
enum ChartFixture {
  /// Monthly waves with senders, issuers and expiry; a share of CA-verified that grows.
  static func waves(_ count: Int, name: String = "", interval: Bool = false) -> [WaveSummary] {
    (0..<count).map { index in
      let (year, month) = (2024 + index / 12, index % 12 + 1)
      let date = "\(year)-\(month < 10 ? "0" : "")\(month)-15"
      let grown = Double(index) * 300 / Double(max(1, count))
      let classes: Fixtures.Counts = [
        .caVerified: 480 + grown, .caWrongName: 90, .caExpired: 21, .selfSigned: 300 - grown * 0.8, .privateCA: 18,
        .incompleteChain: 6, .unknownIssuer: 4, .otherInvalid: 2, .anonymous: 1,
      ]
      var points = [TrendUnit.mxHost, .domain, .domainWeighted].flatMap { unit in
        Fixtures.points(unit, of: 1_000, classes: classes, mixed: unit == .mxHost ? 12 : 0)
      }
      if interval { points = points.map { $0.with(margin: 4) } }
      var wave = Fixtures.wave(
        name + String(date.prefix(7)), date, synthetic: count.isMultiple(of: 2), points: points)
      wave.breakdown = breakdown(index, name: name)
      wave.senders = senders(index, name: name)
      return wave
    }
  }

  /// Waves with what lies between them.
  static func series(_ count: Int, name: String = "", interval: Bool = false) -> SurveySeries {
    let waves = waves(count, name: name, interval: interval)
    guard let first = waves.first, let last = waves.last, count > 1 else { return SurveySeries(waves: waves) }
    let change = WaveChange(
      from: first.label, to: last.label, transitions: transitions,
      decompositions: [TrendUnit.mxHost, .domainWeighted].map { decomposition($0, name: name) })
    let metrics: [Metric] = Metric.followed
    let panel = Panel(
      domains: 812_345,
      points: waves.enumerated().flatMap { index, wave in
        Panel.Weighting.allCases.enumerated().flatMap { place, weighting in
          metrics.map { metric in
            Panel.Point(
              label: wave.label, weighting: weighting, metric: metric,
              ratio: Ratio(40 + Double(place) * 6 + Double(index), of: 100))
          }
        }
      })
    let curves = [TrendUnit.mxHost, .domainWeighted].flatMap { unit in
      ConcentrationCurve.steps.map { without in
        ConcentrationCurve(
          unit: unit, metric: .certificateClass(.caVerified), without: without,
          ratios: waves.indices.map { index in
            Ratio(60 - Double(without).squareRoot() * 5 + Double(index), of: 100)
          })
      }
    }
    return SurveySeries(waves: waves, changes: [change], overall: change, panel: panel, concentration: curves)
  }

  /// From every state to some others.
  static let transitions: [Transition] = [TrendUnit.mxHost, .domain].flatMap { unit in
    UnitState.all.enumerated().flatMap { place, state in
      [
        Transition(unit: unit, from: state, to: state, count: state == .absent ? 0 : Double(90_000 >> place)),
        Transition(unit: unit, from: state, to: .result(.uniform(.tls(.caVerified))), count: Double(place * 137)),
        Transition(unit: unit, from: state, to: .result(.uniform(.noTLS)), count: Double(place)),
        Transition(unit: unit, from: .result(.uniform(.tls(.caVerified))), to: state, count: Double(place * 11 + 1)),
      ].filter { $0.count > 0 }
    }
  }.reduce(into: [Transition]()) { known, transition in
    let isKnown = known.contains {
      $0.unit == transition.unit && $0.from == transition.from && $0.to == transition.to
    }
    if !isKnown { known.append(transition) }
  }

  static func decomposition(_ unit: TrendUnit, name: String = "") -> Decomposition {
    let operators = (0..<14).map { place in
      let sign: Double = place % 3 == 2 ? -1 : 1
      let terms = Decomposition.Terms(
        rate: place % 4 == 1 ? 0 : sign * 0.08 / Double(place + 1), weight: 0.002 * sign,
        entry: place % 4 == 1 ? 0.01 : 0)
      return Decomposition.Contribution(
        name: name + "operator\(place).example", terms: terms, before: place % 4 == 1 ? nil : Ratio(0, of: 10),
        after: place == 6 ? nil : Ratio(9.5, of: 10))
    }
    let others = Decomposition.Terms(rate: 0.01, weight: -0.004, entry: 0.02, exit: -0.013)
    let terms = operators.map(\.terms).reduce(others, +)
    return Decomposition(
      unit: unit, metric: .certificateClass(.caVerified), before: Ratio(480, of: 1_000),
      after: Ratio(480 + terms.total * 1_000, of: 1_000), terms: terms, operatorCount: 1_234, operators: operators)
  }

  /// Every sender policy; the results sum to the domains.
  static func senders(_ wave: Int, name: String = "") -> [SenderTally.Row] {
    SenderPolicy.all.enumerated().map { place, policy in
      let verified = Double(min(900, 300 + wave * 20))
      let shares: [DeliveryResult: Double] =
        switch place % 4 {
        case 0: [.plaintext: 1_480, .undeliverable: 15, .inconclusive: 5]
        case 1: [.encrypted: verified + 300, .plaintext: 1_180 - verified, .undeliverable: 15, .inconclusive: 5]
        case 2: [.authenticated: verified, .deferred: 1_480 - verified, .undeliverable: 15, .inconclusive: 5]
        default:
          [
            .authenticated: 2, .encrypted: verified, .bounced: 700.25, .deferred: 777.75 - verified, .undeliverable: 15,
            .inconclusive: 5,
          ]
        }
      return SenderTally.Row(policy: name + policy.name, domains: 1_500, shares: shares)
    } + [SenderTally.Row(policy: "our=appliance", domains: 1_500, shares: [.bounced: 1, .deferred: 1_499])]
  }

  static func breakdown(_ wave: Int, name: String = "") -> [BreakdownRow] {
    let issuers = [
      "Let's Encrypt", "DigiCert Inc", "Sectigo Limited", "Google Trust Services", "GlobalSign nv-sa",
      "GoDaddy.com, Inc.", "Actalis S.p.A.", "D-Trust GmbH",
    ]
    let ranges = ["expired", "not-yet-valid", "0-6", "7-13", "14-29", "30-59", "60-89", "90-179", "180+"]
    return issuers.enumerated().map { place, issuer in
      BreakdownRow(
        topic: .issuer, key: name + issuer, hosts: 400 / (place + 1) + (place == 0 ? wave * 20 : 0), certificates: 100)
    }
      + ranges.enumerated().map { place, range in
        BreakdownRow(topic: .daysLeft, key: range, hosts: 3 + place * place * 5 + wave, certificates: 3)
      }
  }

  /// What others published.
  static let marks: [PublishedMark] = [
    ("Facebook, STARTTLS of unique MX hostnames", "2014-05-13", 76), ("EFF, STARTTLS Everywhere", "2018-06-25", 79.8),
    ("Durumeric et al.", "2015-04-26", 82), ("MailChannels", "2015-01-15", 72),
    ("A second one on the day", "2015-04-26", 82),
  ].compactMap { label, date, percent in
    Instant(iso8601: date).map { PublishedMark(label: label, date: $0, percent: percent) }
  }

  static func published(_ waves: [WaveSummary], marks: [PublishedMark] = marks) -> [Figure] {
    PublishedDots.figures(
      waves: waves, unit: .mxHost,
      groups: [
        PublishedGroup(metric: .startTLS, base: .reachable, marks: marks),
        PublishedGroup(
          metric: .certificateClass(.caVerified), base: .tls,
          marks: Array(marks.suffix(2)).map {
            PublishedMark(label: $0.label, date: $0.date, percent: $0.percent * 0.8)
          }),
      ])
  }

  static func facebook(_ waves: [WaveSummary]) -> Figure {
    func mark(_ date: String, _ percent: Double) -> [PublishedMark] {
      Instant(iso8601: date).map { [PublishedMark(label: "Facebook", date: $0, percent: percent)] } ?? []
    }
    return FacebookPair(
      waves: waves, strict: mark("2014-05-13", 28.6) + mark("2014-08-19", 95), encrypted: mark("2014-05-13", 58)
    ).figure
  }

  /// Every kind of chart over a series, in both layouts.
  static func charts(_ series: SurveySeries) -> [Chart] {
    let units = Report.customaryUnits
    let figures =
      ChartSet(series: series, units: units).all + published(series.waves) + [facebook(series.waves)]
    return figures.flatMap { [$0.wide, $0.narrow] }
  }
}

extension TrendPoint {
  /// The point with a sampling error to both sides, within 0 … 100.
  fileprivate func with(margin: Double) -> TrendPoint {
    guard let percent else { return self }
    return TrendPoint(
      unit: unit, metric: metric, base: base, numerator: numerator, denominator: denominator, silent: silent,
      interval: .cluster(low: max(0, percent - margin), high: min(100, percent + margin)))
  }
}
