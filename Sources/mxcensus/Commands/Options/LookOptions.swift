import ArgumentParser

struct LookOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      modern, legacy or both. (default: modern, and where that handshake fails for what a more tolerant client may not \
      share, legacy)
      """, valueName: "looks"))
  var tls: String?

  @Flag(name: .customLong("no-pq"), help: "Offer no post-quantum key share (X25519MLKEM768).") var noPQ = false
}
