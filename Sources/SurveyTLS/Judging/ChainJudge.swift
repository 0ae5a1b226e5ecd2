internal import COpenSSL
public import SurveyCore

/// Judges chains by OpenSSL: purpose SSL server, `auth_level` 1, trusted first, no partial chain, depth 10, every error
/// collected. It knows no names; those are matched apart.
public struct ChainJudge: Sendable {
  /// The trust anchors.
  public let trustStore: TrustStore
  /// What completes chains that reach no root by themselves.
  public let intermediates: IntermediatePool
  /// What servers send beside their leaves.
  private let cache = CertificateCache()

  /// A judge.
  public init(trustStore: TrustStore, intermediates: IntermediatePool) {
    self.trustStore = trustStore
    self.intermediates = intermediates
  }

  /// Judges a presented chain at an instant.
  /// - Parameter chain: the DER octets in the order of the wire, leaf first, at least one.
  public func judge(_ chain: [[UInt8]], at instant: Instant) -> JudgedChain {
    precondition(!chain.isEmpty, "a chain to be judged holds at least the leaf")
    guard let leaf = Certificate(der: chain[0]) else {
      let finding = ChainFinding(errors: [], leafIsSelfSigned: false, leafIsParsable: false)
      return JudgedChain(finding: finding, from: .distantPast, until: .distantFuture, dnsNames: [], commonNames: [])
    }
    let others = chain.dropFirst().compactMap(cache.certificate)
    let isSelfSigned = leaf.isSelfSigned
    var span = ValiditySpan(around: instant)
    let errors = verify(leaf, others, at: instant, span: &span)
    var finding = ChainFinding(errors: errors, leafIsSelfSigned: isSelfSigned)
    if finding.status == .unknownIssuer {
      let completion = intermediates.completion(of: leaf, others, to: trustStore.subjects)
      if !completion.isEmpty {
        let completed = verify(leaf, completion, at: instant, span: &span)
        let reachesAnchor = ChainFinding(errors: completed, leafIsSelfSigned: isSelfSigned).status == .trusted
        finding = ChainFinding(errors: errors, leafIsSelfSigned: isSelfSigned, isCompletable: reachesAnchor)
      }
    }
    ERR_clear_error()
    return JudgedChain(
      finding: finding, from: span.from, until: span.until, dnsNames: leaf.dnsNames.names,
      commonNames: leaf.commonNames)
  }

  private func verify(
    _ leaf: Certificate, _ others: [Certificate], at instant: Instant, span: inout ValiditySpan
  ) -> [VerificationError] {
    guard let stack = unsafe mx_stack_new() else { preconditionFailure("out of memory") }
    defer { unsafe mx_stack_free(stack) }
    for certificate in others { _ = unsafe mx_stack_push(stack, certificate.x509) }
    var errors = mx_errors()
    let involved = ValidityTimes()
    let done = unsafe mx_verify(
      trustStore.store, leaf.x509, stack, instant.epoch, &errors, ValidityTimes.append, involved.argument)
    precondition(done == 1, "OpenSSL could not verify: out of memory")
    for certificate in [leaf] + others {
      span.narrow(certificate.notBefore)
      span.narrow(certificate.notAfter)
    }
    for boundary in involved.boundaries { span.narrow(boundary) }
    return VerificationError.collected(errors)
  }
}

extension VerificationError {
  /// What a verification's callback noted, in the order in which it came.
  static func collected(_ errors: mx_errors) -> [VerificationError] {
    unsafe withUnsafeBytes(of: errors) { raw in
      let codes = unsafe raw.bindMemory(to: Int32.self)
      return (0..<Int(errors.count)).map { index in
        unsafe VerificationError(code: codes[index], depth: max(0, codes[64 + index]))
      }
    }
  }
}

/// The time between the two validity boundaries next to an instant.
///
/// OpenSSL calls a certificate expired from the second `notAfter` on (`X509_cmp_time` takes equal for earlier), where
/// RFC 5280 §4.1.2.5 still counts that second as valid; senders behave as OpenSSL does.
struct ValiditySpan {
  let instant: Instant
  var from = Instant.distantPast
  var until = Instant.distantFuture

  init(around instant: Instant) { self.instant = instant }

  mutating func narrow(_ boundary: Instant?) {
    guard let boundary else { return }
    if boundary <= instant { from = max(from, boundary) } else { until = min(until, boundary) }
  }
}

extension Instant {
  static let distantPast = Instant(epoch: .min)
  static let distantFuture = Instant(epoch: .max)
}

/// Collects the validity boundaries of the certificates that decided which chain OpenSSL built, during one call.
final class ValidityTimes {
  var boundaries: [Instant] = []

  var argument: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let append: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?) -> Void = { argument, certificate in
    guard let argument = unsafe argument, let certificate = unsafe certificate else { return }
    let times = unsafe Unmanaged<ValidityTimes>.fromOpaque(argument).takeUnretainedValue()
    var epoch: Int64 = 0
    if unsafe mx_not_before(certificate, &epoch) == 1 { times.boundaries.append(Instant(epoch: epoch)) }
    if unsafe mx_not_after(certificate, &epoch) == 1 { times.boundaries.append(Instant(epoch: epoch)) }
  }
}
