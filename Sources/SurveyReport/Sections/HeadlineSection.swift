import SurveyCore

/// The answer in words: how the newest wave stands, how it moved since the first and by whom, and who would refuse.
struct HeadlineSection {
  let waves: [WaveSummary]
  var overall: WaveChange?
  let units: [TrendUnit]
  let newest: WaveSummary

  /// The section.
  var blocks: [Block] {
    [
      .heading(2, "Headline"), "**How it stands**, in wave **\(newest.label)** of \(newest.waveDate):",
      .bullets(told.map(standing)),
    ] + moved + senders + breaks + ["**\(Caveat.full)**"]
  }

  /// Units that a headline tells.
  private var told: [TrendUnit] {
    let wanted = [TrendUnit.mxHost, .domainWeighted].filter(units.contains)
    return wanted.isEmpty ? Array(units.prefix(1)) : wanted
  }

  private var earlier: WaveSummary? { waves.count > 1 ? waves.first : nil }

  private var moved: [Block] {
    guard let earlier else { return [] }
    let stayers = overall.map { ChangeHeadline(change: $0, units: told).blocks } ?? []
    return [
      "**How it moved**, since wave **\(earlier.label)** of \(earlier.waveDate):",
      .bullets(told.map { change($0, since: earlier) }),
    ] + stayers
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
      **Who would refuse**: a sender that insists on a CA-verified certificate (`postfix-verify`) would not deliver to \
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

  /// The main classes of what was reachable; of those with TLS only the first, for its denominator.
  private func standing(_ unit: TrendUnit) -> Prose {
    guard let base = unit.bases.first else { return "" }
    let parts = Metric.headline(base: base).map { metric -> Prose in
      guard let share = Share(newest.point(metric, unit: unit, base: base)) else {
        return "\(metric.title) has no value"
      }
      return "\(metric.title) **\(share.percentText)** (\(share.fraction))"
    }
    let further = unit.bases.dropFirst().compactMap { base -> Prose? in
      let verified = Metric.certificateClass(.caVerified)
      return Share(newest.point(verified, unit: unit, base: base)).map {
        " Of \(unit.title(in: base)), CA-verified **\($0.percentText)** (\($0.fraction))."
      }
    }
    return "of **\(unit.title(in: base))**: \(.joined(parts, separator: ", "))." + .joined(further, separator: "")
  }

  private func change(_ unit: TrendUnit, since earlier: WaveSummary) -> Prose {
    guard let base = unit.bases.first else { return "" }
    let parts = Metric.headline(base: base).map { metric -> Prose in
      guard let now = Share(newest.point(metric, unit: unit, base: base)),
        let before = Share(earlier.point(metric, unit: unit, base: base))
      else { return "\(metric.title) cannot be compared" }
      return "\(metric.title) **\(now.change(from: before))** from \(before.text)"
    }
    return "of **\(unit.title(in: base))**: \(.joined(parts, separator: ", "))."
  }
}
