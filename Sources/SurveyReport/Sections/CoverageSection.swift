import SurveyCore

/// Who answered, who did not, and what that leaves open.
struct CoverageSection {
  /// Waves in a table's columns.
  static let columns = 8

  let waves: [WaveSummary]
  let newest: WaveSummary

  private var shown: [WaveSummary] { waves.ends(limit: CoverageSection.columns) }

  /// The section.
  var blocks: [Block] {
    [
      .heading(2, "Coverage"),
      .heading(3, "Domains by MX status"), .table(domains),
      "Only domains with MX records count in the figures. An implicit MX is probed and reported apart.",
      .heading(3, "MX hosts by outcome"), .table(hosts),
      """
      A host is in base `reachable` where any of its addresses accepted EHLO or HELO, in base `tls` where \
      any completed a handshake. What did not answer is in no denominator: it is neither good nor bad.
      """,
      .heading(3, "Response"), .table(response),
      """
      **Answered**: reachable, of the MX hosts with an address that were dialled and did not fail by our own fault. A \
      wave is no snapshot: an answer is of any time between its beginning and its end (UTC).
      """,
    ] + InferenceBlocks(waves: shown).blocks + bounds + reasons
  }

  private var labels: [Prose] { shown.map { "\($0.label)" } }

  private var domains: Table {
    var table = Table(["MX status"] + labels)
    for status in MXStatus.allCases where shown.contains(where: { ($0.domains[status] ?? 0) > 0 }) {
      table.append(["\(status.rawValue)"] + shown.map { "\($0.domains[status] ?? 0)" })
    }
    table.append(["**Sum**"] + shown.map { "**\($0.domainCount)**" })
    return table
  }

  private var hosts: Table {
    var table = Table(["Outcome", "In the denominator of"] + labels, leftColumns: 2)
    for outcome in Outcome.allCases {
      table.append(["\(outcome.rawValue)", outcome.bases] + shown.map { "\($0.hosts[outcome] ?? 0)" })
    }
    for failure in DNSFailure.allCases
    where shown.contains(where: { ($0.hostsWithoutAddress[failure] ?? 0) > 0 }) {
      table.append(
        ["no address: \(failure.word)", "none"] + shown.map { "\($0.hostsWithoutAddress[failure] ?? 0)" })
    }
    table.append(["**Sum**", ""] + shown.map { "**\($0.hostCount)**" })
    return table
  }

  private var response: Table {
    var table = Table(["Wave", "Began", "Finished", "Answered"], leftColumns: 3)
    for wave in shown {
      table.append([
        "\(wave.label)", "\(wave.startedAt.iso8601)", "\(wave.finishedAt.iso8601)", "\(wave.responseRate?.text ?? "–")",
      ])
    }
    return table
  }

  /// The figures if every silent unit had the property, and if none had.
  private var bounds: [Block] {
    let units: [TrendUnit] = [.mxHost, .domain, .domainWeighted]
    var table = Table(["Of", "Figure", "Now", "Silent", "If none had it", "If all had it"], leftColumns: 2)
    for unit in units {
      for metric in Metric.headline(base: .reachable) {
        guard let point = newest.point(metric, unit: unit, base: .reachable), point.silent > 0,
          let share = Share(point), let worst = point.worstCase
        else { continue }
        let silent = Share(numerator: point.silent, denominator: point.denominator + point.silent)
        table.append([
          "\(unit.title(in: .reachable))", "\(metric.title)", "\(share.text)", "\(silent?.text ?? "–")",
          "\(NumberText.fixed(worst.lowerBound, decimals: 1)) %",
          "\(NumberText.fixed(worst.upperBound, decimals: 1)) %",
        ])
      }
    }
    guard !table.rows.isEmpty else { return [] }
    return [
      .heading(3, "What silence leaves open"),
      """
      Of wave \(newest.label): what has an address and did not answer, had none of it the property, or had all of it \
      (Manski's bounds). The truth lies between; nothing more can be said without assuming that the silent are like the rest.
      """,
      .table(table),
    ]
  }

  private var reasons: [Block] {
    let order = Outcome.allCases
    let sorted = newest.reasons.sorted { left, right in
      let (leftPlace, rightPlace) = (
        order.firstIndex(of: left.outcome) ?? 0, order.firstIndex(of: right.outcome) ?? 0
      )
      return (leftPlace, -left.count, left.reason) < (rightPlace, -right.count, right.reason)
    }
    guard !sorted.isEmpty else { return [] }
    let whole = sorted.map(\.count).reduce(0, +)
    var table = Table(["Outcome", "Reason", "Probes", "Share"], leftColumns: 2)
    for reason in sorted {
      let share = Share(numerator: Double(reason.count), denominator: Double(whole))
      table.append([
        "\(reason.outcome.rawValue)", "\(reason.reason)", "\(reason.count)", "\(share?.percentText ?? "–")",
      ])
    }
    table.append(["**Sum**", "", "**\(whole)**", ""])
    return [.heading(3, "Reasons in wave \(newest.label)"), "Each final probe ended for one reason.", .table(table)]
  }
}

extension WaveSummary {
  /// MX hosts that answered, of those with an address that were dialled; `nil` where none was.
  fileprivate var responseRate: Share? {
    let dialled = hosts.filter { outcome, _ in
      switch outcome {
      case .tls, .noStartTLS, .startTLSRejected, .handshakeFailed, .smtpRejected, .unreachable: true
      case .notProbed, .inconclusive: false
      }
    }
    let reachable = dialled.filter { $0.key.isReachable }.values.reduce(0, +)
    return Share(numerator: Double(reachable), denominator: Double(dialled.values.reduce(0, +)))
  }
}

extension Outcome {
  /// The bases that a host or an address with this outcome is in.
  fileprivate var bases: Prose {
    switch self {
    case .tls: "`reachable`, `tls`"
    case .noStartTLS, .startTLSRejected, .handshakeFailed: "`reachable`"
    case .smtpRejected, .unreachable, .notProbed, .inconclusive: "none"
    }
  }
}
