import SurveyCore

/// `probing.txt` (RFC 9511 §2.1), in the format of RFC 9116.
///
/// ```
/// Canonical: https://survey.example.org/.well-known/probing.txt
/// Contact: mailto:postmaster@example.org
/// Expires: 2027-11-28T00:00:00Z
/// Preferred-Languages: en
/// Description: Survey of e-mail transport security: …
/// ```
struct ProbingText {
  let notice: SurveyNotice

  /// The file.
  var text: String {
    let fields = [
      ("Canonical", notice.canonical), ("Contact", notice.contact), ("Expires", notice.expires.iso8601),
      ("Preferred-Languages", "en"), ("Policy", notice.policy ?? "https://\(notice.host)/"),
      ("Description", notice.summary),
    ]
    return fields.map { "\($0): \($1)\n" }.joined()
  }
}
