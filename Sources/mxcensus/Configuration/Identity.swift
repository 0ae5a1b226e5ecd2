import SurveyCore

/// Who surveys: what mail hosts and policy hosts are told.
struct Identity: Sendable {
  /// Said in EHLO.
  let clientName: DomainName
  /// Where people are reached: a `mailto:` or `https:` URI.
  let contact: String

  /// Said in EHLO by who surveys a laboratory without a name.
  static let laboratoryName = "survey.example"

  init(_ options: IdentityOptions, isSynthetic: Bool) throws {
    if !isSynthetic, !options.isComplete {
      throw Refusal(
        .configuration,
        """
        a survey says who it is and how to reach you, so that operators can ask or opt out. Add to the command:
          --ehlo survey.example.org --contact mailto:postmaster@example.org
        with the name of this host, whose address leads back to it in the DNS, and an address that people read.
        """)
    }
    contact = options.contact ?? "mailto:laboratory@survey.example"
    guard contact.hasPrefix("mailto:") || contact.hasPrefix("https://") else {
      throw Refusal(.configuration, of: "contact", message: "--contact takes a mailto: or https: URI, not \(contact)")
    }
    let name = options.ehlo ?? Identity.laboratoryName
    guard let clientName = try? DomainName(name), clientName.labelCount > 1 else {
      throw Refusal(
        .configuration, of: "ehlo", message: "--ehlo takes a fully qualified name as survey.example.org, not \(name)")
    }
    self.clientName = clientName
  }
}

extension IdentityOptions {
  /// Whether both are given.
  var isComplete: Bool { ehlo != nil && contact != nil }
}
