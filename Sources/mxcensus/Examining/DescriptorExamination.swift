/// Whether the process may open as many descriptors as the window needs.
struct DescriptorExamination: Sendable {
  let configuration: DoctorConfiguration

  var finding: Finding {
    let tried = "descriptors for --window \(configuration.window)"
    let spendable: Int
    do {
      spendable = try DescriptorLimit.raise()
    } catch {
      return Finding(
        subject: "descriptors", verdict: .configuration, tried: tried, found: "too few for anything",
        fix: "raise the limit (ulimit -n, LimitNOFILE= in a unit)")
    }
    guard spendable < configuration.window else {
      return Finding(subject: "descriptors", verdict: .fine, tried: tried, found: "\(spendable) to spend")
    }
    return Finding(
      subject: "descriptors", verdict: .warning, tried: tried,
      found: "\(spendable) to spend; a survey would have only so many in flight",
      fix: "raise the hard limit (ulimit -Hn, LimitNOFILE= in a unit), or give a smaller --window")
  }
}
