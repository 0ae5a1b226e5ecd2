internal import GRDB
internal import SurveyCore

/// Counts hosts, one at a time, into what their operators have.
struct HostCounting {
  let hosts: HostKinds
  let numbers: PatternNumbers
  let parts: OperatorParts
  /// Writes what is known of hosts one by one; `nil` where that is written already.
  let verdicts: HostVerdictWriter?

  func run() throws {
    let slot = PartSlot(.host)
    try hosts.forEach { host in
      try verdicts?.write(host, numbers)
      guard host.isExplicit else { return }
      try parts.add(host.operatorID, slot, host.pattern, number: 1, weight: Double(host.domains))
    }
  }
}
