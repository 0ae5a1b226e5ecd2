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
      .heading(2, "Coverage"), .heading(3, "Domains by MX status"), .table(domains),
      "Only domains with MX records count in the figures. An implicit MX is probed and reported apart.",
      .heading(3, "MX hosts by outcome"), .table(hosts),
      """
      A host is in base `reachable` where any of its addresses accepted EHLO or HELO, in base `tls` where \
      any completed a handshake. What did not answer is in no denominator: it is neither good nor bad.
      """,
    ] + bounds + reasons
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

  /// The figure if every silent host were bad, and if every one were good (Manski's bounds).
  private var bounds: [Block] {
    guard let point = newest.point(.certificateClass(.caVerified), unit: .mxHost, base: .reachable),
      let share = Share(point), newest.silentHostCount > 0
    else { return [] }
    let silent = Double(newest.silentHostCount)
    let whole = share.denominator + silent
    guard let low = Share(numerator: share.numerator, denominator: whole),
      let high = Share(numerator: share.numerator + silent, denominator: whole)
    else { return [] }
    return [
      """
      Had the \(newest.silentHostCount) silent hosts of wave \(newest.label) all been bad, or all been good, \
      the share of CA-verified MX hosts, now \(share.text), would lie between \(low.text) and \(high.text). \
      \(Caveat.short)
      """
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
