import COpenSSL

/// A certificate with its key, in DER.
struct Credential: Hashable, Sendable {
  let certificate: [UInt8]
  let key: [UInt8]

  func opened() throws -> (certificate: Certificate, key: PrivateKey) {
    (try Certificate(der: certificate), try PrivateKey(der: key))
  }
}

/// An authority that is to be made.
struct AuthorityPlan {
  let name: String
  let nominalDate: CalendarDate
  /// Days from the nominal date.
  var days = -10 * 365...20 * 365
  /// `nil`: not limited.
  var pathLength: Int?
  var isAuthority = true
  /// In the notation of x509v3_config(5).
  var nameConstraints: String?
  /// `nil`: the P-256 key that belongs to the name.
  var key: PrivateKey?

  init(_ name: String, _ nominalDate: CalendarDate, pathLength: Int? = nil) {
    self.name = name
    self.nominalDate = nominalDate
    self.pathLength = pathLength
  }

  /// Makes it; without an issuer it signs itself.
  func credential(signedBy issuer: Credential?) throws -> Credential {
    let key = try key ?? PrivateKey(p256For: "authority \(name)")
    let limit = pathLength.map { ",pathlen:\($0)" } ?? ""
    var extensions = [
      (NID_basic_constraints, isAuthority ? "critical,CA:TRUE\(limit)" : "critical,CA:FALSE"),
      (NID_key_usage, isAuthority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature"),
      (NID_subject_key_identifier, "hash"),
    ]
    if let nameConstraints { extensions.append((NID_name_constraints, nameConstraints)) }
    if issuer != nil { extensions.append((NID_authority_key_identifier, "keyid:always")) }
    let contents = CertificateContents(
      organization: "mxcensus laboratory", commonName: name,
      notBefore: nominalDate.secondsSinceEpoch + days.lowerBound * 86_400,
      notAfter: nominalDate.secondsSinceEpoch + days.upperBound * 86_400, extensions: extensions)
    let certificate = try Certificate(contents, key: key, issuer: try issuer?.opened())
    return Credential(certificate: try certificate.der(), key: try key.der())
  }
}
