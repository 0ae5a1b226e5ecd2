import SurveyCore
import Testing

/// A conversation as it is written down, and the machine that plays its server.
///
/// ```
/// S: 220 mx.example
/// C: EHLO survey.example.net
/// S: 421 busy
/// C: QUIT
/// S: <closed>
/// C: <finish>
/// ```
/// Consecutive `S:` lines are one segment; `<pause>` parts them. A line that ends in a backslash has no line end; `\0`,
/// `\r`, `\n` and `\xHH` stand for octets. What the client does is not read but written: a conversation went as it is
/// written down when `play` gives back the same text.
struct Transcript: Sendable {
  static let clientName = "survey.example.net"

  let text: String

  /// What came of it.
  struct Result {
    var text: String
    var ending: ProbeEnding?
    var greeting: [UInt8]
    var actions: [SMTPDialogue.Action]
  }

  /// What else can happen than octets.
  private static let events: [String: SMTPDialogue.Input] = [
    "<closed>": .closed, "<reset>": .reset, "<deadline>": .deadline,
    "<handshake completed>": .handshakeCompleted,
    "<alert 40>": .handshakeFailed(.alert(40)), "<alert 112>": .handshakeFailed(.alert(112)),
    "<not TLS>": .handshakeFailed(.notTLS), "<SSLv3>": .handshakeFailed(.unsupportedVersion),
    "<malformed record>": .handshakeFailed(.malformed), "<no descriptor>": .localFault(.descriptors),
    "<cancelled>": .localFault(.cancelled),
  ]

  /// Plays the server's lines, each segment whole or octet by octet.
  func play(octetByOctet: Bool = false) throws -> Result {
    var dialogue = SMTPDialogue(clientName: try DomainName(Transcript.clientName))
    var lines: [String] = []
    var actions: [SMTPDialogue.Action] = []
    func feed(_ inputs: [SMTPDialogue.Input]) {
      let taken = inputs.flatMap { dialogue.handle($0) }
      actions += taken
      lines += taken.map(Transcript.line)
    }
    var segment: [UInt8] = []
    func flush() {
      guard !segment.isEmpty else { return }
      feed(octetByOctet ? segment.map { .received([$0]) } : [.received(segment)])
      segment = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      guard line.hasPrefix("S: ") else {
        flush()
        continue
      }
      let content = String(line.dropFirst(3))
      if content.hasPrefix("<") {
        flush()
        lines.append(line)
        if let event = Transcript.events[content] {
          feed([event])
        } else {
          precondition(content == "<pause>", content)
        }
      } else {
        segment += Transcript.octets(content)
        lines.append(line)
      }
    }
    flush()
    return Result(
      text: lines.joined(separator: "\n"), ending: dialogue.ending, greeting: dialogue.greeting,
      actions: actions)
  }

  private static func line(_ action: SMTPDialogue.Action) -> String {
    switch action {
    case .send(let command):
      "C: " + String(decoding: command.line, as: UTF8.self).replacing("\r\n", with: "")
    case .startHandshake: "C: <handshake>"
    case .finish: "C: <finish>"
    }
  }

  static func octets(_ line: String) -> [UInt8] {
    var octets: [UInt8] = []
    var rest = Array(line.utf8)[...]
    while let octet = rest.popFirst() {
      guard octet == UInt8(ascii: "\\") else {
        octets.append(octet)
        continue
      }
      switch rest.popFirst() {
      case nil: return octets
      case UInt8(ascii: "0"): octets.append(0)
      case UInt8(ascii: "r"): octets.append(0x0d)
      case UInt8(ascii: "n"): octets.append(0x0a)
      case UInt8(ascii: "x"):
        octets.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      case let other?: preconditionFailure("no such escape: \(other)")
      }
    }
    return octets + [0x0d, 0x0a]
  }
}

/// One conversation with what it has to come to; the number is the row of the fault table.
struct Conversation: Sendable, CustomTestStringConvertible {
  let name: String
  let stage: Stage
  let reason: Reason
  let outcome: Outcome
  let code: UInt16?
  let transcript: Transcript

  init(
    _ name: String, _ stage: Stage, _ reason: Reason, _ outcome: Outcome, code: UInt16? = nil, _ text: String
  ) {
    self.name = name
    self.stage = stage
    self.reason = reason
    self.outcome = outcome
    self.code = code
    transcript = Transcript(text: text)
  }

  var testDescription: String { name }

  static let all: [Conversation] = greeting + ehlo + startTLS + handshake + established
}
