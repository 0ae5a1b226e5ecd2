import ArgumentParser

struct JudgingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Trust anchors in PEM; the first file's judgement is the one of record, each further one is a judgement beside it, \
      called as the file. (default: \(JudgingOptions.debianTrustStore))
      """, valueName: "file"))
  var trustStore: [String] = []

  @Option(
    help: ArgumentHelp(
      "Further intermediates in PEM, beside those that the wave sees, to complete chains.", valueName: "file"))
  var intermediates: String?

  @Option(
    help: ArgumentHelp(
      """
      A further sender policy: one that delivers only where the certificates of its own file in PEM, authorities or \
      servers' own, vouch for the host.
      """, valueName: "name=file"))
  var sender: [String] = []

  /// Mozilla's list as Debian packages it.
  static let debianTrustStore = "/etc/ssl/certs/ca-certificates.crt"
}
