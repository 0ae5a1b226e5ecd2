/// The versions of what is made of a wave when it is judged. `SurveyDatabase.refreshRollUps` makes anew what is older, and
/// nothing that is not.
enum RollUp {
  /// Of what is counted from the probes: parts, breakdown and coverage. Kept in `judgement.counted`.
  ///
  /// A code of `Sighting` is kept in every pattern: where codes change, so must this, and the patterns be forgotten.
  static let countingVersion = 1

  /// Of what is summed from the parts: trend, ranks, and what patterns come to. Kept in `judgement.roll_up` and in
  /// `sighting_pattern.roll_up`. What is stored between waves may be older.
  static let version = 2

  /// The first version whose verdicts of MX sets say all that is asked of them. Version 0 (of schema 2) is right in what it
  /// has of hosts and senders.
  static let verdictVersion = 1
}
