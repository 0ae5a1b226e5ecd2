import SurveyCore

/// A bar of 100 % for each sender policy: what its mail to the domains of the newest wave comes to, and, thinner below
/// it, to those of the first.
struct SenderBars {
  let waves: [WaveSummary]

  /// The chart in both layouts; `nil` where the newest wave was judged without sender policies.
  var figure: Figure? { newest == nil ? nil : Figure(chart) }

  /// The newest wave, if it has senders.
  private var newest: WaveSummary? { waves.last.flatMap { $0.senders.isEmpty ? nil : $0 } }
  /// The first wave that has senders, unless it is the newest.
  private var first: WaveSummary? { waves.dropLast().first { !$0.senders.isEmpty } }

  private static let barHeight: Double = 18
  private static let thinHeight: Double = 7

  /// A result in bars and legends; the letters are the words' own first ones.
  static func part(_ result: DeliveryResult) -> StackedBar.Part {
    StackedBar.Part(
      letter: String(result.rawValue.prefix(1)).uppercased(), title: result.rawValue, fill: Palette.fill(result))
  }

  private static let parts = DeliveryResult.allCases.map(part)

  func chart(_ layout: Layout) -> Chart {
    let senders = newest?.senders ?? []
    let domains = senders.first?.domains ?? 0
    let caption = Caption(
      layout, name: "senders", title: "What each sender would do",
      subtitle:
        "Each bar is 100 % of the \(NumberText.fixed(domains, decimals: 0)) domains of wave \(PlacedText.brief(newest?.label ?? "")) that "
        + "take mail; the number is what would be deferred or bounced"
        + (first.map { "; the thin bar below is the first wave, \(PlacedText.brief($0.label))" } ?? ""),
      finding: Finding.text(finding, waves: waves), isLaboratory: waves.areLaboratory)
    let values = senders.map { SenderBars.refused($0)?.percentText ?? "no value" }
    let rows = BarRows(layout, names: senders.map(\.policy), values: values, isBold: true)
    var drawing = BarKey(parts: SenderBars.parts, layout: layout, top: caption.drawingTop).drawing
    if layout == .wide {
      drawing.texts.append(
        PlacedText(
          "deferred or bounced", x: layout.right, y: drawing.bottom + 11, size: 11, anchor: .end, fill: Palette.paleInk)
      )
      drawing.bottom += 12
    }
    drawing.bottom += 8
    for (sender, value) in zip(senders, values) {
      drawing.append(row(sender, value, rows, top: drawing.bottom))
    }
    return Chart(caption: caption, drawing: drawing)
  }

  private func row(_ sender: SenderTally.Row, _ value: String, _ rows: BarRows, top: Double) -> Drawing {
    var drawing = Drawing(top: top)
    drawing.texts = rows.texts(name: sender.policy, value: value, top: top, height: SenderBars.barHeight)
    let y = top + rows.barOffset
    let box = Box(x: rows.bar.left, y: y, width: rows.bar.width, height: SenderBars.barHeight)
    drawing.append(StackedBar(parts: SenderBars.parts, shares: SenderBars.shares(sender), box: box).drawing)
    if let before = first?.senders.first(where: { $0.policy == sender.policy }) {
      let thin = Box(
        x: box.x, y: y + SenderBars.barHeight + 2, width: box.width, height: SenderBars.thinHeight)
      let shares = SenderBars.shares(before)
      if shares.contains(where: { ($0?.numerator ?? 0) > 0 }) {
        drawing.append(StackedBar(parts: SenderBars.parts, shares: shares, box: thin).drawing)
      }
    }
    drawing.bottom = y + SenderBars.barHeight + (first == nil ? 0 : 2 + SenderBars.thinHeight) + 9
    return drawing
  }

  private static func shares(_ row: SenderTally.Row) -> [Share?] {
    DeliveryResult.allCases.map { Share(numerator: row.shares[$0] ?? 0, denominator: row.domains) }
  }

  /// What would be deferred or bounced.
  private static func refused(_ row: SenderTally.Row) -> Share? {
    Share(
      numerator: (row.shares[.deferred] ?? 0) + (row.shares[.bounced] ?? 0), denominator: row.domains)
  }

  private var finding: String {
    let said = (newest?.senders ?? []).map { row -> String in
      let before = first?.senders.first { $0.policy == row.policy }
      return Finding.movement(
        row.policy.visible, from: before.flatMap(SenderBars.refused), to: SenderBars.refused(row),
        isSingle: first == nil)
    }
    let period = Finding.period(of: [first, newest].compactMap(\.self))
    return "Mail to the surveyed domains that each sender would defer or bounce, \(period): "
      + said.joined(separator: "; ")
  }
}
