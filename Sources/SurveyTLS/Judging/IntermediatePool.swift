public import SurveyCore

/// Intermediates that were seen anywhere in a wave, by subject: what completes the chains of servers that forgot
/// theirs. The set is sorted, so that its digest and its use do not depend on the order of probes.
public struct IntermediatePool: Sendable {
  private let bySubject: [[UInt8]: [[UInt8]]]
  /// SHA-256 over the digests of its certificates in ascending order.
  public let sha256: Fingerprint
  /// How many certificates it holds.
  public let count: Int

  /// Issuers of one certificate that are tried; cross-signing gives a handful, an attacker could give thousands.
  static let maximumCandidates = 16
  /// Certificates that are added to one chain.
  static let maximumAdded = 64

  /// The pool of the given certificates; those that can't be parsed, or that are self-signed, are left out.
  public init(_ certificates: some Sequence<[UInt8]>) {
    var bySubject: [[UInt8]: [[UInt8]]] = [:]
    var digests: [Fingerprint] = []
    let distinct = Dictionary(certificates.map { (SHA256.digest($0), $0) }, uniquingKeysWith: { first, _ in first })
    for (digest, der) in distinct.sorted(by: { $0.key < $1.key }) {
      guard let certificate = Certificate(der: der), !certificate.isSelfSigned else { continue }
      digests.append(digest)
      bySubject[certificate.subjectDER, default: []].append(der)
    }
    self.bySubject = bySubject
    sha256 = SHA256.digest(digests.flatMap(\.octets))
    count = digests.count
  }

  /// The presented certificates and the pool's that lead by their names from the leaf to an anchor, the presented
  /// first; empty where the pool has none of them.
  ///
  /// OpenSSL takes the first issuer that fits and does not come back to another one of the same name: so those that
  /// lead to no anchor (cross-signed under a root that is not trusted, say) are left out.
  func completion(of leaf: Certificate, _ presented: [Certificate], to anchors: Set<[UInt8]>) -> [Certificate] {
    let all = presented + candidates(above: [leaf] + presented)
    var byIssuer = Dictionary(grouping: all.indices) { all[$0].issuerDER }
    var leading: Set<Int> = []
    var names = byIssuer.keys.filter(anchors.contains)
    while let name = names.popLast() {
      for index in byIssuer.removeValue(forKey: name) ?? [] {
        leading.insert(index)
        names.append(all[index].subjectDER)
      }
    }
    guard leading.contains(where: { $0 >= presented.count }) else { return [] }
    return leading.sorted().map { all[$0] }
  }

  /// The issuers of the presented certificates, their issuers, and so on.
  private func candidates(above presented: [Certificate]) -> [Certificate] {
    var known: Set<[UInt8]> = []
    var frontier = presented.map(\.issuerDER)
    var found: [Certificate] = []
    while let issuer = frontier.popLast(), found.count < IntermediatePool.maximumAdded {
      guard known.insert(issuer).inserted else { continue }
      for der in (bySubject[issuer] ?? []).prefix(IntermediatePool.maximumCandidates) {
        guard let certificate = Certificate(der: der) else { continue }
        found.append(certificate)
        frontier.append(certificate.issuerDER)
      }
    }
    return found
  }
}
