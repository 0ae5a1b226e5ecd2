/// What has to stand beside every figure of CA-verified certificates.
enum Caveat {
  /// The whole sentence.
  static let full =
    "A CA-verified certificate protects only where the sender insists on it, and by default senders take any "
    + "certificate, or none. Nothing but DANE or MTA-STS withstands an active attacker."

  /// One line.
  static let short =
    "CA-verified protects only where the sender insists on it; nothing but DANE or MTA-STS withstands an "
    + "active attacker."

  /// The words on everything that was measured in a laboratory.
  static let laboratory = "Laboratory data"
}
