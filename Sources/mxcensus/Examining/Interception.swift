import SurveyCore

/// Whether somebody else answers in the place of the hosts that were named.
struct Interception: Sendable {
  let seen: [ProbeHostSighting]
  /// All hosts of a laboratory may be in one network.
  let isLaboratory: Bool

  var finding: Finding {
    let tried = "comparing what answers"
    if let masked = seen.first(where: \.isMasked) {
      return Finding(
        subject: "interception", verdict: .missing, tried: tried,
        found: "the EHLO reply that comes from \(masked.name) has a keyword written over with X",
        fix: "a firewall inspects SMTP on the way; have it stopped, or survey from another network")
    }
    let identified = seen.filter { $0.identity != nil }
    for (place, left) in identified.enumerated() {
      for right in identified[(place + 1)...] where areApart(left, right) && left.identity == right.identity {
        return Finding(
          subject: "interception", verdict: .missing, tried: tried,
          found: "\(left.name) and \(right.name) are in different networks and show the same",
          fix: """
            if they are not of one operator, something on the way answers for both; have it stopped, or survey from \
            another network
            """)
      }
    }
    let pairs = identified.enumerated().contains { place, left in
      identified[(place + 1)...].contains { areApart(left, $0) }
    }
    guard pairs else {
      return Finding(
        subject: "interception", verdict: .notChecked, tried: tried,
        found: "fewer than two hosts in different networks showed who they are",
        fix: "name two mail hosts of different operators with --probe-host")
    }
    return Finding(
      subject: "interception", verdict: .fine, tried: tried, found: "\(identified.count) hosts, each with its own")
  }

  private func areApart(_ left: ProbeHostSighting, _ right: ProbeHostSighting) -> Bool {
    isLaboratory ? left.address != right.address : left.address.network != right.address.network
  }
}
