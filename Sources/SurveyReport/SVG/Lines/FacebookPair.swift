import SurveyCore

/// Facebook's e-mails of 2014 and our weighted domains, each in a panel with its own unit and axes: e-mails and domains
/// never share one.
struct FacebookPair {
  let waves: [WaveSummary]
  /// Its e-mails that were encrypted and strictly verified, in the order of time.
  let strict: [PublishedMark]
  /// Its e-mails that were encrypted, whatever the certificate.
  let encrypted: [PublishedMark]

  private static let metrics: [Metric] = [.certificateClass(.caVerified), .strictForwardSecrecy, .startTLS]
  private static let styles = [LineStyle.all[0], LineStyle.all[2], LineStyle.all[3]]

  /// The chart in both layouts.
  var figure: Figure { Figure(chart) }

  func chart(_ layout: Layout) -> Chart {
    let theirs = [("strictly verified", strict), ("encrypted", encrypted)].map { name, marks in
      marks.map { "\(name) \($0.percentText) (\($0.date.date))" }
    }
    let unit = TrendUnit.domainWeighted
    let ours = FacebookPair.metrics.map { metric -> String in
      let shares = waves.map { Share($0.point(metric, unit: unit, base: .reachable)) }
      return Finding.movement(
        metric.title, from: shares.first ?? nil, to: shares.last ?? nil, isSingle: waves.count == 1)
    }
    let caption = Caption(
      layout, name: "facebook-2014", title: "Facebook's e-mails of 2014, and this survey's domains",
      subtitle:
        "Two units, two axes: compare the shape of the change, not the level. Facebook counted e-mails, "
        + "a crawl can't",
      finding: Finding.text(
        "Of Facebook's notification e-mails: \(theirs.flatMap(\.self).joined(separator: "; ")). Of "
          + "\(unit.title(in: .reachable)), \(Finding.period(of: waves)): \(ours.joined(separator: "; "))", waves: waves
      ),
      isLaboratory: waves.areLaboratory)
    let gap: Double = 28
    var drawing = Drawing(top: caption.drawingTop)
    switch layout {
    case .wide:
      let middle = layout.width / 2
      drawing.append(facebook(left: layout.left, right: middle - gap / 2, top: caption.drawingTop))
      drawing.append(survey(left: middle + gap / 2, right: layout.right, top: caption.drawingTop))
    case .narrow:
      drawing.append(facebook(left: layout.left, right: layout.right, top: caption.drawingTop))
      drawing.append(survey(left: layout.left, right: layout.right, top: drawing.bottom + 18))
    }
    return Chart(caption: caption, drawing: drawing)
  }

  private func facebook(left: Double, right: Double, top: Double) -> Drawing {
    let lines = [
      PlottedLine("encrypted and strictly verified", style: LineStyle.all[0], marks: strict),
      PlottedLine("encrypted, any certificate", style: LineStyle.all[3], marks: encrypted),
    ]
    return panel(
      "Facebook's notification e-mails", "in percent of e-mails", lines.compactMap(\.self), left: left, right: right,
      top: top)
  }

  private func survey(left: Double, right: Double, top: Double) -> Drawing {
    let lines = zip(FacebookPair.metrics, FacebookPair.styles).map { metric, style in
      PlottedLine(
        metric, title: metric == .strictForwardSecrecy ? "with forward secrecy" : nil, style: style,
        waves: waves, unit: .domainWeighted, base: .reachable)
    }
    return panel(
      "This survey's domains", "in percent of \(TrendUnit.domainWeighted.title(in: .reachable))",
      lines.compactMap(\.self), left: left, right: right, top: top)
  }

  private func panel(_ title: String, _ unit: String, _ lines: [PlottedLine], left: Double, right: Double, top: Double)
    -> Drawing
  {
    let room = right - left
    var drawing = Drawing(top: top)
    let units = PlacedText.wrapped(unit, width: room, size: 12, atMost: 2)
    drawing.texts =
      [
        PlacedText(
          PlacedText.fitted(title, width: room, size: 14, isBold: true), x: left, y: top + 12, size: 14, isBold: true)
      ]
      + units.enumerated().map { row, line in
        PlacedText(line, x: left, y: top + 29 + Double(row) * 16, fill: Palette.paleInk)
      }
    let plotTop = top + 26 + Double(units.count) * 16
    drawing.append(LinePlot(lines: lines, left: left, right: right, top: plotTop, labels: .below).drawing)
    return drawing
  }
}

extension PlottedLine {
  /// A line through published figures; `nil` where there are none.
  fileprivate init?(_ title: String, style: LineStyle, marks: [PublishedMark]) {
    guard let first = marks.first, let last = marks.last else { return nil }
    let values = marks.map { Value(percent: min(100, max(0, $0.percent))) }
    let texts = [first.percentText, last.percentText]
    self.init(
      title: title, style: style, dates: marks.map(\.date), values: values, head: "\(title) \(texts[1])",
      detail: marks.count > 1 ? "\(texts[0]) on \(first.date.date)" : "on \(last.date.date)",
      last: (last.date, Value(percent: min(100, max(0, last.percent)))))
  }
}
