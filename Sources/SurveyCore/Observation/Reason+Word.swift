extension Reason {
  /// The reason that a word of the `reason` column stands for; `nil` for any other text.
  public init?(word: String) {
    if let known = Reason.plain[word] {
      self = known
    } else if let number = Reason.number(in: word, of: "tls.alert").flatMap(UInt8.init(exactly:)) {
      self = .handshake(.alert(number))
    } else if let number = Reason.number(in: word, of: "tls.error").flatMap(UInt32.init(exactly:)) {
      self = .handshake(.other(number))
    } else if let number = Reason.number(in: word, of: "self.error").flatMap(Int32.init(exactly:)) {
      self = .local(.other(number))
    } else {
      return nil
    }
  }

  /// Those without a number, by their words.
  private static let plain: [String: Reason] = Dictionary(
    uniqueKeysWithValues: ([
      .ok, .tcpRefused, .tcpTimeout, .tcpReset, .tcpUnreachable, .noBanner, .slow, .smtpTimeout, .smtpClosed, .tooLong,
      .smtpMalformed, .greeting4xx, .greeting5xx, .greetingOdd, .ehloRejected, .noStartTLS, .startTLS4xx, .startTLS5xx,
      .startTLSOdd, .injection,
    ] + Reason.plainHandshakeFailures.map(Reason.handshake) + Policy.allCases.map(Reason.policy)
      + Reason.plainLocalFaults.map(Reason.local)).map { ($0.word, $0) })

  private static let plainHandshakeFailures: [HandshakeFailure] = [
    .closed, .reset, .timeout, .notTLS, .unsupportedVersion, .noCertificate, .tooBig, .certificateUnparsable,
    .weakKeyExchange, .keyUnsupported, .malformed,
  ]

  private static let plainLocalFaults: [LocalFault] = [
    .descriptors, .ports, .noIPv6, .resolver, .memory, .forbidden, .cancelled,
  ]

  /// The number of `NAME(NUMBER)`, written as the word has it: no sign but a minus, no leading zeros.
  private static func number(in word: String, of name: String) -> Int64? {
    guard word.hasPrefix("\(name)("), word.hasSuffix(")") else { return nil }
    let digits = word.dropFirst(name.utf8.count + 1).dropLast()
    guard let number = Int64(digits), String(number) == digits else { return nil }
    return number
  }
}
