import SurveyCore

/// Who issued the certificates of CA-verified hosts, for how long, and how they are renewed.
struct IssuersSection {
  let waves: [WaveSummary]
  let changes: [WaveChange]
  var figures: [Block] = []

  /// Issuers in the table.
  static let issuers = 15

  /// The section; nothing where none of it was counted.
  var blocks: [Block] {
    let parts =
      issuers + lifetimes
      + RenewalBlocks(changes: Array(changes.suffix(ClassesSection.columns)), level: 3).blocks
    return parts.isEmpty ? [] : [.heading(2, "Issuers")] + parts
  }

  private var issuers: [Block] {
    let table = BreakdownTable(topic: .issuer, waves: waves, limit: IssuersSection.issuers).table("Issuer")
    guard let table else { return [] }
    return [
      """
      Share of each CA among the MX hosts that are CA-verified. A provider with many hosts counts with all of them.
      """
    ] + figures + [.table(table)]
  }

  private var lifetimes: [Block] {
    guard let table = BreakdownTable(topic: .lifetime, waves: waves).table("Days of validity") else { return [] }
    return [.heading(3, "Lifetimes"), "From issue to expiry, of the MX hosts that are CA-verified.", .table(table)]
  }
}

/// How long certificates still hold.
struct ExpirySection {
  let waves: [WaveSummary]
  var figures: [Block] = []

  /// The section; nothing where it was not counted.
  var blocks: [Block] {
    guard let table = BreakdownTable(topic: .daysLeft, waves: waves).table("Days left") else { return [] }
    return [
      .heading(2, "Expiry"),
      """
      Days from the probe to the certificate's expiry, of MX hosts that are CA-verified or were but for time. A renewal \
      that runs by itself keeps hosts out of the lowest rows; with short lifetimes, how many are expired tells how \
      long renewals stay broken.
      """,
    ] + figures + [.table(table)]
  }
}
