/// One error of a chain's verification, by OpenSSL's number (`X509_V_ERR_…`) and the depth where it arose.
public struct VerificationError: Hashable, Comparable, Sendable {
  /// OpenSSL's number.
  public let code: Int32
  /// 0 is the leaf, 1 its issuer, and so on.
  public let depth: Int32

  /// An error at a depth.
  public init(code: Int32, depth: Int32) {
    self.code = code
    self.depth = depth
  }

  /// The error nearest the leaf first.
  public static func < (left: VerificationError, right: VerificationError) -> Bool {
    (left.depth, left.code) < (right.depth, right.code)
  }

  /// A word for the codes that the classification knows, else `x509(CODE)`.
  public var word: String { VerificationError.words[code] ?? "x509(\(code))" }

  private static let words: [Int32: String] = [
    2: "no-issuer", 7: "bad-signature", 9: "not-yet-valid", 10: "expired", 18: "self-signed-leaf",
    19: "self-signed-in-chain", 20: "no-local-issuer", 21: "leaf-unverifiable", 22: "chain-too-long",
    24: "no-issuer-key", 25: "path-length", 26: "invalid-purpose", 27: "untrusted", 28: "rejected",
    32: "key-usage-no-certsign", 34: "unhandled-critical-extension", 47: "name-constraint",
    62: "hostname-mismatch", 65: "no-tlsa-match", 66: "weak-key-leaf", 67: "weak-key-ca", 68: "weak-signature",
    79: "invalid-ca", 94: "explicit-ec-parameters",
  ]

  /// Before `notBefore` or after `notAfter` of a certificate in the chain.
  public var isTime: Bool { code == 9 || code == 10 }
  /// No way up to a root: the issuer was not sent, or nobody trusts it.
  public var isMissingIssuer: Bool { code == 2 || code == 20 || code == 21 || code == 27 }
  /// The chain ends in a self-signed certificate that the trust store does not hold.
  public var isSelfSignedEnd: Bool { code == 18 || code == 19 }
  /// The chain ends in a self-signed certificate above the leaf that the trust store does not hold.
  public var isSelfSignedRoot: Bool { code == 19 }
  /// A key or a digest below `auth_level` 1.
  public var isWeakness: Bool { (66...68).contains(code) }
}

/// What verifying one chain against one trust store at one instant found; independent of any name.
public struct ChainFinding: Hashable, Sendable {
  /// Every error that the verification met, the nearest to the leaf first; empty for a trusted chain.
  public let errors: [VerificationError]
  /// Whether the leaf's issuer is its subject and its own key verifies its signature.
  public let leafIsSelfSigned: Bool
  /// Whether the leaf could be parsed at all.
  public let leafIsParsable: Bool
  /// Whether the wave's other intermediates complete a chain, that reached no root by itself, to a trusted one.
  public let isCompletable: Bool

  /// A finding.
  public init(
    errors: [VerificationError], leafIsSelfSigned: Bool, leafIsParsable: Bool = true, isCompletable: Bool = false
  ) {
    self.errors = Array(Set(errors)).sorted()
    self.leafIsSelfSigned = leafIsSelfSigned
    self.leafIsParsable = leafIsParsable
    self.isCompletable = isCompletable
  }

  /// The errors as text, `word@depth` separated by spaces, for the database.
  public var errorText: String { errors.map { "\($0.word)@\($0.depth)" }.joined(separator: " ") }

  /// The chain by itself, without name and time.
  public var status: ChainStatus {
    let serious = errors.filter { !$0.isTime }
    if !leafIsParsable { return .other }
    if serious.isEmpty { return .trusted }
    // A chain that was given up at the depth limit is not one whose issuer nobody knows.
    let isTooLong = serious.contains { $0.code == 22 }
    let reachesNoAnchor = !isTooLong && serious.contains { $0.isSelfSignedEnd || $0.isMissingIssuer }
    if leafIsSelfSigned, reachesNoAnchor { return .selfSigned }
    if serious.contains(where: \.isSelfSignedRoot) { return .privateCA }
    // A leaf that names itself as issuer without having signed itself has an issuer that nobody knows.
    if reachesNoAnchor { return isCompletable ? .incomplete : .unknownIssuer }
    return .other
  }

  /// Time by itself: whether any certificate of the chain was out of date.
  public var time: TimeStatus {
    if errors.contains(where: { $0.code == 10 }) { return .expired }
    return errors.contains { $0.code == 9 } ? .notYetValid : .ok
  }
}

/// The `chain` column: how a chain ends, without name and time.
public enum ChainStatus: String, Sendable, Hashable, CaseIterable {
  /// Leads to a trust anchor without any error but time.
  case trusted
  /// The leaf is self-signed.
  case selfSigned = "self-signed"
  /// Ends in a self-signed root outside the trust store.
  case privateCA = "private-ca"
  /// Lacks an intermediate that was seen elsewhere.
  case incomplete
  /// Lacks an issuer that was seen nowhere.
  case unknownIssuer = "unknown-issuer"
  /// Any other error.
  case other
}

/// The `time` column.
public enum TimeStatus: String, Sendable, Hashable, CaseIterable {
  /// Every certificate of the chain was in date.
  case ok
  /// A certificate's `notAfter` had passed.
  case expired
  /// A certificate's `notBefore` was still to come.
  case notYetValid = "not-yet-valid"
}
