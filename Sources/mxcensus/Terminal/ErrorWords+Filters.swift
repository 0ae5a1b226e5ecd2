import SurveyCore
import SurveyScan

extension ErrorWords {
  /// The refusal that an error of a filter amounts to. A filter keeps nothing: what it has not answered is to be fed again.
  /// - Throws: an `ExitCode` as it is.
  static func filterRefusal(for error: any Error) throws -> Refusal {
    switch error {
    case VantageFault.broken(let since, let canaries):
      return Refusal(
        .temporary,
        """
        self.vantage: nothing can be measured from here any more. Of hosts that completed a handshake before: \
        \(canaries.map(words).joined(separator: "; ")). Is port 25 closed or proxied on the way? What was seen without TLS \
        since \(since.iso8601) is in doubt: the last line says so, and import counts none of it. Feed it again, and what was \
        not answered
        """)
    case VantageFault.unanswered(_, let probes):
      return Refusal(
        .temporary,
        """
        self.vantage: not one of \(probes) hosts has answered, so that a dead network can't be told from dead hosts. Is port \
        25 closed on the way out? Look with mxcensus doctor --probe-host. The last line says that all of it is in doubt, and \
        import counts none of it; feed the lines again with some among them whose hosts are known to answer
        """)
    case VantageFault.refused(let refusals, let count):
      return Refusal(
        .temporary,
        """
        we are being refused: of the last \(count) hosts \(refusals) turned us away with words about blocking, abuse or \
        reputation. Find out who lists the probing host and why before feeding what was not answered
        """)
    case LocalFault.resolver:
      return Refusal(
        .temporary, "our own resolver stopped answering; feed the lines that were not answered when it does again")
    case let fault as LocalFault:
      return Refusal(
        .temporary,
        """
        a fault of this host: \(fault.word). No host is blamed for it; feed the lines that were not answered again
        """)
    default: return try refusal(for: error)
    }
  }
}
