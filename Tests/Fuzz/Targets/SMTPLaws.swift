internal import SurveyCore

/// What holds for the dialogue whatever a server says.
enum SMTPLaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    let clear = octets.prefix { $0 != 0xFF }
    let sealed = octets[clear.endIndex...].dropFirst()
    // One end and one split for an input, drawn from it: speed finds more than thoroughness.
    let seed = Segments.seed(of: octets)
    let end = [SMTPDialogue.Input.closed, .reset, .deadline][Int(seed % 3)]
    let whole = try run([clear], [sealed], end)
    let cut = try run(Segments.cut(clear, seed: seed), Segments.cut(sealed, seed: seed), end)
    // Octets behind the 220 are injected where they come with it, and TLS's where they come later.
    if whole.ending?.reason == .injection {
      try BrokenLaw.unless(cut.commands.starts(with: whole.commands), "any split gives the same commands")
    } else {
      try BrokenLaw.unless(whole == cut, "any split of the octets gives the same ending")
    }
  }

  private struct Run: Equatable {
    var ending: ProbeEnding?
    var greeting: [UInt8]
    var commands: [SMTPCommand]
  }

  /// Feeds a whole connection and follows what the dialogue does.
  private static func run(
    _ clear: [ArraySlice<UInt8>], _ sealed: [ArraySlice<UInt8>], _ end: SMTPDialogue.Input
  ) throws(BrokenLaw) -> Run {
    var dialogue = SMTPDialogue(clientName: client)
    var watch = Watch()
    for segment in clear { try watch.feed(segment, to: &dialogue) }
    if watch.isHandshaking {
      watch.isHandshaking = false
      try watch.note(dialogue.handle(.handshakeCompleted), replies: 1)
      for segment in sealed { try watch.feed(segment, to: &dialogue) }
    }
    if !watch.isFinished { try watch.note(dialogue.handle(end), replies: 0) }
    try BrokenLaw.unless(watch.isFinished, "the end of a connection ends the dialogue")
    try BrokenLaw.unless(dialogue.awaiting == .nothing, "a finished dialogue awaits nothing")
    try BrokenLaw.unless(dialogue.ending != nil, "a finished dialogue has an ending")
    try BrokenLaw.unless(dialogue.greeting.count <= ReplyReader.maximumLength, "a greeting has a limit")
    try BrokenLaw.unless(dialogue.handle(.received([0x32])).isEmpty, "a finished dialogue does nothing")
    return Run(ending: dialogue.ending, greeting: dialogue.greeting, commands: watch.commands)
  }

  private static let client = DomainName(uncheckedCanonical: "survey.example.net")

  /// What was done so far.
  private struct Watch {
    var commands: [SMTPCommand] = []
    var isHandshaking = false
    var isFinished = false
    /// Lines that came and that no command has answered: each command needs one of its own.
    var lines = 0
    var silence = 0

    mutating func feed(_ segment: ArraySlice<UInt8>, to dialogue: inout SMTPDialogue) throws(BrokenLaw) {
      // What comes during the handshake is TLS's.
      guard !isHandshaking else { return }
      let actions = dialogue.handle(.received(Array(segment)))
      silence = actions.isEmpty ? silence + segment.count : 0
      try BrokenLaw.unless(
        isFinished || isHandshaking || silence <= ReplyReader.maximumLength, "a reply without an end has a limit")
      try note(actions, replies: segment.count { $0 == UInt8(ascii: "\n") })
    }

    mutating func note(_ actions: [SMTPDialogue.Action], replies: Int) throws(BrokenLaw) {
      lines += replies
      for action in actions {
        try BrokenLaw.unless(!isFinished, "nothing is done after the end")
        try BrokenLaw.unless(!isHandshaking || action == .finish, "nothing is said during the handshake")
        switch action {
        case .send(let command):
          lines -= 1
          try BrokenLaw.unless(lines >= 0, "a command answers a reply")
          try BrokenLaw.unless(commands.last != .quit, "QUIT is the last command")
          commands.append(command)
        case .startHandshake:
          lines -= 1
          try BrokenLaw.unless(lines >= 0, "a handshake answers a reply")
          try BrokenLaw.unless(commands.last == .startTLS, "a handshake follows STARTTLS")
          isHandshaking = true
        case .finish: isFinished = true
        }
      }
      try BrokenLaw.unless(commands.count <= 5, "a dialogue has five commands at most")
    }
  }
}
