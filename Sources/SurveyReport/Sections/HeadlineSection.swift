import SurveyCore

/// The answer in words: how the newest wave stands, how it moved since the first and by whom, and who would refuse.
struct HeadlineSection {
  let waves: [WaveSummary]
  var overall: WaveChange?
  let units: [TrendUnit]
  let newest: WaveSummary

  /// The section.
  var blocks: [Block] {
    [.heading(2, "Headline"), .paragraph(lead), .bullets(bullets)] + moved + senders + breaks + ["**\(Caveat.full)**"]
  }

  /// Units that a headline tells.
  private var told: [TrendUnit] {
    let wanted = [TrendUnit.mxHost, .domainWeighted].filter(units.contains)
    return wanted.isEmpty ? Array(units.prefix(1)) : wanted
  }

  private var earlier: WaveSummary? { waves.count > 1 ? waves.first : nil }

  private var lead: Prose {
    let since: Prose = earlier.map { ", and what changed since wave \($0.label) of \($0.waveDate)" } ?? ""
    return "Wave **\(newest.label)** of \(newest.waveDate)\(since):"
  }

  private var bullets: [Prose] {
    told.flatMap { unit in
      unit.bases.map { base in "of **\(unit.title(in: base))**: \(sentence(unit, base))." }
    }
  }

  private var moved: [Block] {
    guard let overall else { return [] }
    return ChangeHeadline(change: overall, units: told).blocks
  }

  /// The two ends: a sender that insists, and one that takes what it gets.
  private var senders: [Block] {
    guard let strict = row("postfix-verify"), let easy = row("postfix-may"),
      let refused = Share(
        numerator: (strict.shares[.deferred] ?? 0) + (strict.shares[.bounced] ?? 0), denominator: strict.domains),
      let plaintext = Share(numerator: easy.shares[.plaintext] ?? 0, denominator: easy.domains)
    else { return [] }
    return [
      """
      Who would refuse: a sender that insists on a CA-verified certificate (`postfix-verify`) would not deliver to \
      **\(refused.percentText)** of the domains (\(refused.fraction)). One that takes any certificate (`postfix-may`) \
      delivers, and to **\(plaintext.percentText)** (\(plaintext.fraction)) in the clear.
      """
    ]
  }

  private func row(_ policy: String) -> SenderTally.Row? { newest.senders.first { $0.policy == policy } }

  private var breaks: [Block] {
    let kinds = Set(InstrumentBreak.all(in: waves).map(\.kind))
    guard !kinds.isEmpty else { return [] }
    let changed = InstrumentBreak.Kind.allCases.filter(kinds.contains).map { Prose(text: $0.title) }
    return [
      """
      The measurement changed as well between these waves: \(.joined(changed, separator: ", ")). What that may do to the \
      figures stands under \u{201c}What changed about the measurement\u{201d}.
      """
    ]
  }

  private func sentence(_ unit: TrendUnit, _ base: Base) -> Prose {
    let parts = Metric.headline(base: base).map { metric -> Prose in
      guard let share = Share(newest.point(metric, unit: unit, base: base)) else {
        return "\(metric.title) has no value"
      }
      let since = Share(earlier?.point(metric, unit: unit, base: base)).map { before -> Prose in
        ", \(share.change(from: before)) from \(before.text)"
      }
      return "\(metric.title) **\(share.percentText)** (\(share.fraction))\(since ?? "")"
    }
    return .joined(parts, separator: "; ")
  }
}
