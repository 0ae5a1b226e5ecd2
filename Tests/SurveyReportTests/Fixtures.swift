import SurveyCore

/// Waves for tests: small, whole and with every part of a summary filled.
enum Fixtures {
  /// How many of those reachable have which class; the rest has no TLS.
  typealias Counts = [CertificateClass: Double]

  /// The points of one unit in both bases.
  static func points(_ unit: TrendUnit, of reachable: Double, classes: Counts, mixed: Double = 0)
    -> [TrendPoint]
  {
    let withTLS = classes.values.reduce(0, +) + mixed
    func numerator(_ metric: Metric) -> Double {
      switch metric {
      case .certificateClass(let certificateClass): classes[certificateClass] ?? 0
      case .mixed: mixed
      case .noTLS: reachable - withTLS
      case .startTLS: withTLS
      case .startTLSOffered: withTLS + (reachable - withTLS) / 4
      case .caVerifiedOrCommonName: (classes[.caVerified] ?? 0) + (classes[.caWrongName] ?? 0) / 2
      case .caTrustedAnyName: (classes[.caVerified] ?? 0) + (classes[.caWrongName] ?? 0)
      case .forwardSecrecy: withTLS / 2
      case .strictForwardSecrecy: (classes[.caVerified] ?? 0) / 2
      case .tls13: withTLS / 4
      case .postQuantumGroup: 0
      case .legacyOnly: withTLS / 16
      case .daneMatch: withTLS / 32
      case .mtaSTSEnforce, .authenticated: (classes[.caVerified] ?? 0) / 8
      }
    }
    return Base.allCases.flatMap { base in
      Metric.all.filter { $0.applies(base: base, unit: unit) }.map { metric in
        TrendPoint(
          unit: unit, metric: metric, base: base, numerator: numerator(metric),
          denominator: base == .reachable ? reachable : withTLS)
      }
    }
  }

  /// A wave with customary coverage; the points are what differs.
  static func wave(
    _ label: String, _ date: String, synthetic: Bool = true, listName: String = "top-1000.csv",
    reason: String = "tcp.timeout", points: [TrendPoint]
  ) -> WaveSummary {
    let began = Instant(iso8601: date) ?? Instant(epoch: 0)
    return WaveSummary(
      label: label, waveDate: date, startedAt: Instant(epoch: began.epoch + 3_600),
      finishedAt: Instant(epoch: began.epoch + 90_000), isSynthetic: synthetic,
      listSHA256: String(repeating: "ab12", count: 16),
      trustStoreSHA256: String(repeating: "cd34", count: 16),
      version: "1.0.0",
      lists: [WaveSummary.ListSummary(name: listName, weighting: .rank, rejectedLines: 3)],
      domains: [.mx: 1_480, .implicit: 20, .null: 40, .nxdomain: 55, .servfail: 5],
      hosts: [
        .tls: 760, .noStartTLS: 200, .startTLSRejected: 15, .handshakeFailed: 25, .smtpRejected: 30,
        .unreachable: 120, .notProbed: 6, .inconclusive: 2,
      ],
      hostsWithoutAddress: [.nxdomain: 12, .nodata: 4],
      reasons: [
        WaveSummary.ReasonCount(outcome: .unreachable, reason: reason, count: 130),
        WaveSummary.ReasonCount(outcome: .tls, reason: "ok", count: 800),
        WaveSummary.ReasonCount(outcome: .unreachable, reason: "tcp.refused", count: 20),
      ], points: points, senders: senders)
  }

  /// What some senders come to.
  static let senders = [
    SenderTally.Row(
      policy: "postfix-may", domains: 1_500, shares: [.encrypted: 1_100, .plaintext: 380, .undeliverable: 20]),
    SenderTally.Row(
      policy: "postfix-verify", domains: 1_500,
      shares: [.authenticated: 470.25, .deferred: 1_004.75, .undeliverable: 20, .inconclusive: 5]),
    SenderTally.Row(
      policy: "workspace-ca-required", domains: 1_500,
      shares: [.authenticated: 470, .bounced: 1_010, .undeliverable: 20]),
    SenderTally.Row(policy: "our=appliance", domains: 1_500, shares: [.authenticated: 1, .deferred: 1_499]),
  ]

  /// Two waves in the shape of 2014.
  static let twoWaves: [WaveSummary] = [
    wave(
      "2014-05", "2014-05-13",
      points: points(
        .mxHost, of: 1_000,
        classes: [
          .caVerified: 240, .caWrongName: 150, .caExpired: 40, .selfSigned: 230, .privateCA: 30,
          .incompleteChain: 20, .unknownIssuer: 10, .otherInvalid: 5, .anonymous: 5,
        ], mixed: 30)
        + points(
          .address, of: 1_200, classes: [.caVerified: 300, .caWrongName: 180, .selfSigned: 320], mixed: 50)
        + points(
          .domain, of: 1_400, classes: [.caVerified: 470.25, .caWrongName: 200.5, .selfSigned: 210.75])
        + points(
          .domainWeighted, of: 7.485470860550345,
          classes: [
            .caVerified: 2.140844666117399, .caWrongName: 2.178272020420150, .selfSigned: 0.0224564125816,
          ])),
    wave(
      "2014-08", "2014-08-19",
      points: points(
        .mxHost, of: 1_000,
        classes: [.caVerified: 420, .caWrongName: 110, .caExpired: 30, .selfSigned: 180, .privateCA: 30],
        mixed: 30)
        + points(
          .address, of: 1_210, classes: [.caVerified: 520, .caWrongName: 120, .selfSigned: 250], mixed: 45)
        + points(
          .domain, of: 1_390, classes: [.caVerified: 800.5, .caWrongName: 120.25, .selfSigned: 150.25])
        + points(
          .domainWeighted, of: 7.485470860550345,
          classes: [.caVerified: 7.111197317522828, .caWrongName: 0.1, .selfSigned: 0.0224564125816])),
  ]

  /// What other people may write into a label, a list's name or a reason.
  static let hostileTexts = [
    "\u{1b}]0;pwned\u{07}", "=HYPERLINK(\"http://x\")", "a|b", "<script>alert(1)</script>", "a\u{202e}b",
    "[x](javascript:1)", "`code`", "line\nbreak", "![i](http://x/y.png)", "zero\u{200b}width", "\u{9b}31m",
    "**bold** _it_ ~~no~~ $x$ &amp; \\",
  ]

  /// One wave with a hostile text wherever there may be one.
  static func hostile(_ text: String) -> WaveSummary {
    wave(
      text, "2026-11-01", listName: text, reason: text,
      points: twoWaves[0].points + points(.domainWeighted(list: text), of: 10, classes: [.caVerified: 5]))
  }

  /// Monthly waves from 2024 on; every seventh has nothing of weighted domains.
  static func longSeries(_ count: Int, synthetic: Bool = false) -> [WaveSummary] {
    (0..<count).map { index in
      let (year, month) = (2024 + index / 12, index % 12 + 1)
      let label = "\(year)-\(month < 10 ? "0" : "")\(month)"
      let grown = Double(min(index, 36)) * 8
      let mx = points(
        .mxHost, of: 1_000, classes: [.caVerified: 400 + grown, .caWrongName: 120, .selfSigned: 300 - grown])
      let isGap = index % 7 == 3 || index == count - 1
      let weighted = points(
        .domainWeighted, of: isGap ? 0 : 100,
        classes: isGap
          ? [:] : [.caVerified: 30 + grown / 20, .caWrongName: 31, .selfSigned: 23.5 - grown / 20])
      return wave(label, label + "-15", synthetic: synthetic, points: mx + weighted)
    }
  }
}
