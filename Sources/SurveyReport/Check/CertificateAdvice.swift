import SurveyCore

/// What is to be said of the certificate that one address presents.
struct CertificateAdvice {
  let domain: CheckedDomain
  let host: CheckedHost
  let name: DomainName
  let address: CheckedAddress
  let effects: SenderEffects

  /// Days before the end of a certificate at which a renewal that was to happen by itself has not.
  static let expiryNotice: Int64 = 14

  var all: [Advice] {
    guard let certificateClass = address.certificateClass else { return [] }
    return [advice(certificateClass)].compactMap { $0 } + expiry(certificateClass) + weakKey
  }

  private func advice(_ certificateClass: CertificateClass) -> Advice? {
    switch certificateClass {
    case .caVerified: nil
    case .caWrongName: problem(certificateClass, wrongName)
    case .caExpired: problem(certificateClass, outOfDate)
    case .selfSigned:
      problem(
        certificateClass,
        "the certificate is self-signed: it proves to nobody who the host is. Get \(remedy)")
    case .privateCA:
      problem(
        certificateClass,
        "the chain ends in \(root), a root that the trust store does not hold. Get \(remedy)")
    case .incompleteChain:
      problem(
        certificateClass,
        "the server does not send the whole chain: it lacks \(missingIssuer), which other servers send. Send that "
          + "intermediate certificate, too, behind the server's own (the file is often called fullchain.pem).")
    case .unknownIssuer:
      problem(
        certificateClass,
        "the chain leads to no trusted root: the issuer \(missingIssuer) was not sent, and is not known here. If it is a "
          + "public CA's, send the intermediate certificate, too; otherwise get \(remedy)")
    case .otherInvalid: problem(certificateClass, "the certificate can't be accepted: \(errors).")
    case .anonymous:
      problem(
        certificateClass,
        "the server agrees on TLS without a certificate. Give it one; even a self-signed one lets more senders encrypt."
      )
    }
  }

  private var remedy: String {
    "a certificate from a public CA that names \(name)"
      + (host.dane == .match ? "; senders that honour DANE accept it as it is." : ".")
  }

  private var wrongName: String {
    let presented = CertificateText.names(address.leaf)
    if address.verdict?.name == .mxCommonNameOnly {
      return "the certificate has the name \(name) only as its common name, which does not count (RFC 9525 §2); its "
        + "subjectAltName has \(presented ?? "no DNS name"). Get one with \(name) in the subjectAltName."
    }
    guard let presented else {
      return
        "the certificate has no DNS name at all in its subjectAltName, the MX is called \(name). Get one that names "
        + "\(name)."
    }
    return
      "the certificate is for \(presented); the MX is called \(name). Get one that names \(name), or change the MX "
      + "record to a name that it has."
  }

  private var outOfDate: String {
    let depth = address.judged?.finding.errors.first(where: \.isTime)?.depth ?? 0
    let index = Int(depth)
    let fields = address.certificates.indices.contains(index) ? address.certificates[index] : nil
    let which = depth == 0 ? "the certificate" : "a certificate of the chain (number \(index + 1))"
    if address.verdict?.time == .notYetValid {
      let from = fields?.notBefore.map { ", it begins on \($0.date)" } ?? ""
      return "\(which) is not yet valid\(from). Look at the clocks, or use the previous one until then."
    }
    let since = fields?.notAfter.map { end in
      " since \(CertificateText.days(domain.judgedAt.epoch - end.epoch)) (\(end.date))"
    }
    return "\(which) is expired\(since ?? ""). Renew it, and see to it that the mail server is reloaded afterwards."
  }

  /// The subject of the self-signed certificate at the chain's end.
  private var root: String {
    let end = address.certificates.dropFirst().compactMap { $0 }.last { $0.isSelfSigned }
    return CertificateText.name(end?.subject ?? address.leaf?.issuer)
  }

  /// The issuer of the last certificate that the presented ones lead to from the leaf.
  private var missingIssuer: String {
    guard var top = address.leaf else { return "its issuer" }
    var rest = address.certificates.dropFirst().compactMap { $0 }
    while let place = rest.firstIndex(where: { $0.subject == top.issuer && !$0.isSelfSigned }) {
      top = rest.remove(at: place)
    }
    return CertificateText.name(top.issuer)
  }

  private var errors: String {
    guard address.judged?.finding.leafIsParsable != false else { return "it can't be read" }
    var words: [String] = []
    for error in address.judged?.finding.errors ?? [] where !error.isTime {
      let phrase = CertificateText.phrase(error, leaf: address.leaf)
      if !words.contains(phrase) { words.append(phrase) }
    }
    return words.isEmpty ? "no reason is known" : words.joined(separator: "; ")
  }

  private func problem(_ certificateClass: CertificateClass, _ text: String) -> Advice {
    let damaged = DeliveryAddress(
      outcome: .tls, certificateClass: certificateClass, domainMatch: domain.domainMatch(of: address),
      matchesTLSA: certificateClass != .anonymous, furtherTrust: address.furtherTrust)
    return Advice(
      certificateClass.rawValue, .problem, host: host, addresses: [address.address], text,
      effect: effects.effect(on: host, of: address, damaged: damaged))
  }

  /// NIST SP 800-131A revision 2, §3: RSA keys of less than 2,048 bits are not to be used. Chains with such keys are
  /// trusted all the same at the level that senders verify at.
  private var weakKey: [Advice] {
    guard let leaf = address.leaf, leaf.keyType == "RSA", (1..<2_048).contains(leaf.keyBits) else { return [] }
    return [
      Advice(
        "weak-key", .notice, host: host, addresses: [address.address],
        "the key of the certificate is small (RSA of \(leaf.keyBits) bits). Take one of 2048 bits or more, or an EC key."
      )
    ]
  }

  private func expiry(_ certificateClass: CertificateClass) -> [Advice] {
    guard certificateClass != .caExpired, let end = address.leaf?.notAfter else { return [] }
    let rest = end.epoch - domain.judgedAt.epoch
    if rest <= 0 {
      return [
        Advice(
          "expired", .notice, host: host, addresses: [address.address],
          "the certificate is expired as well, since \(CertificateText.days(-rest)) (\(end.date)).")
      ]
    }
    guard rest < CertificateAdvice.expiryNotice * 86_400 else { return [] }
    return [
      Advice(
        "expires-soon", .notice, host: host, addresses: [address.address],
        "the certificate ends in \(CertificateText.days(rest)), on \(end.date). Renew it.")
    ]
  }
}

/// Parts of certificates as text.
enum CertificateText {
  /// A subject or an issuer, shortened.
  static func name(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "one without a name" }
    return "“\(shortened(text.visible, to: 160))”"
  }

  /// The DNS-IDs, the first few; `nil` where there are none.
  static func names(_ fields: CertificateFields?, limit: Int = 5) -> String? {
    guard let fields, !fields.dnsNames.isEmpty else { return nil }
    let shown = fields.dnsNames.prefix(limit).map { octets in
      shortened(String(decoding: octets, as: UTF8.self).visible, to: 80)
    }
    let rest = max(fields.dnsNameCount, fields.dnsNames.count) - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(NumberText.grouped(rest)) more" : "")
  }

  /// A span of seconds in whole days: `1 day`, `12 days`, `less than a day`.
  static func days(_ seconds: Int64) -> String {
    let days = seconds / 86_400
    return days == 0 ? "less than a day" : days == 1 ? "1 day" : "\(NumberText.grouped(Int(days))) days"
  }

  static func shortened(_ text: String, to limit: Int) -> String {
    text.count > limit ? text.prefix(limit) + "…" : text
  }

  /// A verification error as what is wrong.
  static func phrase(_ error: VerificationError, leaf: CertificateFields?) -> String {
    let whose = error.depth == 0 ? "the certificate" : "a certificate of the chain (number \(error.depth + 1))"
    switch error.code {
    case 7: return "the signature of \(whose) does not verify"
    case 22: return "the chain is too long"
    case 25: return "the chain is longer than one of its authorities allows"
    case 26: return "\(whose) is not for servers (extended key usage without serverAuth)"
    case 32, 79: return "\(whose) may not issue others"
    case 34: return "\(whose) has a critical extension that nobody knows"
    case 47: return "the name is outside of what the authority may issue for"
    case 66, 67:
      let size = error.depth == 0 ? leaf.flatMap { key in key.keyType.map { " (\($0) of \(key.keyBits) bits)" } } : nil
      return "the key of \(whose) is too small\(size ?? "")"
    case 68:
      let algorithm = error.depth == 0 ? leaf.map { " (\($0.signatureAlgorithm.visible))" } : nil
      return "the signature of \(whose) uses a digest that is broken\(algorithm ?? "")"
    default: return "\(error.word) at \(whose)"
    }
  }
}
