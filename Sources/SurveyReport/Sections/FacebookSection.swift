import SurveyCore

/// Facebook's two posts of 2014, which this survey is made to be compared with, and what they do not say.
struct FacebookSection {
  let waves: [WaveSummary]
  let units: [TrendUnit]
  var figures: [Block] = []

  private var shown: [WaveSummary] { waves.ends(limit: 2) }

  /// The section; nothing where neither hosts nor weighted domains are reported.
  var blocks: [Block] {
    let compared = FacebookSection.units.filter(units.contains)
    guard !compared.isEmpty else { return [] }
    return [
      .heading(2, "Facebook, May to August 2014"),
      """
      Facebook told twice how its notification e-mails went out: on 13 May 2014, when 28.6 % of them were strictly \
      validated, and on 19 August, when 95 % were. Four things to know before setting anything beside that:
      """,
      .bullets(FacebookSection.findings), .table(PublishedFigures.table(PublishedFigure.facebook, waves: shown)),
    ] + figures + definitions(compared) + nameAlone(compared)
  }

  /// Units that the two definitions are computed for.
  private static let units: [TrendUnit] = [.mxHost, .domainWeighted]

  private static let findings: [Prose] = [
    """
    **CA-verified and self-signed are not the two halves of it.** Facebook's other class was everything that is \
    encrypted and not strictly valid; of that, more than 99 % had a wrong host name and no other fault. Self-signed, \
    untrusted and expired together were at most 0.3 % of its e-mails. So **wrong name** is a class of its own here.
    """,
    """
    **The rise counts e-mails.** A few large receivers, Microsoft and Yahoo named first, turned most of it. A crawl has no \
    counts of e-mails; weighted domains come nearest and are something else.
    """,
    """
    **Units change from sentence to sentence**: 76 % is of MX host names, 58 % of e-mails, 74 % of hosts with STARTTLS, \
    37 % of addresses. What is marked **another unit** below is only the nearest that a crawl has.
    """,
    """
    **The two posts count different things.** May: strictly validated. August: strictly validated **and** with forward \
    secrecy. Both are computed below, side by side.
    """,
  ]

  private func definitions(_ compared: [TrendUnit]) -> [Block] {
    var table = Table(["Of", "Definition"] + shown.map { "\($0.label)" }, leftColumns: 2)
    let definitions: [(Prose, Metric)] = [
      ("May: strict (`ca_verified`)", .certificateClass(.caVerified)),
      ("August: strict with forward secrecy (`strict_pfs`)", .strictForwardSecrecy),
    ]
    for unit in compared {
      for base in Base.allCases {
        for (title, metric) in definitions {
          table.append(["\(unit.title(in: base))", title] + shown.map { $0.cell(metric, unit, base) })
        }
      }
    }
    return [.heading(3, "The two definitions, side by side"), .table(table)]
  }

  /// What of the opportunistic part fails by its name alone.
  private func nameAlone(_ compared: [TrendUnit]) -> [Block] {
    var table = Table(["Of"] + shown.map { "\($0.label)" })
    for unit in compared {
      table.append(["\(unit.title)"] + shown.map { "\($0.wrongNameOfOpportunistic(unit)?.text ?? "–")" })
    }
    return [
      .heading(3, "Wrong name, and nothing else"),
      "Of what has TLS without being CA-verified, how much has a trusted certificate for another name; Facebook: > 99 %.",
      .table(table),
    ]
  }
}

extension WaveSummary {
  /// Wrong name, of all with TLS that is not CA-verified; `nil` where there is none.
  fileprivate func wrongNameOfOpportunistic(_ unit: TrendUnit) -> Share? {
    guard let encrypted = point(.startTLS, unit: unit, base: .reachable),
      let verified = point(.certificateClass(.caVerified), unit: unit, base: .reachable),
      let wrongName = point(.certificateClass(.caWrongName), unit: unit, base: .reachable)
    else { return nil }
    return Share(numerator: wrongName.numerator, denominator: encrypted.numerator - verified.numerator)
  }
}
