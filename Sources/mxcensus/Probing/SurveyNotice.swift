import SurveyCore

/// What a scanning host tells of itself to those that it visits.
struct SurveyNotice: Sendable {
  /// The name for EHLO, under which the notice is served.
  let host: DomainName
  /// Where people are reached: a `mailto:` or `https:` URI.
  let contact: String
  /// Who surveys; `nil` where that is not said.
  let operatorName: String?
  /// The addresses that the survey speaks from.
  let addresses: [Address]
  /// A page about the survey elsewhere, `https:`; `nil` without one.
  let policy: String?
  let expires: Instant

  /// Where RFC 9511 §2 has probes looked up.
  var canonical: String { "https://\(host)/.well-known/probing.txt" }

  /// One line on what is done, as it stands in both files.
  var summary: String {
    "Survey of e-mail transport security\(operatorName.map { " by \($0)" } ?? ""): connects to mail hosts once a wave, "
      + "says EHLO, STARTTLS and QUIT, looks at the certificate, and sends no mail."
  }
}
