internal import GRDB
internal import SurveyCore

/// What a wave looked for: what it did not is no zero, but no figure at all.
struct Measurement {
  /// The look that every host got first.
  let firstLook: Look
  /// Whether the modern look came first, so that a host of the legacy look is reachable only by that.
  let triesModernLook: Bool
  /// Whether the modern look offered a post-quantum group.
  let offersPostQuantum: Bool
  /// Whether DANE was looked at, with a validated resolver.
  let looksAtDANE: Bool
  /// Whether MTA-STS was looked at.
  let looksAtMTASTS: Bool

  init(_ db: GRDB.Database, _ scanID: Int64) throws {
    let row = try Row.fetchOne(
      db, sql: "SELECT settings, validates_dnssec FROM scan WHERE scan_id = ?", arguments: [scanID])
    let settings = SettingsText.decode(row?[0] ?? "")
    firstLook = LookSequence(settings["tls"].flatMap(LookChoice.init)).first
    triesModernLook = ["automatic", "both"].contains(settings["tls"])
    offersPostQuantum = settings["tls"] != "legacy" && settings["pq"] == "yes"
    looksAtDANE = settings["dane"] == "yes" && row?[1] as Bool? == true
    looksAtMTASTS = settings["mta-sts"] == "yes"
  }

  /// The metrics that have a figure.
  var metrics: Set<Metric> {
    var metrics = Set(Metric.all)
    if !triesModernLook { metrics.remove(.legacyOnly) }
    if !offersPostQuantum { metrics.remove(.postQuantumGroup) }
    if !looksAtDANE { metrics.remove(.daneMatch) }
    if !looksAtMTASTS { metrics.remove(.mtaSTSEnforce) }
    if !looksAtDANE || !looksAtMTASTS { metrics.remove(.authenticated) }
    return metrics
  }
}
