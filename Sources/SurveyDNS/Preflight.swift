import SurveyCore

extension Resolver {
  /// What a wave can expect of its resolver.
  public enum Preflight: Hashable, Sendable {
    /// The resolver lives, and `. DNSKEY` came through it and was validated against the trust anchor.
    case validating
    /// The resolver lives, but nothing can be validated through it, for this reason in words: the wave is to run
    /// without an anchor, with every DNSSEC status `unknown`. Most stub resolvers strip DNSSEC.
    case unvalidated(reason: String)
    /// The resolver does not answer, for this reason in words.
    case dead(reason: String)
  }

  /// Asks for `. DNSKEY` with the trust anchor and, where that fails, for `. NS` without it.
  ///
  /// Takes as long as two of `checkTimeout` at most, save for an answer that validates slowly.
  public static func preflight(_ configuration: ResolverConfiguration) async -> Preflight {
    let reason: String
    if let anchor = configuration.trustAnchorFile {
      switch await endingOfOne(Question(owner: ".", .dnskey), configuration, trustAnchorFile: anchor) {
      case .success(.answer(let answer)) where answer.secure: return .validating
      case .success(let ending): reason = words(ending, asking: ". DNSKEY")
      case .failure(let error): reason = error.description
      }
    } else {
      reason = "no trust anchor was given"
    }
    switch await endingOfOne(Question(owner: ".", .ns), configuration, trustAnchorFile: nil) {
    case .success(.answer(let answer)) where answer.isConclusive: return .unvalidated(reason: reason)
    case .success(let ending): return .dead(reason: words(ending, asking: ". NS"))
    case .failure(let error): return .dead(reason: error.description)
    }
  }

  /// Asks one question of a context that has never asked another.
  private static func endingOfOne(
    _ question: Question, _ configuration: ResolverConfiguration, trustAnchorFile: String?
  ) async -> Result<LookupEnding, ResolverError> {
    do {
      let loop = try LookupLoop(configuration, trustAnchorFile: trustAnchorFile)
      defer { loop.close() }
      return .success(await loop.ask(question, timeout: configuration.health.checkTimeout))
    } catch {
      return .failure(error)
    }
  }

  private static func words(_ ending: LookupEnding, asking question: String) -> String {
    switch ending {
    case .answer(let answer):
      if answer.bogus { return "\(question) is bogus: \(answer.whyBogus ?? "libunbound gives no reason")" }
      if !answer.isConclusive { return "\(question) was answered with RCODE \(answer.rcode)" }
      return "\(question) came back, but was not validated"
    case .timeout: return "\(question) was not answered in time"
    case .cancelled, .ended: return "the check was cancelled"
    case .refused(let code): return "libunbound refused to ask \(question) (\(Unbound.words(code)))"
    }
  }
}
