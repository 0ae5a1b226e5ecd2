internal import GRDB
internal import SurveyCore

/// Adds hosts up, one at a time: by name, by the domains that use them, and into what their operators come to.
struct HostTallying {
  let hosts: HostKinds
  let operators: OperatorParts
  /// Writes what is known of hosts one by one; `nil` where that is written already.
  let verdicts: HostVerdictWriter?

  func run(_ tally: inout TrendTally) throws {
    let figures = PatternFigures(.whole)
    try hosts.forEach { host in
      try verdicts?.write(host)
      guard host.isExplicit else { return }
      guard let pattern = host.pattern else {
        tally.addSilent(unit: .mxHost)
        tally.addSilent(unit: .mxHostByDomains, times: host.domains)
        return try operators.addSilentHost(host.operatorID)
      }
      tally.add(figures[pattern], unit: .mxHost)
      if host.domains > 0 { tally.add(figures[pattern], unit: .mxHostByDomains, times: host.domains) }
      try operators.addHost(host.operatorID, pattern, domains: host.domains)
    }
  }
}
