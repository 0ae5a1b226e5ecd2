import SurveyCore
import SurveyStore

extension RunRecord {
  /// The record for Prometheus; no sample has a time of its own, which the textfile collector would refuse.
  var metrics: String { families.map(\.text).joined() }

  private var families: [MetricFamily] {
    let run = [
      MetricFamily(
        "mxcensus_scan_success", "Whether the last run left its wave finished (1) or ended before (0).",
        ending == .finished ? 1 : 0),
      MetricFamily("mxcensus_scan_exit_status", "Exit status of the last run.", Double(exitStatus)),
      MetricFamily("mxcensus_scan_last_run_timestamp_seconds", "When the last run ended.", Double(finishedAt.epoch)),
      MetricFamily("mxcensus_scan_duration_seconds", "How long the last run took.", seconds),
      MetricFamily(
        "mxcensus_scan_last_success_timestamp_seconds", "When the newest finished wave of the database was finished.",
        lastFinish.map { [MetricFamily.Sample(value: Double($0.epoch))] } ?? []),
    ]
    guard let wave else { return run }
    return run + [
      MetricFamily(
        "mxcensus_wave_info", "The wave of the last run.",
        [
          MetricFamily.Sample(
            labels: [
              ("wave", label), ("state", wave.state.rawValue), ("laboratory", wave.isSynthetic ? "1" : "0"),
              ("version", versions["mxcensus"] ?? ""),
            ], value: 1)
        ]),
      family("mxcensus_wave_domains", "Domains of the wave by MX status.", "mx_status", wave.domainsByStatus),
      family("mxcensus_wave_mx_hosts", "MX hosts with an address by outcome.", "outcome", wave.hostsByOutcome),
      family(
        "mxcensus_wave_probes", "Addresses under a server name by outcome of the look that counts.", "outcome",
        wave.probesByOutcome),
    ]
  }

  /// Every word, those that nothing has with 0, so that no series has gaps; none before the wave is judged.
  private func family<Word: RawRepresentable<String> & CaseIterable & Hashable>(
    _ name: String, _ help: String, _ word: String, _ counts: [Word: Int]
  ) -> MetricFamily {
    MetricFamily(
      name, help,
      counts.isEmpty
        ? []
        : Word.allCases.map {
          MetricFamily.Sample(labels: [("wave", label), (word, $0.rawValue)], value: Double(counts[$0] ?? 0))
        })
  }
}
