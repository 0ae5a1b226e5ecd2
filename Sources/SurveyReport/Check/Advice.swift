public import SurveyCore

/// One thing about a domain that an operator can act on, in words.
public struct Advice: Hashable, Sendable {
  /// How much it matters.
  public enum Weight: String, Hashable, Sendable, CaseIterable {
    /// Mail is lost, refused, or goes out in the clear, at least from some senders.
    case problem
    /// Nothing fails today, but something is not as it should be.
    case notice
    /// What could be done beyond.
    case hint
  }

  /// A stable word for programs, for example `ca-wrong-name`.
  public let word: String
  /// How much it matters.
  public let weight: Weight
  /// The host that it is about, as it is shown; `nil`: the domain.
  public let host: String?
  /// Which of the host's addresses; empty: the host itself.
  public var addresses: [Address]
  /// Whole sentences. What a peer wrote is escaped.
  public let text: String
  /// Lines to be put as they stand into a zone file or a policy; often empty.
  public let write: [String]
  /// Sender policies that would not deliver because of it.
  public let refusing: [String]
  /// Sender policies that would deliver in the clear because of it.
  public let exposing: [String]

  init(
    _ word: String, _ weight: Weight, host: CheckedHost? = nil, addresses: [Address] = [], _ text: String,
    write: [String] = [], effect: SenderEffects.Effect = SenderEffects.Effect()
  ) {
    self.word = word
    self.weight = weight
    self.host = host?.text
    self.addresses = addresses
    self.text = text
    self.write = write
    refusing = effect.refusing
    exposing = effect.exposing
  }

  /// Whether two say the same of different addresses of one host.
  func isSame(as other: Advice) -> Bool {
    var other = other
    other.addresses = addresses
    return self == other
  }

  /// Whether two say the same, of whichever hosts.
  func saysTheSame(as other: Advice) -> Bool {
    (word, weight, text) == (other.word, other.weight, other.text)
      && (write, refusing, exposing) == (other.write, other.refusing, other.exposing)
  }
}

extension CheckedDomain {
  /// All advice: problems first, then notices and hints, each in the order of the domain, its hosts and their
  /// addresses. What is the same at several addresses of a host is said once.
  public var advice: [Advice] {
    var found = DomainAdvice(domain: self).all
    for host in hosts { found += merged(HostAdvice(domain: self, host: host).all) }
    found += PolicyAdvice(domain: self).all
    return Advice.Weight.allCases.flatMap { weight in found.filter { $0.weight == weight } }
  }

  private func merged(_ advice: [Advice]) -> [Advice] {
    var merged: [Advice] = []
    for item in advice {
      if let place = merged.firstIndex(where: item.isSame) {
        merged[place].addresses += item.addresses
      } else {
        merged.append(item)
      }
    }
    return merged
  }
}
