public import SurveyCore

/// A SHA-256 that is fed piece by piece; SurveyScan has no cryptography of its own.
public protocol StreamDigest {
  /// Takes in the next octets.
  mutating func update(_ octets: [UInt8])
  /// The digest of all that was taken in; called once, at the end.
  mutating func finish() -> Fingerprint
}
