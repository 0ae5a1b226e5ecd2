import SurveyCore

/// Which senders would deliver, downgrade, defer or refuse, in the newest wave.
struct SendersSection {
  let newest: WaveSummary

  /// The section; nothing for a wave that was judged without sender policies.
  var blocks: [Markdown] {
    guard let first = newest.senders.first else { return [] }
    return [
      "## Who would refuse",
      """
      What each kind of sender would do with mail to the domains of wave \(newest.label), simulated from what was seen: the \
      MX hosts in order of preference, each address's STARTTLS and certificate, DANE and MTA-STS. Each domain counts \
      once: \(NumberText.grouped(Int(first.domains))) of them; those that take no mail, or do not exist, do not count.
      """,
      table.block,
      """
      **authenticated** and **encrypted** are deliveries over TLS with and without a proof that the sender insists on, \
      **plaintext** a delivery in the clear, **deferred** and **bounced** none. **undeliverable**: no host greets anyone. \
      **inconclusive**: hosts that turned the survey away may take mail from others.
      """,
    ] + notes
  }

  private var table: MarkdownTable {
    var table = MarkdownTable(["Sender"] + DeliveryResult.allCases.map { "\($0.rawValue)" })
    for row in newest.senders {
      table.append(
        ["\(row.policy)" + mark(row.policy)]
          + DeliveryResult.allCases.map { result in
            "\(Share(numerator: row.shares[result] ?? 0, denominator: row.domains)?.percentText ?? "–")"
          })
    }
    return table
  }

  /// The caveats of the policies that are shown, each once.
  private var caveats: [String] {
    let shown = Set(newest.senders.map(\.policy))
    var caveats: [String] = []
    for policy in SenderPolicy.all where shown.contains(policy.name) {
      if let caveat = policy.caveat, !caveats.contains(caveat) { caveats.append(caveat) }
    }
    return caveats
  }

  private func mark(_ name: String) -> Markdown {
    guard let caveat = SenderPolicy.all.first(where: { $0.name == name })?.caveat,
      let place = caveats.firstIndex(of: caveat)
    else { return "" }
    return " (\(place + 1))"
  }

  private var notes: [Markdown] {
    guard !caveats.isEmpty else { return [] }
    return [
      "Where the source of a rule is weak:",
      .joined(caveats.enumerated().map { "\($0.offset + 1). \($0.element)" }, separator: "\n"),
    ]
  }
}
