extension VerdictCases {
  /// Policies that a sender can fetch and read, over hosts that satisfy them or do not.
  mutating func addSoundPolicies() {
    func enforced(listed: Int, isAuthenticated: Bool) -> Findings {
      Findings(mtaSTS: .enforce, listed: listed, isAuthenticated: isAuthenticated)
    }
    let good = enforced(listed: 1, isAuthenticated: true)
    addPolicy("sts-enforce", Self.enforce("mx.sts-enforce.example"), good)
    addPolicy("sts-wildcard", Self.enforce("*.sts-wildcard.example"), good)
    addPolicy("sts-capitals", Self.enforce("MX.STS-Capitals.Example"), good)
    addPolicy("sts-several", Self.enforce("mail.elsewhere.example", "mx.sts-several.example"), good)
    addPolicy("sts-unlisted", Self.enforce("mail.elsewhere.example"), enforced(listed: 0, isAuthenticated: false))
    // A wildcard stands for one label (RFC 8461 §4.1), and not for none.
    addPolicy("sts-wildcard-above", Self.enforce("*.example"), enforced(listed: 0, isAuthenticated: false))
    addPolicy(
      "sts-wildcard-below", Self.enforce("*.mx.sts-wildcard-below.example"),
      enforced(listed: 0, isAuthenticated: false))
    addPolicy(
      "sts-testing", Self.policy("testing", "mx.sts-testing.example"), Findings(mtaSTS: .testing, listed: 1))
    addPolicy(
      "sts-mode-none", Self.policy("none", "mx.sts-mode-none.example"), Findings(mtaSTS: .modeNone, listed: 1))
    addPolicy("sts-mode-none-bare", Self.policy("none"), Findings(mtaSTS: .modeNone, listed: 0))

    // The ways of writing and sending that RFC 8461 §3.2 and RFC 9112 leave open.
    let lines = Self.enforce("mx.sts-line-feeds.example").replacing("\r\n", with: "\n")
    addPolicy("sts-line-feeds", lines, good)
    addPolicy("sts-64-kib", Self.padded(Self.enforce("mx.sts-64-kib.example"), to: Self.policyLimit), good)
    addPolicy(
      "sts-charset",
      .response(
        fields: ["Content-Type: text/plain; charset=utf-8"],
        body: Octets(Array(Self.enforce("mx.sts-charset.example").utf8))), good)
    addPolicy(
      "sts-chunked",
      .response(body: Octets(Array(Self.enforce("mx.sts-chunked.example").utf8)), framing: .chunked(7)), good)
    // Slow, and in time.
    addPolicy(
      "sts-pieces",
      .policy(Octets(Array(Self.enforce("mx.sts-pieces.example").utf8))).inPieces(of: 8, everyMilliseconds: 20), good)
    // Of fields that come twice the first counts (RFC 8461 §3.2).
    addPolicy(
      "sts-twice",
      Self.enforce("mx.sts-twice.example") + "version: STSv2\r\nmode: none\r\nmax_age: 99999999999\r\n", good)
    addPolicy("sts-longest-age", Self.policy("enforce", "mx.sts-longest-age.example", maxAge: "31557600"), good)
    addHostsUnderPolicy()
  }

  /// An enforced policy over hosts that are not all in order.
  private mutating func addHostsUnderPolicy() {
    func findings(_ result: ExpectedVerdict.Result, name: ExpectedVerdict.Name? = .mxSAN) -> Findings {
      Findings(
        result: result, name: name, look: result == .noTLS ? nil : .modern, mtaSTS: .enforce, listed: 1)
    }
    func policy(_ name: String) -> String { Self.enforce("mx.\(name).example") }
    addPolicy(
      "sts-self-signed", policy("sts-self-signed"), findings(.selfSigned), over: Contents(certificate: .selfSigned))
    addPolicy("sts-expired", policy("sts-expired"), findings(.caExpired), over: Contents(certificate: .expired))
    addPolicy(
      "sts-wrong-name", policy("sts-wrong-name"), findings(.caWrongName, name: .nobody),
      over: Contents(certificate: .wrongName, certificateName: "mail.elsewhere.example"))
    addPolicy(
      "sts-no-tls", policy("sts-no-tls"), findings(.noTLS, name: nil), over: Contents(script: .named(.noSTARTTLS)))

    // DANE is enough, whatever the policy makes of the host.
    let leaf = [TLSAAssociation(3, 1, 1, .leaf)]
    addPolicy(
      "sts-dane", policy("sts-dane"), Findings(dane: .match, mtaSTS: .enforce, listed: 1, isAuthenticated: true),
      over: Contents(tlsa: leaf))
    addPolicy(
      "sts-dane-unlisted", Self.enforce("mail.elsewhere.example"),
      Findings(result: .selfSigned, dane: .match, mtaSTS: .enforce, listed: 0, isAuthenticated: true),
      over: Contents(certificate: .selfSigned, tlsa: leaf))

    // Every MX counts, of whatever preference, but none that does not answer.
    addTwoHosts("sts-both-listed", Self.enforce("*.sts-both-listed.example"), listed: 2, isAuthenticated: true)
    addTwoHosts("sts-one-listed", policy("sts-one-listed"), listed: 1, isAuthenticated: false)
    addTwoHosts("sts-spare-refuses", policy("sts-spare-refuses"), spareListens: false, listed: 1, isAuthenticated: true)
  }

  private mutating func addTwoHosts(
    _ name: String, _ policy: String, spareListens: Bool = true, listed: Int, isAuthenticated: Bool
  ) {
    let (host, spare) = ("mx.\(name).example", "spare.\(name).example")
    add(Host(name: host, addresses: [serve(host, Contents())]))
    add(Host(name: spare, addresses: [spareListens ? serve(spare, Contents()) : takeAddress()]))
    addDomain(
      name, host: host, spare: spare, Contents(mtaSTS: [Self.policyRecord], policy: Policy(answer: .text(policy))),
      Findings(mtaSTS: .enforce, listed: listed, isAuthenticated: isAuthenticated))
  }

  /// Responses that hold no policy for a sender (RFC 8461 §3.3).
  mutating func addFaultyResponses() {
    let statuses = ["404 Not Found", "500 Internal Server Error"]
    for status in statuses {
      let name = "sts-http-\(status.prefix(3))"
      addFault(name, "sts.http", Policy(answer: .response(status: status, body: Self.sound(name))))
    }
    // No redirect may be followed, not even to where the policy is.
    let target = "https://mta-sts.sts-enforce.example/.well-known/mta-sts.txt"
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
      addFault("sts-http-\(status.prefix(3))", "sts.http", Policy(answer: .redirect(to: target, status: status)))
    }
    // Least of all to a host of the surveyor's own network.
    addFault(
      "sts-redirect-inwards", "sts.http", Policy(answer: .redirect(to: "http://169.254.169.254/latest/meta-data/")))
    addFault("sts-http-204", "sts.http", Policy(answer: .response(status: "204 No Content", fields: [], body: "")))
    addFault("sts-no-http", "sts.http", Policy(answer: PolicyAnswer(octets: "220 mail.example ESMTP\r\n")))
    for (name, fields) in [("sts-html", ["Content-Type: text/html"]), ("sts-untyped", [])] {
      addFault(name, "sts.type", Policy(answer: .response(fields: fields, body: Self.sound(name))))
    }
    let long = Self.padded(Self.enforce("mx.sts-too-long.example"), to: Self.policyLimit + 1)
    addFault("sts-too-long", "sts.size", Policy(answer: .text(long)))
    let announced = ["Content-Type: text/plain", "Content-Length: 1000"]
    addFault(
      "sts-short", "sts.closed",
      Policy(answer: .response(fields: announced, body: Self.sound("sts-short"), framing: .connection)))
    // Where the end of the connection ends the body, only close_notify tells it from a cut (RFC 9112 §9.8).
    addFault(
      "sts-cut", "sts.closed",
      Policy(answer: .response(body: Self.sound("sts-cut"), framing: .connection).ending(.cut)))
  }

  /// Texts that are no policy (RFC 8461 §3.2).
  mutating func addFaultyPolicies() {
    for (name, reason, text) in Self.faultyPolicies { addFault(name, reason, Policy(answer: .text(text))) }
    let binary = Self.sound("sts-binary").bytes + [0xFF, 0xFE, 0x0D, 0x0A]
    addFault("sts-binary", "sts.syntax", Policy(answer: .policy(Octets(binary))))
  }

  /// Policy hosts with which TLS fails (RFC 8461 §3.3), or that do not answer at all.
  mutating func addPolicyHosts() {
    for kind in [CertificateKind.expired, .selfSigned, .privateCA, .incompleteChain, .commonNameOnly] {
      let name = "sts-host-\(kind.rawValue)"
      addFault(name, "sts.tls", Policy(answer: .policy(Self.sound(name)), certificate: kind))
    }
    let named = Policy(
      answer: .policy(Self.sound("sts-host-wrong-name")), certificate: .wrongName,
      certificateName: "sts-host-wrong-name.example")
    addFault("sts-host-wrong-name", "sts.tls", named)
    for (name, version) in [("sts-host-tls10", TLSVersion.tls10), ("sts-host-tls11", .tls11)] {
      let limits = TLSLimits(minimum: version, maximum: version)
      addFault(name, "sts.tls", Policy(answer: .policy(Self.sound(name)), tls: limits))
    }
    var clear = Policy(answer: .policy(Self.sound("sts-host-in-clear")))
    clear.answer.isUnderTLS = false
    addFault("sts-host-in-clear", "sts.tls", clear)
    add(
      "sts-host-refuses", Contents(mtaSTS: [Self.policyRecord], policyAddresses: [takeAddress()]),
      Findings(mtaSTS: .invalid, reason: "sts.refused"))
  }

  // MARK: Texts

  /// The longest policy in octets (RFC 8461 §3.3).
  private static let policyLimit = 65_536

  private static let faultyPolicies: [(name: String, reason: String, text: String)] = [
    (
      "sts-version", "sts.version", "version: STSv2\r\nmode: testing\r\nmx: *.sts-version.example\r\nmax_age: 86400\r\n"
    ),
    ("sts-no-version", "sts.version", "mode: testing\r\nmx: *.sts-no-version.example\r\nmax_age: 86400\r\n"),
    ("sts-mode", "sts.mode", policy("report", "*.sts-mode.example")),
    ("sts-no-mode", "sts.mode", "version: STSv1\r\nmx: *.sts-no-mode.example\r\nmax_age: 86400\r\n"),
    ("sts-max-age", "sts.max_age", policy("enforce", "*.sts-max-age.example", maxAge: "31557601")),
    (
      "sts-huge-max-age", "sts.max_age", policy("enforce", "*.sts-huge-max-age.example", maxAge: "99999999999999999999")
    ),
    ("sts-negative-max-age", "sts.max_age", policy("enforce", "*.sts-negative-max-age.example", maxAge: "-1")),
    ("sts-no-max-age", "sts.max_age", "version: STSv1\r\nmode: enforce\r\nmx: *.sts-no-max-age.example\r\n"),
    ("sts-mx", "sts.mx", policy("enforce", "*.*.example")),
    ("sts-no-mx", "sts.no_mx", policy("enforce")),
    ("sts-syntax", "sts.syntax", "version=STSv1\r\nmode=enforce\r\nmx=*.sts-syntax.example\r\nmax_age=86400\r\n"),
    ("sts-blank-line", "sts.syntax", enforce("*.sts-blank-line.example") + "\r\nmode: none\r\n"),
    ("sts-bare-returns", "sts.syntax", enforce("*.sts-bare-returns.example").replacing("\r\n", with: "\r")),
    ("sts-escapes", "sts.syntax", enforce("*.sts-escapes.example") + "note: \u{1b}]0;owned\u{7}\r\n"),
    ("sts-empty", "sts.empty", ""),
  ]

  private static func policy(_ mode: String, _ patterns: String..., maxAge: String = "604800") -> String {
    policy(mode, patterns, maxAge: maxAge)
  }

  private static func policy(_ mode: String, _ patterns: [String], maxAge: String) -> String {
    (["version: STSv1", "mode: \(mode)"] + patterns.map { "mx: \($0)" } + ["max_age: \(maxAge)"])
      .map { $0 + "\r\n" }.joined()
  }

  private static func enforce(_ patterns: String...) -> String { policy("enforce", patterns, maxAge: "604800") }

  /// A policy that would do, were it not for how it comes.
  private static func sound(_ name: String) -> Octets { Octets(Array(enforce("*.\(name).example").utf8)) }

  /// The policy with a field that nobody knows, which is to be ignored (RFC 8461 §3.2), so long in octets.
  private static func padded(_ policy: String, to length: Int) -> String {
    let field = "padding: "
    return policy + field + String(repeating: "x", count: length - policy.utf8.count - field.utf8.count - 2) + "\r\n"
  }

  // MARK: Domains

  private mutating func addPolicy(
    _ name: String, _ text: String, _ findings: Findings, over contents: Contents = Contents()
  ) {
    addPolicy(name, .text(text), findings, over: contents)
  }

  private mutating func addPolicy(
    _ name: String, _ answer: PolicyAnswer, _ findings: Findings, over contents: Contents = Contents()
  ) {
    var contents = contents
    contents.mtaSTS = [Self.policyRecord]
    contents.policy = Policy(answer: answer)
    add(name, contents, findings)
  }

  /// Adds a domain whose host is in order and whose policy is not to be had.
  private mutating func addFault(_ name: String, _ reason: String, _ policy: Policy) {
    add(
      name, Contents(mtaSTS: [Self.policyRecord], policy: policy), Findings(mtaSTS: .invalid, reason: reason))
  }
}

extension PolicyAnswer {
  /// A sound response with a text.
  fileprivate static func text(_ text: String) -> PolicyAnswer { .policy(Octets(Array(text.utf8))) }
}
