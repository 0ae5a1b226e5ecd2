extension DNSFaultCases {
  /// Row 15: more MX records than anybody will try. A hundred are kept, those of the lowest preference.
  mutating func addManyExchanges() {
    let domain = Self.domain(15)
    let (kept, all) = (100, 1_000)
    // An address takes eight connections in a wave; here it is five names.
    var exchangers: [MailExchanger] = []
    var address = serve("first.\(domain)", certificateName: "*.\(domain)")
    for index in 0..<all {
      if index > 0, index < kept, index.isMultiple(of: 5) {
        address = serve("from-\(index).\(domain)", certificateName: "*.\(domain)")
      }
      // No client comes for the rest.
      if index == kept { address = serve("unused.\(domain)") }
      let host = "mx\(index).\(domain)"
      add(Host(name: host, addresses: [address]))
      exchangers.append(MailExchanger(preference: UInt16(index + 1), host: host))
    }
    add(
      15, nil, "a thousand MX records", mail: .mx(exchangers), count: all,
      hosts: exchangers.prefix(kept).map { .reached($0.host) })
  }

  /// Rows 16 and 17: one host under one name and many spellings, and one address under many names.
  mutating func addRepeatedExchanges() {
    let domain = Self.domain(16)
    let host = "mx.\(domain)"
    addHost(host)
    answer(domain, [.mx], .records([.mx(10, host), .mx(10, host), .mx(20, host), .mx(10, host.uppercased())]))
    add(16, nil, "one MX four times", hosts: [.reached(host)])
    let shared = Self.domain(16, "shared")
    let names = ["mx1.\(shared)", "mx2.\(shared)"]
    let address = serve(names[0], certificateName: "*.\(shared)")
    for name in names { add(Host(name: name, addresses: [address])) }
    let exchangers = names.map { MailExchanger(preference: 10, host: $0) }
    add(16, "shared", "two MX names at one address", mail: .mx(exchangers), hosts: names.map { .reached($0) })
    add(16, "again", "the MX names of another domain", mail: .mx(exchangers), hosts: names.map { .reached($0) })

    let spelt = "mx.\(Self.domain(17))"
    addHost(spelt)
    answer(Self.domain(17), [.mx], .records([.mx(10, "Mx.F017.eXaMpLe")]))
    add(17, nil, "an MX in mixed case", hosts: [.reached(spelt)])
  }

  /// Rows 18 and 19: exchanges that are no host names (RFC 5321 §2.3.5, RFC 1123 §2.1), and those at the limits.
  mutating func addNames() {
    let ace = "xn--bcher-kva.\(Self.domain(18))"
    addHost(ace)
    answer(Self.domain(18), [.mx], .records([.mx(10, ace)]))
    add(18, nil, "an MX with an A-label", hosts: [.reached(ace)])
    // What punycode can't read is still letters, digits and hyphens, and a name in the DNS.
    let bad = "xn--99999999.\(Self.domain(18, "punycode"))"
    addHost(bad)
    add(18, "punycode", "an MX with punycode that means nothing", mail: Self.mx(bad), hosts: [.reached(bad)])
    addInvalid(18, "octets", "an MX with UTF-8", "b\u{fc}cher", recorded: "b\\195\\188cher")

    addInvalid(19, "underscore", "an MX with an underscore", "_mx", recorded: "_mx")
    addInvalid(19, "nul", "an MX with NUL", "mx\u{0}good", recorded: "mx\\000good")
    addInvalid(19, "dot", "an MX with a dot inside of a label", "mx.good", recorded: "mx\\.good")
    addInvalid(19, "space", "an MX with a space", "mx good", recorded: "mx\\032good")
    addInvalid(19, "hyphen", "an MX with a hyphen in front", "-mx", recorded: "-mx")
    let label = "\(String(repeating: "a", count: 63)).\(Self.domain(19, "label"))"
    addHost(label)
    add(19, "label", "an MX with a label of 63 octets", mail: Self.mx(label), hosts: [.reached(label)])
    let domain = Self.domain(19, "length")
    let rest = 253 - domain.utf8.count - 1
    let longest = Self.labels(rest) + ".\(domain)"
    addHost(longest)
    add(19, "length", "an MX of 253 octets", mail: Self.mx(longest), hosts: [.reached(longest)])
    // Longer than any name may be: no resolver hands it on.
    let tooLong = Self.domain(19, "too-long")
    answer(tooLong, [.mx], .records([.mx(10, Self.labels(254 - tooLong.utf8.count - 1) + ".\(tooLong)")]))
    add(19, "too-long", "an MX of 254 octets", status: .servfail)
  }

  /// Adds a domain whose only MX has a label that no host name has; nobody looks it up.
  private mutating func addInvalid(_ row: Int, _ word: String, _ title: String, _ label: String, recorded: String) {
    let domain = Self.domain(row, word)
    let labels = [Octets(Array(label.utf8))] + domain.split(separator: ".").map { Octets(Array($0.utf8)) }
    answer(domain, [.mx], .records([.mx(10, labels: labels)]))
    add(row, word, title, status: .invalid, hosts: [.failed("\(recorded).\(domain)", "invalid_name")])
  }

  /// Labels with dots between them, of so many octets in all.
  private static func labels(_ length: Int) -> String {
    var text = String(repeating: "x", count: length)
    var place = 40
    while place < length - 1 {
      let index = text.utf8.index(text.startIndex, offsetBy: place)
      text.replaceSubrange(index...index, with: ".")
      place += 41
    }
    return text
  }
}
