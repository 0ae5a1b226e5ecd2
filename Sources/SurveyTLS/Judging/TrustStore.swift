internal import COpenSSL
public import SurveyCore

/// The trust anchors that chains are judged against.
///
/// `@unchecked Sendable`: the `X509_STORE` is filled once, before anyone else sees it; OpenSSL locks it for look-ups.
@safe public final class TrustStore: @unchecked Sendable {
  let store: OpaquePointer
  /// SHA-256 of the PEM text, so that `sha256sum` on the file tells whether two waves were judged alike.
  public let sha256: Fingerprint
  /// How many anchors it holds.
  public let count: Int
  /// The anchors' subjects as DER: the names in which a chain may end.
  let subjects: Set<[UInt8]>

  /// Why a text is no trust store.
  public enum Failure: Error, Hashable, Sendable {
    /// A block of the PEM text can't be read.
    case unreadable
    /// There is no certificate in it.
    case empty
  }

  /// Reads anchors from PEM text, as in Debian's `/etc/ssl/certs/ca-certificates.crt`.
  public init(pem: [UInt8]) throws(Failure) {
    guard let store = unsafe X509_STORE_new() else { preconditionFailure("out of memory") }
    ERR_clear_error()
    let anchors = AnchorSubjects()
    let added = unsafe pem.withUnsafeBytes {
      unsafe mx_store_add_pem(store, $0.baseAddress, $0.count, AnchorSubjects.insert, anchors.argument)
    }
    unsafe self.store = store
    subjects = anchors.subjects
    count = Int(max(0, added))
    sha256 = SHA256.digest(pem)
    if added < 0 { throw .unreadable }
    if added == 0 { throw .empty }
  }

  deinit { unsafe X509_STORE_free(store) }
}

/// Collects the subjects of the anchors that OpenSSL reads, during one call.
final class AnchorSubjects {
  var subjects: Set<[UInt8]> = []

  var argument: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let insert: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void = { argument, certificate in
    guard let argument = unsafe argument, let certificate = unsafe certificate else { return }
    let anchors = unsafe Unmanaged<AnchorSubjects>.fromOpaque(argument).takeUnretainedValue()
    anchors.subjects.insert(unsafe Certificate.der(of: X509_get_subject_name(certificate)))
  }
}
