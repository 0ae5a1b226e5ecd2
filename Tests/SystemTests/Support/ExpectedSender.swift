import MailLab

/// What a sender comes to at a domain of the population `verdicts`, by the documents that describe the sender.
struct ExpectedSender: Sendable {
  /// The word in `v_sender`.
  let policy: String
  private let deliver: @Sendable (ExpectedVerdict) -> Result

  /// The columns of `v_sender` in their order.
  enum Result: CaseIterable {
    case authenticated, encrypted, plaintext, deferred, bounced, undeliverable, inconclusive
  }

  func result(_ verdict: ExpectedVerdict) -> Result {
    switch verdict.result {
    // The look-up failed for the survey; a sender may fare better.
    case .noMX: .inconclusive
    case .dnsFailed: .undeliverable
    default: deliver(verdict)
    }
  }

  /// Those whose rule is short enough to be told twice.
  static let all = [
    ExpectedSender("plaintext-only") { _ in .plaintext },
    ExpectedSender("postfix-may") { opportunistic($0) },
    ExpectedSender("postfix-encrypt") { $0.result == .noTLS ? .deferred : .encrypted },
    ExpectedSender("postfix-verify") {
      // Where it verifies, its OpenSSL is at security level 1, which has nothing below TLS 1.2.
      let isOld = ["tls10-only.example", "tls11-only.example"].contains($0.domain)
      return $0.result == .caVerified && !isOld ? .authenticated : .deferred
    },
    ExpectedSender("facebook-2014-strict") {
      switch $0.result {
      case .caVerified: .authenticated
      // It is not known to have talked to servers without a certificate.
      case .noTLS, .anonymous: .plaintext
      default: .encrypted
      }
    },
    // Postfix takes what TLSA records say of hosts that an insecure MX RRset names, too.
    ExpectedSender("postfix-dane") { dane($0) ?? opportunistic($0) },
    // RFC 8461 §5: what an enforced policy does not vouch for gets no mail. Its library is one of today.
    ExpectedSender("mta-sts-enforce") {
      guard $0.mtaSTS == .enforce else {
        return $0.look == .modern ? .encrypted : .plaintext
      }
      return $0.result == .caVerified && $0.listedMX != 0 ? .authenticated : .deferred
    },
  ]

  private init(_ policy: String, _ deliver: @escaping @Sendable (ExpectedVerdict) -> Result) {
    self.policy = policy
    self.deliver = deliver
  }

  private static func opportunistic(_ verdict: ExpectedVerdict) -> Result {
    verdict.result == .noTLS ? .plaintext : .encrypted
  }

  /// RFC 7672 §2.2; `nil`: the host has no say in it.
  private static func dane(_ verdict: ExpectedVerdict) -> Result? {
    switch verdict.dane {
    case .match: .authenticated
    // One address presents what the record is about, and senders try them all (RFC 5321 §5.1).
    case .mismatch: verdict.domain == "dane-second-address.example" ? .authenticated : .deferred
    // Records that can't be used still demand TLS.
    case .unusable: verdict.result == .noTLS ? .deferred : .encrypted
    case .bogus, .error: .deferred
    case .absent, .insecure, nil: nil
    }
  }
}
