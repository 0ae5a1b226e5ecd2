import SurveyCore

/// Which senders would deliver, downgrade, defer or refuse, in the newest wave and over time.
struct SendersSection {
  let waves: [WaveSummary]
  let newest: WaveSummary
  var figures: [Block] = []

  /// The section; nothing for a wave that was judged without sender policies.
  var blocks: [Block] {
    guard let first = newest.senders.first else { return [] }
    let caveats = caveats
    return [
      .heading(2, "Who would refuse"),
      """
      What each kind of sender would do with mail to the domains of wave \(newest.label), simulated from what was seen: the \
      MX hosts in order of preference, each address's STARTTLS and certificate, DANE and MTA-STS. Each domain counts \
      once: \(NumberText.grouped(Int(first.domains))) of them; those that take no mail, or do not exist, do not count.
      """,
    ] + figures + [
      .table(table(caveats)),
      """
      **authenticated** and **encrypted** are deliveries over TLS with and without a proof that the sender insists on, \
      **plaintext** a delivery in the clear, **deferred** and **bounced** none. **undeliverable**: no host greets anyone. \
      **inconclusive**: hosts that turned the survey away may take mail from others.
      """,
    ] + caveats.notes + refusals
  }

  /// What each sender would not deliver, wave by wave.
  private var refusals: [Block] {
    let shown = waves.filter { !$0.senders.isEmpty }.ends(limit: ClassesSection.columns)
    guard shown.count > 1 else { return [] }
    var table = Table(["Sender"] + shown.map { "\($0.label)" })
    for policy in newest.senders.map(\.policy) {
      table.append(
        ["\(policy)"]
          + shown.map { wave in
            guard let row = wave.senders.first(where: { $0.policy == policy }) else { return "–" }
            let refused = (row.shares[.deferred] ?? 0) + (row.shares[.bounced] ?? 0)
            return "\(Share(numerator: refused, denominator: row.domains)?.text ?? "–")"
          })
    }
    return [
      .heading(3, "Who would refuse, over time"),
      "Domains to which each sender would not deliver: deferred and bounced together.", .table(table),
    ]
  }

  private var caveats: SenderCaveats {
    let shown = Set(newest.senders.map(\.policy))
    return SenderCaveats(SenderPolicy.all.filter { shown.contains($0.name) })
  }

  private func table(_ caveats: SenderCaveats) -> Table {
    var table = Table(["Sender"] + DeliveryResult.allCases.map { "\($0.rawValue)" })
    for row in newest.senders {
      table.append(
        ["\(row.policy)" + caveats.mark(row.policy)]
          + DeliveryResult.allCases.map { result in
            "\(Share(numerator: row.shares[result] ?? 0, denominator: row.domains)?.percentText ?? "–")"
          })
    }
    return table
  }
}
