internal import COpenSSL
public import SurveyCore

/// SHA-256 (FIPS 180-4) by OpenSSL, of one piece or of a stream.
///
/// Not `Sendable`: a stream belongs to whoever feeds it.
@safe public final class SHA256 {
  private let context: OpaquePointer

  /// A digest of nothing yet.
  public init() {
    guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("OpenSSL has no SHA-256")
    }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Takes octets in.
  public func update(_ octets: [UInt8]) {
    _ = unsafe octets.withUnsafeBytes { unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The digest of all that came. Once only.
  public func finish() -> Fingerprint {
    var digest = [UInt8](repeating: 0, count: Fingerprint.count)
    _ = unsafe EVP_DigestFinal_ex(context, &digest, nil)
    guard let fingerprint = Fingerprint(octets: digest) else { preconditionFailure("SHA-256 has 32 octets") }
    return fingerprint
  }

  /// The digest of one piece.
  public static func digest(_ octets: some Sequence<UInt8>) -> Fingerprint {
    let state = SHA256()
    state.update(Array(octets))
    return state.finish()
  }
}

extension PresentedChain {
  /// Gives certificates their digests: of each one's octets, and of the digests in order for the chain.
  /// `nil` where there is no certificate.
  public init?(der certificates: some Sequence<some Sequence<UInt8>>) {
    let presented = certificates.map { PresentedCertificate(sha256: SHA256.digest($0), der: Array($0)) }
    guard !presented.isEmpty else { return nil }
    self.init(sha256: SHA256.digest(presented.flatMap(\.sha256.octets)), certificates: presented)
  }
}
