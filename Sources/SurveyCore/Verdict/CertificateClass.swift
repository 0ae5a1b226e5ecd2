/// What a sender that verifies would make of a certificate: exclusive classes, in the order in which they are tried.
public enum CertificateClass: String, Sendable, Hashable, CaseIterable {
  /// TLS was agreed, and the server has no certificate to show.
  case anonymous
  /// Chain trusted, a DNS-ID matches the MX name, in date.
  case caVerified = "ca-verified"
  /// Chain trusted and in date, no DNS-ID matches.
  case caWrongName = "ca-wrong-name"
  /// Chain trusted but for time: expired, or not yet valid.
  case caExpired = "ca-expired"
  /// The leaf is its own issuer, proven by its signature, and not itself in the trust store.
  case selfSigned = "self-signed"
  /// The chain ends in a self-signed root outside the trust store.
  case privateCA = "private-ca"
  /// No root is reached with what the server sent; intermediates seen elsewhere in the wave complete the chain.
  case incompleteChain = "incomplete-chain"
  /// No root is reached, and nothing seen completes the chain.
  case unknownIssuer = "unknown-issuer"
  /// Anything else: bad signature, purpose, constraint, critical extension, weak key or digest, unparsable.
  case otherInvalid = "other-invalid"

  /// The class as a metric's name: underscores instead of hyphens.
  public var metric: String { String(rawValue.map { $0 == "-" ? "_" : $0 }) }
}

/// What one address is worth under one server name: a class, or no TLS at all.
public enum AddressResult: Hashable, Sendable {
  /// Reachable without a completed handshake.
  case noTLS
  /// A handshake completed, and the certificate has this class.
  case tls(CertificateClass)

  /// The word of `v_host.class` and its like: a class word or `no-tls`.
  public var word: String {
    switch self {
    case .noTLS: "no-tls"
    case .tls(let certificateClass): certificateClass.rawValue
    }
  }

  /// From a word; `nil` where it is none.
  public init?(word: String) {
    if word == AddressResult.noTLS.word {
      self = .noTLS
      return
    }
    guard let certificateClass = CertificateClass(rawValue: word) else { return nil }
    self = .tls(certificateClass)
  }

  /// Worst to best, for `class_worst` and `class_best`.
  public static let worstToBest: [AddressResult] = [
    .noTLS, .tls(.anonymous), .tls(.otherInvalid), .tls(.unknownIssuer), .tls(.incompleteChain), .tls(.privateCA),
    .tls(.selfSigned), .tls(.caExpired), .tls(.caWrongName), .tls(.caVerified),
  ]
}

extension AddressResult: Comparable {
  /// Orders worse before better.
  public static func < (left: AddressResult, right: AddressResult) -> Bool { left.rank < right.rank }

  /// Its place in `worstToBest`.
  var rank: Int { AddressResult.worstToBest.firstIndex(of: self) ?? 0 }
}
