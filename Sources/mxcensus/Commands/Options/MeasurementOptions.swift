import ArgumentParser

struct MeasurementOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      modern, legacy or both. (default: modern, and where that handshake fails for what a more tolerant client may not \
      share, legacy)
      """, valueName: "looks"))
  var tls: String?

  @Flag(name: .customLong("no-pq"), help: "Offer no post-quantum key share (X25519MLKEM768).") var noPQ = false

  @Flag(help: "Do not look for TLSA records.") var noDane = false

  @Flag(name: .customLong("no-mta-sts"), help: "Do not look for MTA-STS policies and TLSRPT records.")
  var noMTASTS = false

  @Option(name: .customLong("mta-sts-port"), help: ArgumentHelp("HTTPS port of policy hosts.", valueName: "port"))
  var mtaSTSPort: UInt16 = 443
}
