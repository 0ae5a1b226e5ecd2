internal import GRDB
internal import SurveyCore

/// Adds leaf certificates and their keys up, whoever presents them, and breaks hosts with TLS down by what they have.
struct CertificateTallying {
  let certificates: CertificateParts
  let keys: KeyParts
  let operators: OperatorParts

  func run(_ tally: inout TrendTally, _ breakdown: inout BreakdownTally) throws {
    let figures = PatternFigures(.whole)
    try certificates.drain { part, traits in
      try breakdown.count(part.uses, of: traits)
      // TLS without a certificate is of none.
      guard let traits else { return }
      tally.add(figures[part.pattern], unit: .certificate)
      if let first = part.first { try operators.addCertificate(first.operatorID, part.pattern) }
      if let digest = traits.digest {
        try keys.add(digest, KeyParts.Part(pattern: part.pattern, first: part.first))
      }
    }
    try keys.drain { key in
      tally.add(figures[key.pattern], unit: .key)
      if let first = key.first { try operators.addKey(first.operatorID, key.pattern) }
    }
  }
}
