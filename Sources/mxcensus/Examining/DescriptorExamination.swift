/// Whether the process may open as many descriptors as the window needs.
struct DescriptorExamination: Sendable {
  let configuration: DoctorConfiguration

  var finding: Finding {
    let spendable = DescriptorLimit.raise()
    let tried = "descriptors for --window \(configuration.window)"
    guard spendable < configuration.window else {
      return Finding(subject: "descriptors", verdict: .fine, tried: tried, found: "\(spendable) to spend")
    }
    return Finding(
      subject: "descriptors", verdict: .warning, tried: tried,
      found: "\(spendable) to spend; a survey would have only so many in flight",
      fix: "raise the hard limit (ulimit -Hn, LimitNOFILE= in a unit), or give a smaller --window")
  }
}
