import SurveyCore
import Testing

@Test func commandsAreOneLineWithCRLF() throws {
  let name = try DomainName("Survey.example.net.")
  let commands: [SMTPCommand] = [.ehlo(name), .helo(name), .startTLS, .quit]
  #expect(
    commands.map { String(decoding: $0.line, as: UTF8.self) } == [
      "EHLO survey.example.net\r\n", "HELO survey.example.net\r\n", "STARTTLS\r\n", "QUIT\r\n",
    ])
}
