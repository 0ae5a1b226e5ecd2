internal import GRDB
internal import SurveyCore

/// Counts leaf certificates and their keys, whoever presents them, and breaks hosts with TLS down by what they have.
struct CertificateCounting {
  let certificates: CertificateParts
  let keys: KeyParts
  let parts: OperatorParts

  func run(_ breakdown: inout BreakdownTally) throws {
    let (certificate, key) = (PartSlot(.certificate, base: .tls), PartSlot(.key, base: .tls))
    try certificates.drain { part, traits in
      try breakdown.count(part.uses, of: traits)
      // TLS without a certificate is of none.
      guard let traits else { return }
      try parts.add(part.first?.operatorID ?? 0, certificate, part.pattern, number: 1)
      if let digest = traits.digest {
        try keys.add(digest, KeyParts.Part(pattern: part.pattern, first: part.first))
      }
    }
    try keys.drain { part in try parts.add(part.first?.operatorID ?? 0, key, part.pattern, number: 1) }
  }
}
