import SurveyCore

/// The answer in words: the newest wave and the change since the first, by MX host and by weight.
struct HeadlineSection {
  let waves: [WaveSummary]
  let units: [TrendUnit]
  let newest: WaveSummary

  /// The section.
  var blocks: [Block] { [.heading(2, "Headline"), .paragraph(lead), .bullets(bullets), "**\(Caveat.full)**"] }

  private var earlier: WaveSummary? { waves.count > 1 ? waves.first : nil }

  private var lead: Prose {
    let since: Prose = earlier.map { ", and what changed since wave \($0.label) of \($0.waveDate)" } ?? ""
    return "Wave **\(newest.label)** of \(newest.waveDate)\(since):"
  }

  private var bullets: [Prose] {
    let wanted = [TrendUnit.mxHost, .domainWeighted].filter(units.contains)
    return (wanted.isEmpty ? Array(units.prefix(1)) : wanted).flatMap { unit in
      Base.allCases.map { base in "of **\(unit.title(in: base))**: \(sentence(unit, base))." }
    }
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
