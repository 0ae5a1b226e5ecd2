import SurveyCore

/// What a series lacks: waves that were begun and not finished, and months of a monthly survey that have no wave at all.
struct SeriesGaps {
  /// The finished waves, oldest first.
  let waves: [WaveSummary]
  /// Those that were begun and not finished, oldest first.
  let unfinished: [UnfinishedWave]

  /// Months between the first and the last wave in which none was begun, as `2026-04`. None where the survey's rhythm is
  /// not a month, which is so where most waves don't follow the one before by one.
  var monthsWithoutWave: [String] {
    let finished = waves.compactMap { Month($0.waveDate) }
    let steps = zip(finished, finished.dropFirst()).map { $1.number - $0.number }
    guard let first = finished.first, let last = finished.last, steps.count(where: { $0 == 1 }) * 2 > steps.count
    else { return [] }
    let begun = Set((finished + unfinished.compactMap { Month($0.waveDate) }).map(\.number))
    return (first.number...max(first.number, last.number)).filter { !begun.contains($0) }.map { Month(number: $0).text }
  }

  /// What there is to say; nothing where nothing is missing.
  var blocks: [Block] {
    var sentences: [Prose] = []
    if !unfinished.isEmpty {
      let waves = unfinished.map { wave -> Prose in "\(wave.label) (\(wave.waveDate), \(wave.state.rawValue))" }
      sentences.append("Begun and not finished, and so in no figure: \(.joined(waves, separator: ", ")).")
    }
    let months = monthsWithoutWave
    if !months.isEmpty {
      sentences.append("Without any wave: \(.joined(months.map { Prose(text: $0) }, separator: ", ")).")
    }
    guard !sentences.isEmpty else { return [] }
    sentences.append("Across a gap, lines in charts and changes lead from the wave before it to the one after it.")
    return [.paragraph(.joined(sentences, separator: " "))]
  }
}

/// A month, counted from the year 0.
private struct Month {
  let number: Int

  init(number: Int) { self.number = number }

  /// That of a date as `2026-04-01`.
  init?(_ date: String) {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
    number = parts[0] * 12 + parts[1] - 1
  }

  /// As `2026-04`.
  var text: String {
    let month = number % 12 + 1
    return "\(number / 12)-\(month < 10 ? "0" : "")\(month)"
  }
}
