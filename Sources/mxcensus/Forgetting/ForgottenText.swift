import SurveyStore

/// What was forgotten, in words: how much of each wave.
struct ForgottenText {
  let counts: ForgottenCounts
  /// Whether nothing was changed.
  let isRehearsal: Bool

  var lines: [String] {
    guard !counts.isEmpty else { return ["the database knows nothing of them; nothing was deleted"] }
    let verb = isRehearsal ? "would lose" : "lost"
    let waves = counts.waves.map { wave in
      let parts = [
        count(wave.domains, "domain"), count(wave.hosts, "MX host"), count(wave.addresses, "address", "addresses"),
        count(wave.probes, "probe"),
      ]
      return "wave \(wave.label) \(verb) \(parts.joined(separator: ", "))"
    }
    let certificates = "\(count(counts.certificates, "certificate")) \(isRehearsal ? "would be" : "were") deleted"
    let end =
      isRehearsal ? "nothing was changed, as --dry-run was given" : "the figures are added up anew, the file rewritten"
    return waves + [certificates, end]
  }

  private func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(ProgressLine.grouped(number)) \(number == 1 ? one : many ?? one + "s")"
  }
}
