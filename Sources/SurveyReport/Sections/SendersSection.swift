import SurveyCore

/// Which senders would deliver, downgrade, defer or refuse, in the newest wave.
struct SendersSection {
  let newest: WaveSummary

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
      .table(table(caveats)),
      """
      **authenticated** and **encrypted** are deliveries over TLS with and without a proof that the sender insists on, \
      **plaintext** a delivery in the clear, **deferred** and **bounced** none. **undeliverable**: no host greets anyone. \
      **inconclusive**: hosts that turned the survey away may take mail from others.
      """,
    ] + caveats.notes
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
