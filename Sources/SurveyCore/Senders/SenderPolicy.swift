/// How one kind of sender treats the mail hosts that it finds: a rule, with where it is written.
///
/// A sender's result is `authenticated` only where the sender looked for a proof and would have acted otherwise without
/// it: delivered in the clear, not delivered, or, as Facebook did, counted the mail apart. An opportunistic sender that
/// meets a perfect certificate still comes to `encrypted`: it would have delivered anyway, and so to an attacker too.
public struct SenderPolicy: Hashable, Sendable {
  /// The word of `v_sender.policy`, or the name given to `--sender`.
  public let name: String
  /// Whose mail this is, for people.
  public let title: String
  /// Where the rule is written.
  public let source: SenderSource
  /// What is not known for sure, where the source is weak; `nil` where it says all that the rule needs.
  public let caveat: String?
  let rule: SenderRule

  init(_ name: String, _ title: String, source: SenderSource, caveat: String? = nil, rule: SenderRule) {
    self.name = name
    self.title = title
    self.source = source
    self.caveat = caveat
    self.rule = rule
  }

  /// The largest number of senders that `--sender` can add: the bits of `DeliveryAddress.furtherTrust`.
  public static let maximumFurther = UInt64.bitWidth

  /// A sender of `--sender NAME=TRUSTFILE`: it delivers over TLS to hosts that the file vouches for, else it defers.
  /// - Parameter number: which bit of `DeliveryAddress.furtherTrust` stands for the file.
  /// - Precondition: `number` is in 0 ..< `maximumFurther`.
  public static func further(name: String, number: Int) -> SenderPolicy {
    precondition((0..<maximumFurther).contains(number), "a further sender's number is a bit of its addresses' trust")
    return SenderPolicy(
      name, "A sender that trusts what its own file of certificates vouches for",
      source: SenderSource("the survey's own command line"),
      rule: .mandatory(.tolerant, check: .trustFile(UInt8(number))))
  }
}

/// Where a sender policy is written.
public struct SenderSource: Hashable, Sendable {
  /// The document.
  public let document: String
  /// The section or the setting within it; `nil` for all of it.
  public let section: String?
  /// The document's address; `nil` where none is known.
  public let url: String?

  init(_ document: String, section: String? = nil, url: String? = nil) {
    self.document = document
    self.section = section
    self.url = url
  }

  /// Document, section and address in one line of Markdown.
  public var markdown: String {
    let words = section.map { "\(document), \($0)" } ?? document
    return url.map { "[\(words)](\($0))" } ?? words
  }
}
