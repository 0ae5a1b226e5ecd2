/// What senders would do, in words for people: generated from the policies, so that the two can't part.
public enum SenderAnswers {
  /// The answer to "Will my self-signed certificate be refused?" in Markdown: a row a sender, a column a situation.
  ///
  /// Numbers behind a sender's name point to the list of caveats below the table.
  public static func selfSignedTable() -> String {
    let policies = SenderPolicy.all
    let caveats = policies.compactMap(\.caveat).reduce(into: [String]()) { known, caveat in
      if !known.contains(caveat) { known.append(caveat) }
    }
    var table = MarkdownTable(header: ["Sender"] + ReceivingSituation.allCases.map(\.title))
    for policy in policies {
      let mark = policy.caveat.flatMap { caveats.firstIndex(of: $0) }.map { " (\($0 + 1))" } ?? ""
      table.add(["`\(policy.name)`\(mark)"] + ReceivingSituation.allCases.map { answer(of: policy, in: $0) })
    }
    let notes = caveats.enumerated().map { "\($0.offset + 1). \($0.element)" }
    return """
      This is about mail that such a server receives: what its sender does. A certificate that a server shows when it
      sends mail itself is another matter.

      \(table.text)

      Where the source of a rule is weak:

      \(notes.joined(separator: "\n"))

      """
  }

  /// What a sender does in a situation, in a few words.
  public static func answer(of policy: SenderPolicy, in situation: ReceivingSituation) -> String {
    let shares = DeliverySimulation.simulate(policy, situation.domain)
    // A single address has a single result.
    return (shares?.sole ?? .inconclusive).phrase
  }
}

extension DeliveryResult {
  /// The result as what the sender does.
  var phrase: String {
    switch self {
    case .authenticated: "delivers authenticated"
    case .encrypted: "delivers encrypted"
    case .plaintext: "delivers in plaintext"
    case .deferred: "defers"
    case .bounced: "bounces"
    case .undeliverable: "finds no host"
    case .inconclusive: "not known"
    }
  }
}
