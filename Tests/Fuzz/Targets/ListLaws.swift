internal import SurveyCore
internal import SurveyDNS
internal import SurveyScan

/// What holds for domain lists whatever stands in their lines.
enum ListLaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    // One format for an input, drawn from it: speed finds more than thoroughness.
    let seed = Segments.seed(of: octets)
    let formats = [nil] + ListFormat.allCases.map(Optional.init)
    let format = formats[Int(seed / 2 % UInt64(formats.count))]
    let whole = read([octets[...]], format, seed % 2 == 0)
    try check(whole)
    let lines = octets.count { $0 == UInt8(ascii: "\n") }
    try BrokenLaw.unless((lines...(lines + 1)).contains(whole.tally.lines), "an LF ends a line")
    let cut = read(Segments.cut(octets[...], seed: seed), format, seed % 2 == 0)
    try BrokenLaw.unless(cut == whole, "any split of the octets gives the same entries")
  }

  private struct Reading: Equatable {
    var entries: [ListEntry]
    var tally: ListTally
    var format: ListFormat?
  }

  private static func read(_ segments: [ArraySlice<UInt8>], _ format: ListFormat?, _ reduces: Bool) -> Reading {
    var parser = ListParser(format: format, reduces: reduces) { try IDNA.toASCII($0) }
    var entries: [ListEntry] = []
    for segment in segments { parser.consume(Array(segment), into: &entries) }
    parser.finish(into: &entries)
    return Reading(entries: entries, tally: parser.tally, format: parser.format)
  }

  private static func check(_ reading: Reading) throws(BrokenLaw) {
    let tally = reading.tally
    let known = tally.entries + tally.blank + tally.headers + tally.passedOver + tally.rejectedCount
    try BrokenLaw.unless(tally.lines == known, "a line in is a line out")
    try BrokenLaw.unless(tally.entries == reading.entries.count, "entries are counted")
    try BrokenLaw.unless(tally.samples.count <= ListTally.maximumSamples, "samples have a limit")
    for sample in tally.samples {
      try BrokenLaw.unless(sample.text.utf8.count <= ListTally.RejectedLine.maximumText, "a sample has a limit")
    }
    for entry in reading.entries {
      try BrokenLaw.unless((try? DomainName(entry.name.text)) == entry.name, "a name is read as it was written")
      switch entry.measure {
      case .none: break
      case .rank(let rank): try BrokenLaw.unless(rank > 0, "ranks count from 1")
      case .weight(let weight):
        try BrokenLaw.unless(weight > 0 && weight <= ListMeasure.maximumWeight, "a weight is in its range")
      }
    }
  }
}
