import SurveyCore

/// A figure that was published in 2014, and the nearest that a crawl can say.
struct PublishedFigure {
  let post: String
  let definition: Prose
  let unit: Prose
  let value: String
  let nearestMetric: Metric
  let nearestUnit: TrendUnit

  /// Facebook's two posts, of 13 May and 19 August 2014.
  static let all: [PublishedFigure] = [
    PublishedFigure(
      post: "Facebook, 13 May 2014", definition: "supports STARTTLS", unit: "unique MX hostname",
      value: "76 %",
      nearestMetric: .startTLS, nearestUnit: .mxHost),
    PublishedFigure(
      post: "Facebook, 13 May 2014", definition: "encrypted, whatever the certificate", unit: "e-mail",
      value: "58 %", nearestMetric: .startTLS, nearestUnit: .domainWeighted),
    PublishedFigure(
      post: "Facebook, 13 May 2014", definition: "encrypted, certificate strictly validated", unit: "e-mail",
      value: "28.6 %", nearestMetric: .certificateClass(.caVerified), nearestUnit: .domainWeighted),
    PublishedFigure(
      post: "Facebook, 19 August 2014", definition: "strictly validated with forward secrecy", unit: "e-mail",
      value: "95 %", nearestMetric: .strictForwardSecrecy, nearestUnit: .domainWeighted),
  ]
}

/// The published figures beside this survey's, each with its unit and definition.
struct PublishedSection {
  let waves: [WaveSummary]

  /// The section.
  var blocks: [Block] {
    let shown = waves.ends(limit: 2)
    let header: [Prose] = ["Published", "Counted", "Definition", "Nearest figure here", "Value"]
    var table = Table(header + shown.map { "\($0.label)" }, leftColumns: 4)
    for figure in PublishedFigure.all {
      let nearest: Prose =
        "\(.code(figure.nearestMetric.word)) of \(figure.nearestUnit.title(in: .reachable))"
      table.append(
        ["\(figure.post)", figure.unit, figure.definition, nearest, "\(figure.value)"]
          + shown.map { wave in
            let point = wave.point(figure.nearestMetric, unit: figure.nearestUnit, base: .reachable)
            return "\(Share(point)?.text ?? "–")"
          })
    }
    return [
      .heading(2, "Beside the figures of 2014"), .table(table),
      """
      Facebook counted its own notification e-mails, except in the first row. A crawl has no counts of \
      messages, so weighted domains only approximate e-mails: compare the shape of the change, not the \
      level, and never draw both on one line. The post of May counts strict validation alone, that of August \
      strict validation with forward secrecy. \(Caveat.short)
      """,
    ]
  }
}
