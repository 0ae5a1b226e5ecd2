extension DNSFaultCases {
  /// Rows 20 to 23: messages that are cut, whose signatures have ended, that break their format, or that are another's.
  mutating func addMessages() {
    addAnswered(20, nil, "the answer comes over TCP only", .truncated)
    let cut = "mx.\(Self.domain(20, "refused"))"
    addHost(cut)
    answer(Self.domain(20, "refused"), [.mx], .truncatedForGood)
    add(20, "refused", "the answer is cut over UDP, and refused over TCP", mail: Self.mx(cut), status: .servfail)

    let bogus = "mx.\(Self.domain(21))"
    addHost(bogus)
    add(21, nil, "signatures that have ended", mail: Self.mx(bogus), zone: .bogus, status: .bogus)
    let host = "mx.\(Self.domain(21, "host"))"
    addZone(host, .bogus)
    addHost(host)
    add(
      21, "host", "the MX host's signatures have ended", mail: Self.mx(host), zone: .signed,
      hosts: [.failed(host, "bogus")])

    // What runs over or has no exchange at all breaks the message for libunbound, which says SERVFAIL; what it hands on,
    // the survey reads with its own eyes.
    let broken: [(String, String, Octets, DNSFaultCase.Status)] = [
      ("empty", "no RDATA", Octets([]), .servfail), ("short", "RDATA of one octet", Octets([0]), .servfail),
      ("overrun", "a label that runs over", Octets([0, 10, 9, 0x6D, 0x78]), .servfail),
      ("pointer", "a pointer to nowhere", Octets([0, 10, 0xFF, 0xFF]), .servfail),
      ("no-exchange", "a preference alone", Octets([0, 10]), .malformed),
      ("trailing", "octets behind the exchange", Octets([0, 10, 1, 0x6D, 0, 1, 2]), .malformed),
    ]
    for (word, title, data, status) in broken {
      answer(Self.domain(22, word), [.mx], .records([OddRecord(.mx, data: data)]))
      add(22, word, "an MX with \(title)", status: status)
    }
    let short = "mx.\(Self.domain(22, "address"))"
    addHost(short)
    answer(short, [.a], .records([OddRecord(.a, data: Octets([127, 0, 0]))]))
    add(22, "address", "an address of three octets", mail: Self.mx(short), hosts: [.failed(short, "malformed")])

    addAnswered(23, nil, "another identifier first", .forgedIdentifier)
    // libunbound does not wait for another message with this identifier but asks again, in vain: nothing that was forged
    // is believed.
    let asked = "mx.\(Self.domain(23, "question"))"
    addHost(asked)
    answer(Self.domain(23, "question"), [.mx], .forgedQuestion)
    add(23, "question", "an answer to another question first", mail: Self.mx(asked), status: .servfail)
  }

  /// Adds a domain whose MX records are had in the end.
  private mutating func addAnswered(
    _ row: Int, _ word: String?, _ title: String, _ manner: OddAnswer.Manner
  ) {
    let domain = Self.domain(row, word)
    addHost("mx.\(domain)")
    answer(domain, [.mx], manner)
    add(row, word, title, mail: Self.mx("mx.\(domain)"), hosts: [.reached("mx.\(domain)")])
  }
}
