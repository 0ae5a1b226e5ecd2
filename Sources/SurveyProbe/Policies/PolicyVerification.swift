internal import NIOCore
internal import NIOSSL
internal import SurveyCore
internal import SurveyTLS

/// Judges the chain of a policy host as every other chain is judged, but without other hosts' intermediates: the host
/// itself must send what leads to a trust anchor.
struct PolicyVerification: Sendable {
  private let judge: ChainJudge
  private let host: DomainName
  private let instant: Instant?
  private let found: NIOLoopBoundBox<MTASTSDefect.TLSFault?>

  init(_ judge: ChainJudge, host: DomainName, instant: Instant?, loop: any EventLoop) {
    self.judge = judge
    self.host = host
    self.instant = instant
    found = .makeBoxSendingValue(nil, eventLoop: loop)
  }

  /// Why the certificate will not do; `nil` where it does, or none was seen. On the event loop.
  var fault: MTASTSDefect.TLSFault? { found.value }

  /// Answers BoringSSL, on the event loop.
  func callAsFunction(_ certificates: [NIOSSLCertificate], _ result: EventLoopPromise<NIOSSLVerificationResult>) {
    let certificateClass = certificateClass(certificates)
    if certificateClass != .caVerified { found.value = .certificate(certificateClass) }
    result.succeed(certificateClass == .caVerified ? .certificateVerified : .failed)
  }

  private func certificateClass(_ certificates: [NIOSSLCertificate]) -> CertificateClass {
    guard !certificates.isEmpty else { return .anonymous }
    guard let chain = try? certificates.map({ try $0.toDERBytes() }) else { return .otherInvalid }
    return judge.judge(chain, at: instant ?? .now).verdict(for: host).certificateClass
  }
}
