import SurveyCore
import SurveyProbe
import SurveyTLS
import TestSupport
import Testing

@testable import MailLab

/// Responses of policy hosts (RFC 8461 §3.3), over TLS and sockets.
@Suite struct PolicyFetcherTests {
  static let body = Octets(Array(PolicyAnswer.text.utf8))

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let answer: PolicyAnswer
    let fetch: PolicyFetch

    init(_ description: String, _ answer: PolicyAnswer, _ fetch: PolicyFetch = .body(body.bytes)) {
      testDescription = description
      self.answer = answer
      self.fetch = fetch
    }
  }

  private static func typed(_ fields: String...) -> PolicyAnswer { .response(fields: fields, body: body) }

  private static func raw(_ text: String) -> PolicyAnswer { PolicyAnswer(octets: Octets(Array(text.utf8))) }

  static let good: [Case] = [
    Case("Content-Length", .good),
    Case("Content-Length, connection stays open", .good.ending(.mute)),
    Case("Content-Length, no close_notify", .good.ending(.cut)),
    Case("one chunk", .response(body: body, framing: .chunked(1_000))),
    Case("chunks of one octet", .response(body: body, framing: .chunked(1))),
    Case("until close_notify", .response(body: body, framing: .connection)),
    Case("two octets at a time", .good.inPieces(of: 2)),
    Case("chunks, two octets at a time", .response(body: body, framing: .chunked(7)).inPieces(of: 2)),
    Case("charset", typed("Content-Type: text/plain; charset=utf-8")),
    Case("any parameter, any case", typed("content-type:  Text/PLAIN ;x=y")),
    Case("HTTP/1.0", raw("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n\(PolicyAnswer.text)")),
    Case(
      "interim response",
      raw(
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
          + "Content-Length: \(PolicyAnswer.text.utf8.count)\r\n\r\n\(PolicyAnswer.text)")),
    Case("empty body", .policy(""), .body([])),
    Case("binary body", .policy(Octets([0, 0xFF, 0x0A])), .body([0, 0xFF, 0x0A])),
  ]

  static let statuses: [Case] =
    ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"].map {
      Case($0, .redirect(to: "https://elsewhere.example/", status: $0), failed(.http(status: Int($0.prefix(3)))))
    }
    + ["201 Created", "204 No", "206 Part", "304 Not", "404 Not", "421 Mis", "500 Error", "503 Busy", "999 x"].map {
      Case($0, .response(status: $0, body: body), failed(.http(status: Int($0.prefix(3)))))
    }

  static let types: [Case] = [
    Case("HTML", typed("Content-Type: text/html"), failed(.type)),
    Case("no type", typed(), failed(.type)),
    Case("empty type", typed("Content-Type:"), failed(.type)),
    Case("longer type", typed("Content-Type: text/plainer"), failed(.type)),
    Case("type in a parameter", typed("Content-Type: text/html; a=text/plain"), failed(.type)),
    Case("two types", typed("Content-Type: text/plain", "Content-Type: text/html"), failed(.type)),
    Case("list of types", typed("Content-Type: text/html, text/plain"), failed(.type)),
  ]

  private static func octets(_ count: Int) -> Octets { Octets([UInt8](repeating: 0x78, count: count)) }
  private static let full = octets(MTASTSPolicy.maximumLength)
  private static let tooMuch = octets(MTASTSPolicy.maximumLength + 1)

  private static func filled(lines count: Int) -> PolicyAnswer {
    .response(fields: ["Content-Type: text/plain"] + (0..<count).map { "X-Filler-\($0): y" }, body: body)
  }

  static let sizes: [Case] = [
    Case("64 KiB", .policy(full), .body(full.bytes)),
    Case("64 KiB in chunks", .response(body: full, framing: .chunked(1)), .body(full.bytes)),
    Case("64 KiB until close", .response(body: full, framing: .connection), .body(full.bytes)),
    Case("one octet more", .policy(tooMuch), failed(.size)),
    Case("one octet more in chunks", .response(body: tooMuch, framing: .chunked(9_999)), failed(.size)),
    Case("one octet more until close", .response(body: tooMuch, framing: .connection), failed(.size)),
    Case(
      "more announced than sent",
      raw("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 65537\r\n\r\n").ending(.mute), failed(.size)),
    Case("500 header lines", filled(lines: 500)),
    Case("1,000 header lines", filled(lines: 1_000), failed(.size)),
    Case("1,000 header lines in pieces", filled(lines: 1_000).inPieces(of: 1_000), failed(.size)),
    Case("endless header line", raw("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 1 << 20))"), failed(.size)),
    Case(
      "endless interim responses", raw(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 5_000)), failed(.size)),
    Case(
      "chunk with an endless extension",
      raw(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n1;x="
          + String(repeating: "x", count: 1 << 20)), failed(.size)),
  ]

  static let faults: [Case] = [
    Case("no response", raw(""), failed(.closed)),
    Case("half a head", raw("HTTP/1.1 200 OK\r\nContent-Ty"), failed(.closed)),
    Case(
      "half a body", raw("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nhalf"),
      failed(.closed)),
    Case(
      "half a chunk",
      raw("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf"), failed(.closed)
    ),
    // An attacker who cuts the connection must not shorten a policy.
    Case(
      "until a close without close_notify", .response(body: body, framing: .connection).ending(.cut), failed(.closed)),
    Case("SMTP", raw("220 mta-sts.policy.example ESMTP\r\n"), failed(.http(status: nil))),
    Case("a policy without HTTP", PolicyAnswer(octets: body), failed(.http(status: nil))),
    Case("octets", PolicyAnswer(octets: Octets(Array(0...255))), failed(.http(status: nil))),
    Case("HTTP/2", raw("HTTP/2 200\r\ncontent-type: text/plain\r\n\r\n"), failed(.http(status: nil))),
    Case("HTTP/1.1 without TLS", inClear(.good), failed(.tls(.handshake))),
    Case("close instead of TLS", inClear(raw("")), failed(.tls(.handshake))),
    // Response splitting: what follows the first response belongs to nobody.
    Case(
      "response behind an error",
      raw(
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
          + "Content-Length: 1\r\n\r\nx"), failed(.http(status: 404))),
    Case(
      "response behind a policy",
      raw(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx"
          + "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\ny"), .body([0x78])),
    Case(
      "two lengths",
      raw("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
      failed(.http(status: nil))),
    Case(
      "length and chunks",
      raw(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "0\r\n\r\n"), failed(.http(status: nil))),
  ]

  private static func inClear(_ answer: PolicyAnswer) -> PolicyAnswer {
    var answer = answer
    answer.isUnderTLS = false
    return answer
  }

  private static func failed(_ defect: MTASTSDefect) -> PolicyFetch { .failed(defect) }

  @Test(arguments: good + statuses + types + sizes + faults) func responseHasItsEnd(response: Case) async throws {
    let (fetch, entry) = try await PolicyServers.fetch(response.answer)
    #expect(PolicyFetcherTests.words(fetch) == PolicyFetcherTests.words(response.fetch))
    #expect(fetch == response.fetch)
    #expect(entry?.connections == 1)
    #expect(entry?.failure == nil)
  }

  /// Without 64 KiB of a body in a test's output.
  private static func words(_ fetch: PolicyFetch) -> String {
    switch fetch {
    case .body(let octets): "\(octets.count) octets"
    case .failed, .noAddress, .refused, .inconclusive: "\(fetch)"
    }
  }

  @Test func requestSaysWhoAsks() async throws {
    let site = PolicySite(domain: "policy.example", address: PolicyServers.freeAddress(), answer: .good)
    try await PolicyServers.with([site]) { servers in
      #expect(try await servers.fetch("policy.example", [site.address]) == .body(Self.body.bytes))
      let requests = try #require(servers.ledger[site.address]).requests.map { $0.latin1 }
      #expect(
        requests == [
          "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.policy.example:\(servers.port)\r\n"
            + "User-Agent: mxcensus/1.2.3 (+https://survey.example/)\r\nConnection: close\r\n\r\n"
        ])
    }
  }

  /// The same answers, asked for with curl: it has a body where we have one, and the same.
  @Test func curlAgrees() async throws {
    let cases = Self.good.filter { $0.testDescription != "empty body" } + Self.statuses
    let sites = cases.enumerated().map { index, response in
      PolicySite(domain: "d\(index).example", address: PolicyServers.freeAddress(), answer: response.answer)
    }
    try await PolicyServers.with(sites) { servers in
      let scratch = try Scratch()
      let root = try scratch.write(servers.authority.trustStore.utf8, as: "root.pem")
      for (site, response) in zip(sites, cases) {
        let output = try await scratch.output(
          of: "/usr/bin/curl",
          [
            "--silent", "--cacert", root, "--resolve", "\(site.host):\(servers.port):\(site.address)", "--max-time",
            "20",
            "--output", "\(scratch.path)/body", "--write-out", "%{http_code}",
            "https://\(site.host):\(servers.port)/.well-known/mta-sts.txt",
          ])
        let ours = try await servers.fetch(site.domain, [site.address])
        switch ours {
        case .body(let octets):
          #expect(output == "200", "\(response.testDescription)")
          let file = try await scratch.output(of: "/usr/bin/od", ["-An", "-v", "-tu1", "\(scratch.path)/body"])
          #expect(file.split { $0.isWhitespace }.map { UInt8($0) } == octets, "\(response.testDescription)")
        case .failed(.http(let status)): #expect(output == status.map(String.init), "\(response.testDescription)")
        case .failed, .noAddress, .refused, .inconclusive: Issue.record("\(response.testDescription): \(ours)")
        }
      }
    }
  }
}
