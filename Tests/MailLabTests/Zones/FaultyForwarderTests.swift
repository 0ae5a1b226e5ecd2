import Foundation
import Testing

@testable import MailLab

@Suite struct FaultyForwarderTests {
  /// A population of one domain and some odd answers.
  private static var population: Population {
    var population = Population.faultsDNS(today: today)
    population.domains = .listed([
      Domain(name: "plain.example", weight: 1, mail: .mx([MailExchanger(preference: 10, host: "mx.plain.example")]))
    ])
    population.hosts = [Host(name: "mx.plain.example", addresses: [IPv4Address(number: 0x7F64_0001)])]
    population.servers = []
    population.policySites = []
    population.zones = []
    population.oddAnswers = [
      OddAnswer("failing.example", [.mx], .servfail), OddAnswer("refusing.example", [.mx], .refused),
      OddAnswer("alias.example", [.a, .aaaa], .records([.cname("alias.example")])),
      OddAnswer("plain.example", [.a], .records([.a(IPv4Address(number: 0x0A00_0001))])),
      OddAnswer("mx.plain.example", [.a], .truncated), OddAnswer("cut.example", [.mx], .truncatedForGood),
      OddAnswer("silent.example", [.mx], .silence), OddAnswer("plain.example", [.mx], .forgedIdentifier),
      OddAnswer("forged.example", [.mx], .forgedQuestion),
    ]
    return population
  }

  @Test func questionsAreAnsweredAsTheTableSays() async throws {
    let scratch = try Scratch()
    try await Laboratory.with(Self.population, directory: scratch.path, smtpPort: 0, dnsPort: 0) { laboratory in
      func ask(_ arguments: String...) async throws -> String {
        try await scratch.output(
          of: "/usr/bin/timeout", ["2", "/usr/bin/drill", "-p", String(laboratory.dnsPort), "@127.0.0.1"] + arguments)
      }
      for transport in ["-u", "-t"] {
        #expect(try await ask(transport, "Failing.Example", "MX").contains("rcode: SERVFAIL"))
        #expect(try await ask(transport, "refusing.example", "MX").contains("rcode: REFUSED"))
        #expect(try await ask(transport, "alias.example", "A").contains("CNAME\talias.example."))
        #expect(try await ask(transport, "plain.example", "A").contains("A\t10.0.0.1"))
        // Other types of such names, and other names, are the name server's.
        #expect(try await ask(transport, "failing.example", "A").contains("rcode: NXDOMAIN"))
        #expect(try await ask(transport, "ns.laboratory.example", "A").contains("A\t127.0.0.1"))
        #expect(try await ask(transport, "-D", "example", "DS").contains("RRSIG"))
        #expect(try await ask(transport, "silent.example", "MX").isEmpty)
      }
      let cut = try await ask("-u", "mx.plain.example", "A")
      #expect(cut.contains("flags: qr tc rd ra") && cut.contains("ANSWER: 0"), "\(cut)")
      #expect(try await ask("-t", "mx.plain.example", "A").contains("A\t127.100.0.1"))
      #expect(try await ask("-u", "cut.example", "MX").contains("flags: qr tc rd ra"))
      #expect(try await ask("-t", "cut.example", "MX").contains("rcode: REFUSED"))
    }
  }

  @Test func whatIsForgedComesBeforeTheTruth() async throws {
    let scratch = try Scratch()
    try await Laboratory.with(Self.population, directory: scratch.path, smtpPort: 0, dnsPort: 0) { laboratory in
      let identifier: [UInt8] = [0x12, 0x34]
      let identified = try await replies(to: identifier + Self.query("plain.example"), laboratory.dnsPort, scratch)
      try #require(identified.count == 2)
      #expect(identified[0].prefix(2) != identifier[...] && identified[1].prefix(2) == identifier[...])
      // The one denies the name, the other has it.
      #expect(identified[0][3] & 0x0F == 3 && identified[1][3] & 0x0F == 0)
      let asked = try await replies(to: identifier + Self.query("forged.example"), laboratory.dnsPort, scratch)
      try #require(asked.count == 2)
      #expect(asked.allSatisfy { $0.prefix(2) == identifier[...] })
      #expect(asked[0][12...].starts(with: WireName.octets("zorged.example")))
      #expect(asked[1][12...].starts(with: WireName.octets("forged.example")))
    }
  }

  /// Recursion desired, one question of type MX; without its identifier.
  private static func query(_ name: String) -> [UInt8] {
    [1, 0, 0, 1, 0, 0, 0, 0, 0, 0] + WireName.octets(name) + [0, 15, 0, 1]
  }

  /// The two datagrams that come, each read at once.
  private func replies(to query: [UInt8], _ port: Int, _ scratch: Scratch) async throws -> [[UInt8]] {
    let octets = query.map { "\\x" + String($0 + 0, radix: 16) }.joined()
    let script = """
      exec 3<>/dev/udp/127.0.0.1/\(port)
      printf '\(octets)' >&3
      for reply in 1 2; do timeout 2 dd bs=4096 count=1 <&3 2>/dev/null | od -An -v -tu1 | tr '\\n' ' '; echo; done
      """
    let text = try await scratch.output(of: "/bin/bash", ["-c", script])
    return text.split(separator: "\n").map { line in line.split(separator: " ").compactMap { UInt8($0) } }
  }

  @Test func oddAnswersAreWrittenAndReadAlike() throws {
    let population = Self.population
    let read = try JSONDecoder().decode(Population.self, from: JSONEncoder().encode(population))
    #expect(read == population)
    #expect(read.oddAnswers.count == 9)
  }

  @Test func oneQuestionHasOneAnswer() {
    func defect(_ answers: [OddAnswer]) -> PopulationError? {
      var population = Self.population
      population.oddAnswers = answers
      do {
        try population.validate()
        return nil
      } catch {
        return error
      }
    }
    let answer = OddAnswer("one.example", [.mx], .servfail)
    #expect(defect([answer, OddAnswer("one.example", [.a], .silence)]) == nil)
    #expect(defect([answer, answer]) == .oddAnswer("one.example"))
    #expect(defect([OddAnswer("one.example", [], .servfail)]) == .oddAnswer("one.example"))
    #expect(defect([OddAnswer("One.example", [.mx], .servfail)]) == .oddAnswer("One.example"))
    #expect(defect([OddAnswer("one.test", [.mx], .servfail)]) == .oddAnswer("one.test"))
    func records(_ count: Int) -> OddAnswer {
      OddAnswer("one.example", [.a], .records((0..<count).map { .a(IPv4Address(number: UInt32($0))) }))
    }
    #expect(defect([records(33)]) == nil)
    #expect(defect([records(34)]) == .oddAnswer("one.example"))
  }

  @Test func recordsAreWrittenAsOnTheWire() {
    #expect(OddRecord.mx(258, "mx.a").data.bytes == [1, 2, 2, 0x6D, 0x78, 1, 0x61, 0])
    #expect(OddRecord.mx(0, labels: [Octets([0x6D, 0])]).data.bytes == [0, 0, 2, 0x6D, 0, 0])
    #expect(OddRecord.cname("b.").data.bytes == [1, 0x62, 0])
    #expect(OddRecord.a(IPv4Address(number: 0x7F00_0001)).data.bytes == [127, 0, 0, 1])
    #expect(
      OddRecord.aaaa([0x2002, 0x7F00, 1, 0, 0, 0, 0, 0]).data.bytes == [0x20, 2, 0x7F, 0, 0, 1]
        + .init(repeating: 0, count: 10))
    #expect(
      OddRecord.a(IPv4Address(number: 1)).octets(owner: [0]) == [0, 0, 1, 0, 1, 0, 0, 0x0E, 0x10, 0, 4, 0, 0, 0, 1])
  }
}
