import SurveyCore

/// What changed between two waves: what `compare` tells.
struct ChangeDocument {
  let change: WaveChange
  let from: WaveSummary
  let to: WaveSummary

  private var waves: [WaveSummary] { [from, to] }

  /// The whole of it.
  var blocks: [Block] {
    let sections =
      ShiftBlocks(change: change, level: 2).blocks + DecompositionBlocks(change: change, level: 2).blocks
      + TransitionBlocks(change: change, level: 2).blocks
      + RenewalBlocks(changes: [change], level: 2).blocks
    let nothing: [Block] = sections.isEmpty ? ["The waves have nothing in common that could be compared."] : []
    return
      ([.heading(1, "From wave \(change.from) to wave \(change.to)")] + LaboratoryNotice.blocks(waves) + headline
      + BreaksSection(breaks: InstrumentBreak.between(from, to), level: 2).blocks + nothing + sections).withCaveats
  }

  private var headline: [Block] {
    var table = Table(["Wave", "Date", "Domains", "MX hosts"], leftColumns: 2)
    for wave in waves {
      table.append(["\(wave.label)", "\(wave.waveDate)", "\(wave.domainCount)", "\(wave.hostCount)"])
    }
    return [.table(table)] + ChangeHeadline(change: change, units: [.mxHost, .domain, .domainWeighted]).blocks
      + regressions
  }

  private var regressions: [Block] {
    let lines = TransitionBlocks.units.compactMap { unit -> Prose? in
      TransitionMatrix(change, unit: unit)?.regressions.map { "\(unit.plainTitle): \($0.countText)" }
    }
    guard !lines.isEmpty else { return [] }
    return [
      "Regressions: CA-verified in wave \(change.from), and reachable but less in wave \(change.to):", .bullets(lines),
    ]
  }
}
