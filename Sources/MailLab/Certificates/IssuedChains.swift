import Synchronization

/// The chains that an authority has issued, so that a profile has one certificate for as long as a laboratory lives:
/// signatures and serial numbers are random, and a TLSA record may stand for the whole certificate.
final class IssuedChains: Sendable {
  /// Read when the zones are written and by the servers' event loop. A lock rather than an actor, as the loop can't wait.
  private let chains = Mutex<[CertificateProfile: CertificateChain]>([:])

  /// The chain of a profile, made where there is none yet.
  func chain(_ profile: CertificateProfile, made: () throws -> CertificateChain) throws -> CertificateChain {
    if let chain = chains.withLock({ $0[profile] }) { return chain }
    let chain = try made()
    return chains.withLock { chains in
      // Another may have made one meanwhile, and somebody may know it already.
      if let first = chains[profile] { return first }
      chains[profile] = chain
      return chain
    }
  }
}
