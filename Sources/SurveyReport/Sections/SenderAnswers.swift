public import SurveyCore

/// What senders would do, in words for people: generated from the policies, so that the two can't part.
public enum SenderAnswers {
  /// The answer to "Will my self-signed certificate be refused?" in Markdown: a row a sender, a column a situation.
  ///
  /// Numbers behind a sender's name point to the list of caveats below the table.
  public static func selfSignedTable() -> String {
    let caveats = SenderCaveats(SenderPolicy.all)
    var table = Table(
      ["Sender"] + ReceivingSituation.allCases.map { "\($0.title)" },
      leftColumns: 1 + ReceivingSituation.allCases.count)
    for policy in SenderPolicy.all {
      table.append(
        [.code(policy.name) + caveats.mark(policy.name)]
          + ReceivingSituation.allCases.map { "\(answer(of: policy, in: $0))" })
    }
    let scope: Block = """
      This is about mail that such a server receives: what its sender does. A certificate that a server shows when it
      sends mail itself is another matter.
      """
    return MarkdownWriter.text([scope, .table(table)] + caveats.notes)
  }

  /// What a sender does in a situation, in a few words.
  public static func answer(of policy: SenderPolicy, in situation: ReceivingSituation) -> String {
    let shares = DeliverySimulation.simulate(policy, situation.domain)
    // A single address has a single result.
    return (shares?.sole ?? .inconclusive).phrase
  }
}

/// What is not known for sure of some policies: numbered, each caveat once.
struct SenderCaveats {
  private let policies: [SenderPolicy]
  private let caveats: [String]

  /// The caveats of policies, in their order.
  init(_ policies: [SenderPolicy]) {
    self.policies = policies
    caveats = policies.compactMap(\.caveat).reduce(into: []) { known, caveat in
      if !known.contains(caveat) { known.append(caveat) }
    }
  }

  /// What stands behind a policy's name: the number of its caveat, or nothing.
  func mark(_ name: String) -> Prose {
    guard let caveat = policies.first(where: { $0.name == name })?.caveat, let place = caveats.firstIndex(of: caveat)
    else { return "" }
    return " (\(place + 1))"
  }

  /// The caveats below a table; nothing where there are none.
  var notes: [Block] {
    guard !caveats.isEmpty else { return [] }
    return [
      "Where the source of a rule is weak:",
      .numbered(caveats.map { "\($0)" }),
    ]
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
