internal import COpenSSL
public import SurveyCore

/// Judges chains against TLSA records by OpenSSL's own implementation of DANE, which Postfix uses as well.
///
/// DANE-EE asks for the match alone: neither names nor dates count (RFC 7672 §3.1.1). DANE-TA asks for a chain to the
/// matching certificate in date, at `auth_level` 1 as Postfix does, and for a DNS-ID that matches a reference name
/// (§3.1.2). That name is matched by the rules of RFC 9525, so that a common name alone never counts; Postfix
/// takes it where the certificate has no DNS-ID at all.
///
/// `@unchecked Sendable`: the `SSL_CTX` and the empty store are set up here and never changed; OpenSSL counts their
/// references atomically.
@safe public final class DANEJudge: @unchecked Sendable {
  private let context: OpaquePointer
  private let store: OpaquePointer

  /// A judge; one serves a whole survey.
  public init() {
    guard let context = unsafe mx_dane_context(), let store = unsafe X509_STORE_new() else {
      preconditionFailure("OpenSSL has no DANE")
    }
    unsafe self.context = context
    unsafe self.store = store
  }

  deinit {
    unsafe SSL_CTX_free(context)
    unsafe X509_STORE_free(store)
  }

  /// The records that OpenSSL takes: usable by their form and, where a certificate or key is given in full, readable.
  public func usable(_ records: [TLSARecord]) -> [TLSARecord] {
    let holder = unsafe TLSAHolder(context)
    defer { ERR_clear_error() }
    return records.filter(holder.add)
  }

  /// Judges a presented chain at an instant.
  /// - Parameters:
  ///   - chain: the DER octets in the order of the wire, leaf first; empty where the server has no certificate.
  ///   - records: the host's TLSA RRset; records that can't be used are passed over.
  ///   - names: the reference names, of which DANE-TA wants one: the TLSA base domain, and for a secure MX RRset the
  ///     mail domain (RFC 7672 §3.2.2).
  public func judge(
    chain: [[UInt8]], records: [TLSARecord], names: [DomainName], at instant: Instant
  ) -> DANEJudgement {
    let holder = unsafe TLSAHolder(context)
    defer { ERR_clear_error() }
    let usable = records.filter(holder.add)
    guard !usable.isEmpty else { return DANEJudgement(always: .unusable) }
    guard let der = chain.first, let leaf = Certificate(der: der) else { return DANEJudgement(always: .mismatch([])) }
    let anchors = usable.filter { $0.usage == 2 }
    // DANE-EE looks at the leaf alone; reading a certificate is most of the work.
    let others = anchors.isEmpty ? [] : chain.dropFirst().compactMap(Certificate.init)
    var errors = verify(leaf, others, holder, at: instant)
    let match = holder.match
    if let match, match.usage == 3, errors.isEmpty { return DANEJudgement(always: match.finding) }
    // Without a trust anchor nothing is verified that a date could change.
    guard !anchors.isEmpty else { return DANEJudgement(always: .mismatch(errors.sorted())) }
    if match != nil, !leaf.matches(anyOf: names) {
      errors.append(VerificationError(code: X509_V_ERR_HOSTNAME_MISMATCH, depth: 0))
    }
    var span = ValiditySpan(around: instant)
    let full = anchors.filter { $0.selector == 0 && $0.matchingType == 0 }
    for certificate in [leaf] + others + full.compactMap({ Certificate(der: $0.association) }) {
      span.narrow(certificate.notBefore)
      span.narrow(certificate.notAfter)
    }
    let finding = match.flatMap { errors.isEmpty ? $0.finding : nil } ?? .mismatch(Array(Set(errors)).sorted())
    return DANEJudgement(finding: finding, from: span.from, until: span.until)
  }

  private func verify(
    _ leaf: Certificate, _ others: [Certificate], _ holder: TLSAHolder, at instant: Instant
  ) -> [VerificationError] {
    guard let stack = unsafe mx_stack_new() else { preconditionFailure("out of memory") }
    defer { unsafe mx_stack_free(stack) }
    for certificate in others { _ = unsafe mx_stack_push(stack, certificate.x509) }
    var errors = mx_errors()
    let done = unsafe mx_dane_verify(holder.ssl, store, leaf.x509, stack, instant.epoch, &errors)
    precondition(done == 1, "OpenSSL could not verify: out of memory")
    return VerificationError.collected(errors)
  }
}

/// The TLSA records of one judgement, in an `SSL` that never connects: OpenSSL has no other place for them.
@safe private final class TLSAHolder {
  let ssl: OpaquePointer

  init(_ context: OpaquePointer) {
    guard let ssl = unsafe mx_dane_holder(context) else { preconditionFailure("out of memory") }
    unsafe self.ssl = ssl
  }

  deinit { unsafe SSL_free(ssl) }

  /// Whether OpenSSL takes the record.
  func add(_ record: TLSARecord) -> Bool {
    guard record.isUsable else { return false }
    return unsafe SSL_dane_tlsa_add(
      ssl, record.usage, record.selector, record.matchingType, record.association, record.association.count) > 0
  }

  /// The record that the last verification matched.
  var match: (usage: UInt8, finding: DANEFinding)? {
    var (usage, selector, matchingType): (UInt8, UInt8, UInt8) = (0, 0, 0)
    guard unsafe SSL_get0_dane_tlsa(ssl, &usage, &selector, &matchingType, nil, nil) >= 0 else { return nil }
    return (usage, .match(usage: usage, selector: selector, matchingType: matchingType))
  }
}

extension Certificate {
  /// Whether a DNS-ID matches one of the names.
  fileprivate func matches(anyOf names: [DomainName]) -> Bool {
    let presented = dnsNames.names
    return names.contains { name in presented.contains(where: name.matches(presented:)) }
  }
}

extension DANEJudgement {
  /// A finding that no date changes.
  fileprivate init(always finding: DANEFinding) {
    self.init(finding: finding, from: .distantPast, until: .distantFuture)
  }
}
