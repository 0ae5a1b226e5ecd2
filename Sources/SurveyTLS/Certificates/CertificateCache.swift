internal import SurveyCore
internal import Synchronization

/// Parsed certificates that many chains have in common: reading one costs OpenSSL as much as verifying a signature.
final class CertificateCache: Sendable {
  private let known = Mutex<[Fingerprint: Certificate]>([:])

  /// Certificates that are held; when there are more, all are let go, as what is common comes again soon.
  private static let capacity = 4_096

  /// The certificate of the octets; `nil` where they are none.
  func certificate(der: [UInt8]) -> Certificate? {
    let digest = SHA256.digest(der)
    if let certificate = known.withLock({ $0[digest] }) { return certificate }
    guard let certificate = Certificate(der: der) else { return nil }
    known.withLock { known in
      if known.count >= CertificateCache.capacity { known = [:] }
      known[digest] = certificate
    }
    return certificate
  }
}
