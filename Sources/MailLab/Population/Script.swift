/// What an SMTP server says and does, as a table: a turn for the greeting and one for each verb.
///
/// ```
/// greeting            → 220 {name} ESMTP
/// replies["EHLO"]     → 250-{name} … 250 STARTTLS
/// replies["STARTTLS"] → 220 Ready, startTLS
/// underTLS["EHLO"]    → 250-{name} … 250 SIZE
/// otherwise           → 502 Command not implemented
/// ```
/// Any reply may hold any bytes; `{name}` becomes the server's name.
public struct Script: Hashable, Sendable {
  /// Whether the server listens; if not, connections are refused.
  public var listens = true
  /// Whether the server's queue of connections is full for good: SYNs are not answered, as behind a packet filter.
  public var isFull = false
  /// What happens when a client connects.
  public var greeting: [Action]
  /// What happens instead when one of the first clients connects; `nil`: the same.
  public var earlyGreeting: EarlyGreeting?
  /// What happens on a verb, given in upper case.
  public var replies: [String: [Action]]
  /// What happens on a verb once TLS is up, where that differs from `replies`.
  public var underTLS: [String: [Action]]
  /// What happens on any other verb.
  public var otherwise: [Action] = [.send("502 5.5.1 Command not implemented\r\n")]

  /// A script; by default no verb is answered but with 502.
  public init(greeting: [Action], replies: [String: [Action]] = [:], underTLS: [String: [Action]] = [:]) {
    self.greeting = greeting
    self.replies = replies
    self.underTLS = underTLS
  }

  /// The turn for a verb.
  public func turn(for verb: String, underTLS isUnderTLS: Bool) -> [Action] {
    (isUnderTLS ? underTLS[verb] : nil) ?? replies[verb] ?? otherwise
  }

  /// The script with another greeting.
  public func greeting(_ actions: Action...) -> Script {
    var script = self
    script.greeting = actions
    return script
  }

  /// The script with another turn for a verb.
  public func on(_ verb: String, _ actions: Action...) -> Script {
    var script = self
    script.replies[verb] = actions
    return script
  }
}

/// One step of a server's turn.
public enum Action: Hashable, Sendable {
  /// Writes bytes at once, in one segment where they fit.
  case send(Octets)
  /// Writes bytes that many times, as fast as the client takes them; `nil`: without end.
  case `repeat`(Octets, times: Int?)
  /// Writes bytes one by one, as they are, with a wait between them.
  case drip(Octets, milliseconds: Int)
  /// Waits.
  case pause(milliseconds: Int)
  /// Where the client has spoken before its turn, writes bytes and closes the connection; else does nothing.
  case refuseEarlyBytes(Octets)
  /// Waits until the client sends anything, and discards it.
  case receive
  /// Waits until the client's message has ended with a line of one period, and discards it (RFC 5321 §4.1.1.4).
  case receiveMessage
  /// Does the server's side of a TLS handshake; where that fails, the connection closes.
  case startTLS
  /// Writes the first flight of a TLS 1.2 server that is made by hand.
  case sendHandshake(RawHandshake)
  /// Writes a message of TLS that belongs to no handshake; only once TLS is up.
  case sendPostHandshake(PostHandshakeMessage)
  /// Reads on and answers nothing more.
  case mute
  /// Ends the sending side; reads on and answers nothing more.
  case halfClose
  /// Closes the connection in order.
  case close
  /// Closes the connection with a TCP reset.
  case reset
}

extension Action: Codable {
  private enum CodingKeys: String, CodingKey {
    case send, `repeat`, times, drip, every, pause, refuseEarlyBytes, handshake, postHandshake
  }

  /// The steps that are written as a word.
  private enum Word: String, Codable {
    case receive, receiveMessage, startTLS, mute, halfClose, close, reset
  }

  /// Reads `{"send": …}`, `{"repeat": …, "times": …}`, `{"drip": …, "every": milliseconds}`, `{"pause": milliseconds}`,
  /// `{"refuseEarlyBytes": …}`, `{"handshake": …}`, `{"postHandshake": …}` or a word such as `"close"`.
  public init(from decoder: any Decoder) throws {
    if let word = try? decoder.singleValueContainer().decode(Word.self) {
      self =
        switch word {
        case .receive: .receive
        case .receiveMessage: .receiveMessage
        case .startTLS: .startTLS
        case .mute: .mute
        case .halfClose: .halfClose
        case .close: .close
        case .reset: .reset
        }
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let milliseconds = try container.decodeIfPresent(Int.self, forKey: .pause) {
      self = .pause(milliseconds: milliseconds)
    } else if let octets = try container.decodeIfPresent(Octets.self, forKey: .repeat) {
      self = .repeat(octets, times: try container.decodeIfPresent(Int.self, forKey: .times))
    } else if let octets = try container.decodeIfPresent(Octets.self, forKey: .drip) {
      self = .drip(octets, milliseconds: try container.decode(Int.self, forKey: .every))
    } else if let octets = try container.decodeIfPresent(Octets.self, forKey: .refuseEarlyBytes) {
      self = .refuseEarlyBytes(octets)
    } else if let handshake = try container.decodeIfPresent(RawHandshake.self, forKey: .handshake) {
      self = .sendHandshake(handshake)
    } else if let message = try container.decodeIfPresent(PostHandshakeMessage.self, forKey: .postHandshake) {
      self = .sendPostHandshake(message)
    } else {
      self = .send(try container.decode(Octets.self, forKey: .send))
    }
  }

  /// Writes what the initialiser reads.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .send(let octets):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(octets, forKey: .send)
    case .repeat(let octets, let times):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(octets, forKey: .repeat)
      try container.encodeIfPresent(times, forKey: .times)
    case .drip(let octets, let milliseconds):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(octets, forKey: .drip)
      try container.encode(milliseconds, forKey: .every)
    case .pause(let milliseconds):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(milliseconds, forKey: .pause)
    case .refuseEarlyBytes(let octets):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(octets, forKey: .refuseEarlyBytes)
    case .sendHandshake(let handshake):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(handshake, forKey: .handshake)
    case .sendPostHandshake(let message):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(message, forKey: .postHandshake)
    case .receive: try write(.receive, to: encoder)
    case .receiveMessage: try write(.receiveMessage, to: encoder)
    case .startTLS: try write(.startTLS, to: encoder)
    case .mute: try write(.mute, to: encoder)
    case .halfClose: try write(.halfClose, to: encoder)
    case .close: try write(.close, to: encoder)
    case .reset: try write(.reset, to: encoder)
    }
  }

  private func write(_ word: Word, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(word)
  }
}

extension Script: Codable {
  private enum CodingKeys: String, CodingKey {
    case listens, isFull, greeting, earlyGreeting, replies, underTLS, otherwise
  }

  /// Reads a `ScriptName`, or the table.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(ScriptName.self) {
      self = .named(name)
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let standard = Script.standard
    listens = try container.decodeIfPresent(Bool.self, forKey: .listens) ?? true
    isFull = try container.decodeIfPresent(Bool.self, forKey: .isFull) ?? false
    greeting = try container.decodeIfPresent([Action].self, forKey: .greeting) ?? standard.greeting
    earlyGreeting = try container.decodeIfPresent(EarlyGreeting.self, forKey: .earlyGreeting)
    replies = try container.decodeIfPresent([String: [Action]].self, forKey: .replies) ?? standard.replies
    underTLS = try container.decodeIfPresent([String: [Action]].self, forKey: .underTLS) ?? standard.underTLS
    otherwise = try container.decodeIfPresent([Action].self, forKey: .otherwise) ?? standard.otherwise
  }

  /// Writes the name of a script that has one, else the table.
  public func encode(to encoder: any Encoder) throws {
    if let name = ScriptName.allCases.first(where: { Script.named($0) == self }) {
      var container = encoder.singleValueContainer()
      try container.encode(name)
      return
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(listens, forKey: .listens)
    if isFull { try container.encode(isFull, forKey: .isFull) }
    try container.encode(greeting, forKey: .greeting)
    try container.encodeIfPresent(earlyGreeting, forKey: .earlyGreeting)
    try container.encode(replies, forKey: .replies)
    try container.encode(underTLS, forKey: .underTLS)
    try container.encode(otherwise, forKey: .otherwise)
  }
}
