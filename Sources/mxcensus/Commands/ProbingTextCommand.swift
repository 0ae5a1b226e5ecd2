import ArgumentParser
import SurveyCore
import SurveyReport

/// `mxcensus probing-txt`: what a scanning host tells of itself.
struct ProbingTextCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probing-txt",
    abstract: "Write probing.txt (RFC 9511) and a page for the scanning host: who visits, what for, how to be left out",
    discussion: """
      Serve index.html at https://NAME/ and probing.txt at https://NAME/.well-known/probing.txt, NAME being that of \
      --ehlo. Both need nothing from elsewhere, and are the same from day to day but for the date of expiry.

      EXAMPLES
        mxcensus probing-txt -o /var/www/survey --ehlo survey.example.org \\
          --contact mailto:survey@example.org --operator-name Example \\
          --address 192.0.2.10 --address 2001:db8::10
      """)

  @Option(
    name: [.customShort("o"), .customLong("output")], help: ArgumentHelp("Folder to write to.", valueName: "dir"))
  var output: String

  @OptionGroup(title: "Who we are") var identity: IdentityOptions

  @Option(help: ArgumentHelp("Who surveys, in words.", valueName: "name")) var operatorName: String?

  @Option(help: ArgumentHelp("An address that the survey speaks from, for the page.", valueName: "addr"))
  var address: [String] = []

  @Option(help: ArgumentHelp("A page about the survey elsewhere.", valueName: "uri")) var policyUrl: String?

  @Option(help: ArgumentHelp("Days after which what is written has to be looked at again.", valueName: "days"))
  var expires = 365

  @OptionGroup(title: "Settings") var settings: SettingsOptions

  func run() async throws {
    do {
      let notice = try notice()
      try OutputPlace.requireFolder(output)
      try FileContents.makeFolder(output)
      try FileContents.replace("\(output)/probing.txt", with: ProbingText(notice: notice).text)
      try FileContents.replace("\(output)/index.html", with: ProbingPage(notice: notice).text)
      Terminal.say(
        """
        wrote probing.txt and index.html to \(output)
        serve them as \(notice.canonical) and https://\(notice.host)/
        """)
    } catch {
      throw try ErrorWords.refusal(for: error).exit()
    }
  }

  private func notice() throws -> SurveyNotice {
    guard (1...3_650).contains(expires) else { throw Refusal(.usage, "--expires takes days, 1 to 3650") }
    let identity = try Identity(identity, isSynthetic: false)
    let addresses = try address.map { text in
      guard let address = Address(text) else {
        throw Refusal(.usage, "--address takes an IPv4 or IPv6 address, not \(text.debugDescription)")
      }
      return address
    }
    if let operatorName, operatorName.isEmpty || operatorName.visible != operatorName {
      throw Refusal(.usage, "--operator-name takes a line of text, not \(operatorName.debugDescription)")
    }
    try checkURI(identity.contact, "--contact")
    if let policyUrl {
      guard policyUrl.hasPrefix("https://") else {
        throw Refusal(.usage, "--policy-url takes an https: URI, not \(policyUrl.debugDescription)")
      }
      try checkURI(policyUrl, "--policy-url")
    }
    return SurveyNotice(
      host: identity.clientName, contact: identity.contact, operatorName: operatorName, addresses: addresses,
      policy: policyUrl, expires: Instant(epoch: Instant.now.epoch + Int64(expires) * 86_400))
  }

  /// What is no character of a URI (RFC 3986 §2) would forge a line or a tag.
  private func checkURI(_ text: String, _ flag: String) throws {
    let others = Set("-._~:/?#[]@!$&'()*+,;=%".utf8)
    let isSound = text.utf8.allSatisfy { octet in
      switch octet {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: others.contains(octet)
      }
    }
    guard isSound, text.utf8.count <= 2_000 else {
      throw Refusal(.configuration, "\(flag) takes a URI, not \(text.debugDescription)")
    }
  }
}
