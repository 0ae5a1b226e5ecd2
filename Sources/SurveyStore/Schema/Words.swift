internal import SurveyCore

/// The words of the code tables by their code: written by a migration, so never to be reordered.
enum MXStatusWords {
  static let version1 = [
    "mx", "implicit", "null", "null-mixed", "nodata", "nxdomain", "servfail", "timeout", "bogus", "malformed",
    "invalid", "inconclusive",
  ]
}
enum DNSStatusWords {
  static let version1 = ["ok", "nxdomain", "nodata", "servfail", "timeout", "bogus", "malformed", "invalid_name"]
}
enum DNSSECWords { static let version1 = ["secure", "insecure", "bogus", "unknown"] }
enum ClassWords {
  static let version1 = [
    "anonymous", "ca-verified", "ca-wrong-name", "ca-expired", "self-signed", "private-ca", "incomplete-chain",
    "unknown-issuer", "other-invalid",
  ]
}
enum TLSAWords { static let version2 = ["none", "usable", "unusable", "insecure", "bogus", "error", "unknown"] }
/// Metrics in the tables of patterns and MX sets: the words of `trend.metric`, after that of the denominator.
enum MetricWords {
  /// The code of the denominator.
  static let all = 0
  static let version3 = [
    "all", "anonymous", "ca_verified", "ca_wrong_name", "ca_expired", "self_signed", "private_ca", "incomplete_chain",
    "unknown_issuer", "other_invalid", "mixed", "no_tls", "starttls", "ca_trusted_any_name", "pfs", "strict_pfs",
    "tls13", "pq_group", "legacy_only", "dane_match", "mta_sts_enforce", "authenticated", "starttls_offered",
    "ca_verified_or_cn",
  ]
}
enum NameWords { static let version1 = ["mx-san", "mx-cn-only", "none"] }

extension RawRepresentable<String> {
  /// The code of a word; a word without one is a migration forgotten.
  func code(in words: [String]) -> Int {
    guard let code = words.firstIndex(of: rawValue) else { preconditionFailure("no code for \(rawValue)") }
    return code
  }
}

extension MXStatus {
  /// From a code of the database.
  init(code: Int) {
    guard let status = MXStatus(rawValue: MXStatusWords.version1[code]) else {
      preconditionFailure("the database holds an MX status that it can't hold")
    }
    self = status
  }
}

extension TLSAState {
  /// From a code of the database; NULL, where DANE was not looked at, is unknown.
  init(code: Int?) { self = code.flatMap { TLSAState(rawValue: TLSAWords.version2[$0]) } ?? .unknown }
}

extension Metric {
  /// The code of `metric_word`.
  var code: Int {
    guard let code = MetricWords.version3.firstIndex(of: word) else { preconditionFailure("no code for \(word)") }
    return code
  }
}
