import SurveyCore

/// What was taken out of single waves, and what of them can't be relied on.
struct ReservationsSection {
  let waves: [WaveSummary]

  /// The section; nothing where there is nothing to be said.
  var blocks: [Block] {
    var table = Table(["Wave", "What", "What it may do"], leftColumns: 3)
    for wave in waves {
      if wave.reservations.forgotten != .init() {
        table.append([
          "\(wave.label)", forgotten(wave.reservations.forgotten), "the figures are those of the rest",
        ])
      }
      if !wave.reservations.clockJumps.isEmpty {
        table.append([
          "\(wave.label)", jumps(wave.reservations.clockJumps),
          "times are off by as much; certificates may have been judged at the wrong instant",
        ])
      }
    }
    guard !table.rows.isEmpty else { return [] }
    return [.heading(3, "Reservations about single waves"), .table(table)]
  }

  private func forgotten(_ counts: WaveReservations.Forgotten) -> Prose {
    "forgotten at somebody’s wish: \(counts.domains) domains, \(counts.hosts) MX hosts, \(counts.addresses) addresses"
  }

  private func jumps(_ seconds: [Int]) -> Prose {
    "the wall clock was set: \(seconds.map { $0 > 0 ? "+\($0) s" : "−\(-$0) s" }.joined(separator: ", "))"
  }
}
