import SurveyCore
import SurveyScan
import SurveyTLS

/// The digest of a list, by OpenSSL, as a scan has it.
struct ListDigest: StreamDigest {
  private let state = SHA256()

  mutating func update(_ octets: [UInt8]) { state.update(octets) }

  mutating func finish() -> Fingerprint { state.finish() }
}
