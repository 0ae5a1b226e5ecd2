import SurveyCore

extension Conversation {
  /// Up to the 220.
  static let greeting: [Conversation] = [
    Conversation(
      "26: reset before a banner", .connected, .tcpReset, .unreachable,
      """
      S: <reset>
      C: <finish>
      """),
    Conversation(
      "26: reset in the middle of the banner", .greeting, .tcpReset, .smtpRejected,
      #"""
      S: 220 mx.exam\
      S: <reset>
      C: <finish>
      """#),
    Conversation(
      "27: close before a banner", .connected, .smtpClosed, .unreachable,
      """
      S: <closed>
      C: <finish>
      """),
    Conversation(
      "27: close in the middle of the banner", .greeting, .smtpClosed, .smtpRejected,
      #"""
      S: 220-mx.example
      S: 220 mx\
      S: <closed>
      C: <finish>
      """#),
    Conversation(
      "27: half close after the banner", .ehlo, .smtpClosed, .smtpRejected,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: <closed>
      C: <finish>
      """),
    Conversation(
      "31: silent peer", .connected, .noBanner, .unreachable,
      """
      S: <deadline>
      C: <finish>
      """),
    Conversation(
      "32: drip", .greeting, .slow, .smtpRejected,
      #"""
      S: 2\
      S: <pause>
      S: 2\
      S: <pause>
      S: 0 m\
      S: <deadline>
      C: <finish>
      """#),
    Conversation(
      "32: whole lines, but no last one", .greeting, .slow, .smtpRejected,
      """
      S: 220-please
      S: <pause>
      S: 220-wait
      S: <deadline>
      C: <finish>
      """),
    Conversation(
      "33: endless 220-", .greeting, .tooLong, .smtpRejected,
      String(repeating: "S: 220-and on\n", count: 101) + "C: <finish>"),
    Conversation(
      "34: endless line", .greeting, .tooLong, .smtpRejected,
      "S: 220 " + String(repeating: "a", count: 100_000) + "\\\nC: <finish>"),
    Conversation(
      "35: NUL in the banner", .greeting, .smtpMalformed, .smtpRejected,
      #"""
      S: 220 mx\0.example
      C: <finish>
      """#),
    Conversation(
      "35: binary instead of a banner", .greeting, .smtpMalformed, .smtpRejected,
      #"""
      S: \x15\x03\x01\0\x02\x02\x28
      C: <finish>
      """#),
    Conversation(
      "36: bare LF", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      #"""
      S: 220 mx.example\n\
      C: EHLO survey.example.net
      S: 250-mx.example\n\
      S: 250 HELP\n\
      C: QUIT
      S: 221 bye\n\
      C: <finish>
      """#),
    Conversation(
      "36: bare CR is text", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      #"""
      S: 220 mx\r.example
      C: EHLO survey.example.net
      S: 250 mx\rSTARTTLS
      C: QUIT
      S: <closed>
      C: <finish>
      """#),
    Conversation(
      "37: empty line", .greeting, .smtpMalformed, .smtpRejected,
      #"""
      S: \r\n\
      C: <finish>
      """#),
    Conversation(
      "37: empty line behind a continued one", .greeting, .smtpMalformed, .smtpRejected,
      #"""
      S: 220-mx.example
      S: \r\n\
      C: <finish>
      """#),
    Conversation(
      "38: the last of mixed codes refuses", .greeting, .greeting5xx, .smtpRejected, code: 554,
      """
      S: 220-mx.example
      S: 554 but not for you
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "38: the last of mixed codes accepts", .ehlo, .smtpTimeout, .smtpRejected,
      """
      S: 554-mx.example
      S: 220 after all
      C: EHLO survey.example.net
      S: <deadline>
      C: <finish>
      """),
    Conversation(
      "39: 421", .greeting, .greeting4xx, .smtpRejected, code: 421,
      """
      S: 421 too many connections
      C: QUIT
      S: <closed>
      C: <finish>
      """),
    Conversation(
      "39: 554", .greeting, .greeting5xx, .smtpRejected, code: 554,
      """
      S: 554-no SMTP service here
      S: 554 go away
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "39: 221", .greeting, .greetingOdd, .smtpRejected, code: 221,
      """
      S: 221 bye
      C: QUIT
      S: <reset>
      C: <finish>
      """),
    Conversation(
      "39: 354", .greeting, .greetingOdd, .smtpRejected, code: 354,
      """
      S: 354 go ahead
      C: QUIT
      S: <deadline>
      C: <finish>
      """),
    Conversation(
      "39: 250 is no 220", .greeting, .greetingOdd, .smtpRejected, code: 250,
      """
      S: 250 hello
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "HTTP server on the port", .greeting, .smtpMalformed, .smtpRejected,
      """
      S: HTTP/1.1 400 Bad Request
      S: Connection: close
      C: <finish>
      """),
    Conversation(
      "29: our descriptors run out", .connected, .local(.descriptors), .inconclusive,
      """
      S: <no descriptor>
      C: <finish>
      """),
    Conversation(
      "87: stopped in the middle of the banner", .greeting, .local(.cancelled), .inconclusive,
      #"""
      S: 220 mx\
      S: <cancelled>
      C: <finish>
      """#),
  ]
}
