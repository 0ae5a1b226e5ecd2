public import SurveyCore

extension CertificateFields {
  /// The certificate as JSON: `subject`, `issuer`, `serial`, `not_before`, `not_after`, `dns_names`, `dns_name_count`,
  /// `key`, `key_bits`, `signature_algorithm`, `sha256`, `spki_sha256`, `self_signed`.
  /// - Parameter sha256: digest of its DER.
  public func json(sha256: Fingerprint?) -> JSONValue {
    [
      "subject": .string(subject), "issuer": .string(issuer), "serial": .string(serial),
      "not_before": JSONValue(notBefore?.iso8601), "not_after": JSONValue(notAfter?.iso8601),
      "dns_names": .array(
        dnsNames.prefix(CertificateFields.maximumShownNames).map { .string(String(decoding: $0, as: UTF8.self)) }),
      "dns_name_count": .integer(Int64(dnsNameCount)), "key": JSONValue(keyType), "key_bits": .integer(Int64(keyBits)),
      "signature_algorithm": .string(signatureAlgorithm), "sha256": JSONValue(sha256?.description),
      "spki_sha256": JSONValue(spkiSHA256?.description), "self_signed": .bool(isSelfSigned),
    ]
  }

  /// DNS-IDs that are written out; `dns_name_count` counts them all.
  private static let maximumShownNames = 100
}

extension VerificationError {
  /// The error as JSON: `word`, `code` (OpenSSL's `X509_V_ERR_…`), `depth` (0 is the leaf).
  public var json: JSONValue {
    ["word": .string(word), "code": .integer(Int64(code)), "depth": .integer(Int64(depth))]
  }
}
