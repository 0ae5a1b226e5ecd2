import SurveyCore

/// What became of certificates between two waves.
struct RenewalBlocks {
  /// The changes, one a column.
  let changes: [WaveChange]
  /// The level of the headings.
  let level: Int

  /// Renewals, then hosts that moved to a CA; nothing where neither was counted.
  var blocks: [Block] { renewals + moved }

  private var columns: [Prose] { changes.map { "\($0.from) to \($0.to)" } }

  private var renewals: [Block] {
    guard changes.contains(where: { $0.renewals.values.contains { $0 > 0 } }) else { return [] }
    var table = Table(["Leaf certificate"] + columns)
    for renewal in Renewal.allCases {
      table.append(
        ["\(renewal.title)"]
          + changes.map { change in
            let whole = change.renewals.values.reduce(0, +)
            return "\(Share(numerator: Double(change.renewals[renewal] ?? 0), denominator: Double(whole))?.text ?? "–")"
          })
    }
    return [
      .heading(level, "Renewal"), "Of the MX hosts that were CA-verified in both waves of a column.", .table(table),
    ]
  }

  private var moved: [Block] {
    let issuers = changes.flatMap(\.movedToCA).map(\.issuer).reduce(into: [String]()) { known, issuer in
      if !known.contains(issuer) { known.append(issuer) }
    }
    guard !issuers.isEmpty else { return [] }
    func hosts(_ change: WaveChange, _ issuer: String) -> Int {
      change.movedToCA.filter { $0.issuer == issuer }.map(\.hosts).reduce(0, +)
    }
    let order = issuers.sorted { left, right in
      let (before, after) = (
        changes.map { hosts($0, left) }.reduce(0, +), changes.map { hosts($0, right) }.reduce(0, +)
      )
      return (-before, left) < (-after, right)
    }
    var table = Table(["Issuer"] + columns)
    for issuer in order {
      table.append(["\(issuer)"] + changes.map { share(hosts($0, issuer), of: $0) })
    }
    table.append(
      ["**Sum**"] + changes.map { "**\($0.movedToCA.map(\.hosts).reduce(0, +))**" })
    return [
      .heading(level, "From self-signed to a CA"),
      """
      MX hosts that were self-signed and are CA-verified now, by who issued the new certificate. An event share, **not \
      causation**: that they moved is seen, not why.
      """,
      .table(table),
    ]
  }

  private func share(_ hosts: Int, of change: WaveChange) -> Prose {
    let whole = change.movedToCA.map(\.hosts).reduce(0, +)
    return "\(Share(numerator: Double(hosts), denominator: Double(whole))?.text ?? "–")"
  }
}

extension Renewal {
  /// What became of the certificate, in a reader's words.
  var title: String {
    switch self {
    case .sameCertificate: "the same"
    case .sameKey: "renewed with the same key"
    case .newKey: "renewed with a new key"
    }
  }
}
