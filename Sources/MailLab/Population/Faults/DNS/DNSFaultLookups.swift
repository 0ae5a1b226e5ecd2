extension DNSFaultCases {
  /// Rows 1 to 3: names that do not exist, or not with what is asked for.
  mutating func addDenials() {
    add(1, nil, "the domain does not exist", mail: .nxdomain, status: .nxdomain)
    let missing = "mx.\(Self.domain(1, "host"))"
    answer(Self.domain(1, "host"), [.mx], .records([.mx(10, missing)]))
    add(1, "host", "the MX host does not exist", hosts: [.failed(missing, "nxdomain")])

    let own = Self.domain(2)
    add(
      2, nil, "no MX, but an address", mail: .implicit([serve(own)]), status: .implicit, count: 0,
      hosts: [.reached(own)])

    add(3, nil, "neither MX nor address", status: .nodata)
    let homeless = "mx.\(Self.domain(3, "host"))"
    add(Host(name: homeless, addresses: []))
    add(3, "host", "the MX host has no address", mail: Self.mx(homeless), hosts: [.failed(homeless, "nodata")])
  }

  /// Rows 4, 5 and 11: servers that fail or say nothing, for the domain, for a host, or for half of one.
  mutating func addFailures() {
    let manners: [(Int, String?, OddAnswer.Manner, DNSFaultCase.Status)] = [
      (4, nil, .servfail, .servfail), (4, "refused", .refused, .servfail), (5, nil, .silence, .timeout),
    ]
    for (row, word, manner, status) in manners {
      let host = "mx.\(Self.domain(row, word))"
      addHost(host)
      answer(Self.domain(row, word), [.mx], manner)
      add(row, word, "no usable answer for MX", mail: Self.mx(host), status: status)
    }
    for (row, manner, reason) in [(4, OddAnswer.Manner.servfail, "servfail"), (5, .silence, "timeout")] {
      let host = "mx.\(Self.domain(row, "host"))"
      addHost(host)
      answer(host, [.a, .aaaa], manner)
      add(row, "host", "no usable answer for the address", mail: Self.mx(host), hosts: [.failed(host, reason)])
    }
    let half = "mx.\(Self.domain(4, "half"))"
    addHost(half)
    answer(half, [.aaaa], .servfail)
    add(4, "half", "AAAA fails, A does not", mail: Self.mx(half), hosts: [.reached(half)])

    let (first, second) = ("mx.\(Self.domain(11))", "spare.\(Self.domain(11))")
    addHost(first)
    addHost(second)
    answer(first, [.a, .aaaa], .servfail)
    add(
      11, nil, "one MX can't be looked up, another can",
      mail: .mx([MailExchanger(preference: 10, host: first), MailExchanger(preference: 20, host: second)]),
      hosts: [.failed(first, "servfail"), .reached(second)])
  }

  /// Rows 6 and 7: RFC 7505.
  mutating func addNullMX() {
    add(6, nil, "null MX", mail: .nullMX, status: .null)
    let host = "mx.\(Self.domain(7))"
    addHost(host)
    add(
      7, nil, "null MX beside another", mail: .nullMixed([MailExchanger(preference: 10, host: host)]),
      status: .nullMixed,
      hosts: [.reached(host)])
  }

  /// Rows 8 and 9: an MX that is an alias (which RFC 5321 §5.1 forbids, and the world has), and aliases without end.
  mutating func addAliases() {
    let (alias, real) = ("mx.\(Self.domain(8))", "real.\(Self.domain(8))")
    // The certificate names the MX, as a sender asks for that.
    add(Host(name: real, addresses: [serve(alias)]))
    add(Host(name: alias, alias: real))
    add(8, nil, "the MX host is an alias", mail: Self.mx(alias), hosts: [.reached(alias)])

    // A resolver of our own follows no endless chain and says SERVFAIL, as it does for other reasons.
    let loop = Self.domain(9)
    addChain(["mx.\(loop)", "b.\(loop)", "mx.\(loop)"])
    answer(loop, [.mx], .records([.mx(10, "mx.\(loop)")]))
    add(9, nil, "aliases in a circle", hosts: [.failed("mx.\(loop)", "servfail")])
    let long = Self.domain(9, "chain")
    addChain(["mx.\(long)"] + (1...16).map { "a\($0).\(long)" })
    add(Host(name: "a16.\(long)", addresses: [serve("mx.\(long)")]))
    answer(long, [.mx], .records([.mx(10, "mx.\(long)")]))
    add(9, "chain", "sixteen aliases one after the other", hosts: [.failed("mx.\(long)", "servfail")])
    let short = Self.domain(9, "three")
    addChain(["mx.\(short)"] + (1...3).map { "a\($0).\(short)" })
    add(Host(name: "a3.\(short)", addresses: [serve("mx.\(short)")]))
    answer(short, [.mx], .records([.mx(10, "mx.\(short)")]))
    add(9, "three", "three aliases one after the other", hosts: [.reached("mx.\(short)")])
  }

  /// Each name but the last is an alias of the next, told one at a time.
  private mutating func addChain(_ names: [String]) {
    for (name, next) in zip(names, names.dropFirst()) {
      answer(name, [.a, .aaaa, .cname], .records([.cname(next)]))
    }
  }

  /// Row 10: MX records that name an address instead of a host (RFC 5321 §2.3.5).
  mutating func addTargets() {
    // Somebody listens there, so that whoever takes the name for an address is seen.
    let address = serve("literal.\(Self.domain(10))")
    answer(Self.domain(10), [.mx], .records([.mx(10, "\(address)")]))
    add(
      10, nil, "the MX is an address", status: .invalid, hosts: [.failed("\(address)", "invalid_name")])
    let host = "mx.\(Self.domain(10, "beside"))"
    let other = serve("literal.\(Self.domain(10, "beside"))")
    addHost(host)
    answer(Self.domain(10, "beside"), [.mx], .records([.mx(10, "\(other)"), .mx(20, host)]))
    add(
      10, "beside", "an address beside a host", hosts: [.failed("\(other)", "invalid_name"), .reached(host)])
  }
}
