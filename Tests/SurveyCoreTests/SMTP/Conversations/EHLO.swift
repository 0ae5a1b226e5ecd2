import SurveyCore

extension Conversation {
  /// From the EHLO to what it offers.
  static let ehlo: [Conversation] = [
    Conversation(
      "40: 500 to EHLO, HELO accepted", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 500 what?
      C: HELO survey.example.net
      S: 250 mx.example
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "40: 502 to EHLO; what HELO lists is not read", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 502 not implemented
      C: HELO survey.example.net
      S: 250-mx.example
      S: 250 STARTTLS
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "40: 504 to EHLO, HELO refused", .helo, .ehloRejected, .smtpRejected, code: 550,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 504 no parameter
      C: HELO survey.example.net
      S: 550 no
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "40: 500 to HELO too", .helo, .ehloRejected, .smtpRejected, code: 500,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 500 what?
      C: HELO survey.example.net
      S: 500 what?
      C: QUIT
      S: <closed>
      C: <finish>
      """),
    Conversation(
      "40: close after HELO", .helo, .smtpClosed, .smtpRejected,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 500 what?
      C: HELO survey.example.net
      S: <closed>
      C: <finish>
      """),
    Conversation(
      "41: 421", .ehlo, .ehloRejected, .smtpRejected, code: 421,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 421 busy
      C: QUIT
      S: <reset>
      C: <finish>
      """),
    Conversation(
      "41: 530", .ehlo, .ehloRejected, .smtpRejected, code: 530,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 530 authenticate first
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "41: 550", .ehlo, .ehloRejected, .smtpRejected, code: 550,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 550-your name
      S: 550 does not resolve
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "41: 354", .ehlo, .ehloRejected, .smtpRejected, code: 354,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 354 go ahead
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "26: reset after EHLO", .ehlo, .tcpReset, .smtpRejected,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: <reset>
      C: <finish>
      """),
    Conversation(
      "32: silence after EHLO", .ehlo, .smtpTimeout, .smtpRejected,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: <deadline>
      C: <finish>
      """),
    Conversation(
      "32: half a reply to EHLO", .ehlo, .slow, .smtpRejected,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 250-mx.example
      S: 250-STARTTLS
      S: <deadline>
      C: <finish>
      """),
    Conversation(
      "33: endless 250-", .ehlo, .tooLong, .smtpRejected,
      "S: 220 mx.example\nC: EHLO survey.example.net\n" + String(repeating: "S: 250-and on\n", count: 100)
        + "C: <finish>"),
    Conversation(
      "35: binary instead of a reply to EHLO", .ehlo, .smtpMalformed, .smtpRejected,
      #"""
      S: 220 mx.example
      C: EHLO survey.example.net
      S: \x80\x81\n\
      C: <finish>
      """#),
    Conversation(
      "42: XSTARTTLSX is not STARTTLS", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 250-mx.example
      S: 250-XSTARTTLSX
      S: 250 AUTH STARTTLS
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "42: keyword masked by a PIX", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      """
      S: 220 **********************
      C: EHLO survey.example.net
      S: 250-mx.example
      S: 250-SIZE 10240000
      S: 250 XXXXXXXA
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "46: not offered, not asked for", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 250-mx.example
      S: 250 PIPELINING
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "the first line of the reply is a name", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 250 STARTTLS
      C: QUIT
      S: 221 bye
      C: <finish>
      """),
    Conversation(
      "what follows a refusal changes nothing", .startTLS, .noStartTLS, .noStartTLS, code: 250,
      #"""
      S: 220 mx.example
      C: EHLO survey.example.net
      S: 250 mx.example
      C: QUIT
      S: \0\0\0\n\
      C: <finish>
      """#),
    Conversation(
      "29: our descriptors run out after EHLO", .ehlo, .local(.descriptors), .inconclusive,
      """
      S: 220 mx.example
      C: EHLO survey.example.net
      S: <no descriptor>
      C: <finish>
      """),
  ]
}
