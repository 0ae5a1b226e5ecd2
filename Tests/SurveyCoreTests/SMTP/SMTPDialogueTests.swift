import SurveyCore
import Testing

@Suite struct SMTPDialogueTests {
  @Test(arguments: Conversation.all)
  func conversationGoesAsWritten(conversation: Conversation) throws {
    let result = try conversation.transcript.play()
    #expect(result.text == conversation.transcript.text)
    let ending = try #require(result.ending)
    #expect(ending.stage == conversation.stage)
    #expect(ending.reason == conversation.reason)
    #expect(ending.outcome == conversation.outcome)
    #expect(ending.replyCode?.rawValue == conversation.code)
  }

  /// Injection is the one thing that lies in the segments: octets that come later belong to the handshake.
  @Test(arguments: Conversation.all.filter { $0.reason != .injection })
  func conversationIsTheSameOctetByOctet(conversation: Conversation) throws {
    let whole = try conversation.transcript.play()
    let split = try conversation.transcript.play(octetByOctet: true)
    #expect(split.actions == whole.actions)
    #expect(split.ending?.stage == whole.ending?.stage)
    #expect(split.ending?.reason == whole.ending?.reason)
    #expect(split.ending?.replyCode == whole.ending?.replyCode)
  }

  /// Row 50: whatever the state, until the server's last line is complete the client is silent.
  @Test func nothingIsSentBeforeTheServersTurn() throws {
    let name = try DomainName(Transcript.clientName)
    var dialogue = SMTPDialogue(clientName: name)
    func drip(_ reply: String) -> [SMTPDialogue.Action] {
      for octet in reply.utf8.dropLast() { #expect(dialogue.handle(.received([octet])) == []) }
      return dialogue.handle(.received([0x0a]))
    }
    #expect(drip("220-mx.example\r\n220-still talking\r\n220 done\r\n") == [.send(.ehlo(name))])
    #expect(drip("250-mx.example\r\n250-STARTTLS\r\n250 HELP\r\n") == [.send(.startTLS)])
    #expect(drip("220-go\r\n220 ahead\r\n") == [.startHandshake])
    #expect(dialogue.handle(.handshakeCompleted) == [.send(.ehlo(name))])
    #expect(drip("250-mx.example\r\n250 HELP\r\n") == [.send(.quit)])
    #expect(drip("221-good\r\n221 bye\r\n") == [.finish])
  }

  @Test func endingKeepsTheReplyThatEndedIt() throws {
    let text = """
      S: 554-no SMTP service here
      S: 554 go away
      C: QUIT
      S: 221 bye
      C: <finish>
      """
    let result = try Transcript(text: text).play()
    #expect(result.ending?.text == Array("554-no SMTP service here\r\n554 go away\r\n".utf8))
    #expect(result.greeting == result.ending?.text)
  }

  @Test func endingKeepsWhatHadComeOfAReply() throws {
    let text = #"""
      S: 220-mx.example
      S: 220 st\
      S: <reset>
      C: <finish>
      """#
    let result = try Transcript(text: text).play()
    #expect(result.ending?.text == Array("220-mx.example\r\n220 st".utf8))
    #expect(result.greeting == Array("220-mx.example\r\n220 st".utf8))
  }

  /// A greeting has the reader's limit even where the server writes megabytes at once.
  @Test func greetingHasALimitHoweverMuchComes() {
    var dialogue = SMTPDialogue(clientName: DomainName(uncheckedCanonical: "survey.example.net"))
    #expect(dialogue.handle(.received([UInt8](repeating: 0x32, count: 1 << 20))) == [.finish])
    #expect(dialogue.ending?.reason == .tooLong)
    #expect(dialogue.greeting.count == ReplyReader.maximumLineLength + 1)
  }

  @Test func endingKeepsTheInjectedOctets() throws {
    let injection = try #require(Conversation.startTLS.first { $0.reason == .injection })
    let result = try injection.transcript.play()
    #expect(result.ending?.text == Array("220 go ahead\r\n250-mx.example\r\n250 AUTH PLAIN\r\n".utf8))
    #expect(result.greeting == Array("220 mx.example\r\n".utf8))
  }

  @Test func endingKeepsAtMost512Octets() throws {
    let long = String(repeating: "a", count: 1_000)
    let result = try Transcript(text: "S: 554 \(long)\nC: QUIT\nS: <closed>\nC: <finish>").play()
    #expect(result.ending?.text.count == ProbeEnding.maximumText)
    #expect(ProbeEnding.maximumText == 512)
  }

  @Test func saysWhatTheDeadlineIsFor() throws {
    var dialogue = SMTPDialogue(clientName: try DomainName(Transcript.clientName))
    var awaited = [dialogue.awaiting]
    let inputs: [SMTPDialogue.Input] = [
      .received(Array("220 mx\r\n".utf8)), .received(Array("250-mx\r\n250 STARTTLS\r\n".utf8)),
      .received(Array("220 go\r\n".utf8)), .handshakeCompleted, .received(Array("250 mx\r\n".utf8)),
      .received(Array("221 bye\r\n".utf8)),
    ]
    for input in inputs {
      _ = dialogue.handle(input)
      awaited.append(dialogue.awaiting)
    }
    #expect(awaited == [.greeting, .reply, .reply, .handshake, .reply, .goodbye, .nothing])
  }

  /// Octets in the clear that come during the handshake are the TLS library's, and are not piled up here.
  @Test func octetsDuringTheHandshakeAreNotTaken() throws {
    let text = """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 250-mx.example
      S: 250 STARTTLS
      C: STARTTLS
      S: 220 go ahead
      C: <handshake>
      S: 250 injected
      S: <not TLS>
      C: <finish>
      """
    let result = try Transcript(text: text).play()
    #expect(result.text == text)
    #expect(result.ending?.text == [])
  }

  private static func randomInput(using generator: inout SplitMix64) -> SMTPDialogue.Input {
    let texts = [
      "220 mx\r\n", "250-mx\r\n250 STARTTLS\r\n", "250 mx\r\n", "220 go\r\n", "500 what\r\n", "502 no\r\n",
      "421 x\r\n",
      "554 no\r\n", "354 go\r\n", "221 bye\r\n", "2", "250-", "\r\n", "\0", "\n", "220 a\r\n2", "250-a\r\n",
      "220 a\r\n250-b\r\n250 STARTTLS\r\n220 c\r\n", "",
    ]
    switch Int.random(in: 0..<40, using: &generator) {
    case 0: return .closed
    case 1: return .reset
    case 2: return .deadline
    case 3: return .localFault(.cancelled)
    case 4: return .handshakeFailed(.alert(UInt8.random(in: 0...255, using: &generator)))
    case 5...8: return .handshakeCompleted
    case 9...20: return .received(Array(texts[Int.random(in: 0..<4, using: &generator)].utf8))
    case 21...35: return .received(Array(texts[Int.random(in: 0..<texts.count, using: &generator)].utf8))
    default:
      return .received(
        (0..<Int.random(in: 0...2_100, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        })
    }
  }

  /// A server that answers as one should, with a whim now and then; such a walk reaches every state.
  private static func plausibleInput(
    _ dialogue: SMTPDialogue, using generator: inout SplitMix64
  ) -> SMTPDialogue.Input {
    guard Int.random(in: 0..<8, using: &generator) > 0 else { return randomInput(using: &generator) }
    switch dialogue.awaiting {
    case .greeting: return .received(Array("220 mx\r\n".utf8))
    case .reply:
      let replies = ["250-mx\r\n250 STARTTLS\r\n", "220 go\r\n", "500 what\r\n"]
      return .received(Array(replies[Int.random(in: 0..<3, using: &generator)].utf8))
    case .handshake: return .handshakeCompleted
    case .goodbye, .nothing: return .received(Array("221 bye\r\n".utf8))
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func noSequenceOfInputsBreaksTheRules(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let name = try DomainName(Transcript.clientName)
    let allowed: [SMTPCommand] = [.ehlo(name), .helo(name), .startTLS, .quit]
    var finished = 0
    for _ in 0..<50 {
      var dialogue = SMTPDialogue(clientName: name)
      var actions: [SMTPDialogue.Action] = []
      var ending: ProbeEnding?
      var turns = 0
      for _ in 0..<30 {
        let input = SMTPDialogueTests.plausibleInput(dialogue, using: &generator)
        switch input {
        // Each reply ends in LF: there can't be more turns than those.
        case .received(let octets): turns += octets.count { $0 == 0x0a }
        case .handshakeCompleted: turns += 1
        case .closed, .reset, .deadline, .handshakeFailed, .localFault: break
        }
        let wasFinished = actions.last == .finish
        let taken = dialogue.handle(input)
        #expect(!wasFinished || taken.isEmpty)
        actions += taken
        if let ending { #expect(dialogue.ending == ending) }
        ending = dialogue.ending
        #expect((dialogue.awaiting == .nothing) == (actions.last == .finish))
        #expect(actions.last != .finish || ending != nil)
        let sent = actions.compactMap { if case .send(let command) = $0 { command } else { nil } }
        #expect(sent.allSatisfy(allowed.contains))
        #expect(sent.count <= turns)
      }
      let kinds: [(SMTPDialogue.Action, Int)] = [
        (.finish, 1), (.startHandshake, 1), (.send(.quit), 1), (.send(.startTLS), 1), (.send(.helo(name)), 1),
        (.send(.ehlo(name)), 2),
      ]
      for (action, most) in kinds { #expect(actions.count { $0 == action } <= most, "\(action)") }
      if actions.last == .finish { finished += 1 }
      #expect(dialogue.ending.map { $0.text.count <= ProbeEnding.maximumText } ?? true)
    }
    #expect(finished > 10)
  }
}
