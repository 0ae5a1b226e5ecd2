internal import SurveyCore
internal import SurveyTLS

/// What holds for the reading of a certificate whatever a server presents.
enum CertificateLaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    if let fields = CertificateFields(der: octets) { try check(fields, octets) }
  }

  static func check(_ fields: CertificateFields, _ der: [UInt8]) throws(BrokenLaw) {
    let kept = min(fields.dnsNameCount, CertificateFields.maximumNames)
    try BrokenLaw.unless(fields.dnsNames.count == kept, "DNS-IDs are kept up to a limit")
    let names = (fields.dnsNames + fields.commonNames).reduce(0) { $0 + $1.count }
    try BrokenLaw.unless(names <= der.count, "names are part of their certificate")
    // RFC 4514 needs ten characters for an octet at most.
    for text in [fields.subject, fields.issuer, fields.serial] {
      try BrokenLaw.unless(text.utf8.count <= 10 * der.count, "a text is no longer than its octets ask for")
    }
    try BrokenLaw.unless(fields.keyType != nil || fields.keyBits == 0, "a key that can't be used has no size")
    try BrokenLaw.unless(fields.keyBits >= 0, "a size is not negative")
    for date in [fields.notBefore, fields.notAfter].compactMap({ $0 }) {
      try BrokenLaw.unless(Instant(iso8601: date.iso8601) == date, "an instant is read as it was written")
    }
    try BrokenLaw.unless(DistinguishedName(fields.issuer).text == fields.issuer, "an issuer keeps its text")
  }
}
