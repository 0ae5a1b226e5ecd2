import SurveyCore

/// Which hosts a client with a modern TLS library does not reach.
struct LooksSection {
  let newest: WaveSummary

  /// The section; nothing for a wave that did not try the modern look first.
  var blocks: [Block] {
    guard let point = newest.point(.legacyOnly, unit: .mxHost, base: .tls), let share = Share(point) else { return [] }
    return [
      .heading(3, "Reachable only by the tolerant look"),
      """
      Of the MX hosts of wave \(newest.label) that completed a handshake, \(share.text) did so only with a client that \
      still speaks old suites and takes small keys, as mail servers with OpenSSL do. Senders with a modern TLS library \
      reach none of these over TLS.
      """,
    ]
  }
}
