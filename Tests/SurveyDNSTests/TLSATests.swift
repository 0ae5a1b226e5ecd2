import SurveyCore
import SurveyDNS
import Testing

extension AgainstNSD {
  @Suite(.serialized)
  final class TLSATests {
    let internet: SmallInternet

    init() throws {
      internet = try SmallInternet()
      try internet.server.start()
    }

    deinit { internet.server.stop() }

    /// A host, and what its TLSA lookup says: the state, the base domain, the first digit of each record's digest.
    static let hosts: [(host: String, state: TLSAState, base: String?, records: [String])] = [
      ("good.dane", .usable, "good.dane", ["2 0 1 a", "3 1 1 b"]),
      ("none.dane", .none, "none.dane", []),
      ("nodata.dane", .none, "nodata.dane", []),
      ("bogus.dane", .bogus, "bogus.dane", []),
      ("servfail.dane", .error, "servfail.dane", []),
      ("pkix.dane", .unusable, "pkix.dane", ["1 1 1 a"]),
      ("malformed.dane", .unusable, "malformed.dane", []),
      ("mixed.dane", .usable, "mixed.dane", ["3 1 1 a"]),
      ("shared.dane", .usable, "shared.dane", ["2 0 1 a", "3 1 1 b"]),
      ("unsigned.dane", .insecure, "unsigned.dane", ["3 1 1 d"]),
      ("toboth.dane", .usable, "both.dane", ["3 1 1 1"]),
      ("tonone.dane", .usable, "tonone.dane", ["3 1 1 3"]),
      ("tonothing.dane", .none, "none.dane", []),
      ("tobogus.dane", .bogus, "bogus.dane", []),
      ("tounsigned.dane", .insecure, "unsigned.dane", ["3 1 1 d"]),
      ("toinsecure.dane", .usable, "toinsecure.dane", ["3 1 1 5"]),
      ("toinsecure2.dane", .none, "toinsecure2.dane", []),
      ("securealias.example", .insecure, nil, []),
      ("mx1.example", .insecure, nil, []),
      ("onlymail.dane", .unknown, nil, []),
      ("nowhere.dane", .unknown, nil, []),
    ]

    @Test("Each kind of TLSA answer gives its state, at its base domain")
    func states() async throws {
      let resolver = try Resolver(internet.configuration(anchor: internet.anchor))
      defer { resolver.close() }
      for (host, state, base, records) in Self.hosts {
        let name = try DomainName(host)
        let lookup = try await resolver.tlsa(host: name, port: 25, addresses: resolver.addresses(of: name))
        #expect(lookup.state == state, "\(host): \(lookup)")
        #expect(lookup.baseDomain?.text == base, "\(host)")
        #expect(lookup.rrset?.records.map { String($0.description.prefix(7)) } ?? [] == records, "\(host)")
      }
    }

    @Test("Malformed RDATA is kept as it was found")
    func malformed() async throws {
      let resolver = try Resolver(internet.configuration(anchor: internet.anchor))
      defer { resolver.close() }
      func rdata(_ host: String) async throws -> [[UInt8]]? {
        let name = try DomainName(host)
        return try await resolver.tlsa(host: name, port: 25, addresses: resolver.addresses(of: name)).rrset?.rdata
      }
      #expect(try await rdata("malformed.dane") == [[3, 1, 1]])
      #expect(try await rdata("mixed.dane") == [[2, 0, 1], [3, 1, 1] + Array(repeating: 0xaa, count: 32)])
    }

    @Test("The port is part of the name")
    func port() async throws {
      let resolver = try Resolver(internet.configuration(anchor: internet.anchor))
      defer { resolver.close() }
      let good = try DomainName("good.dane")
      let addresses = try await resolver.addresses(of: good)
      let other = try await resolver.tlsa(host: good, port: 26, addresses: addresses)
      #expect(other.rrset?.records.map(\.association.first) == [0xcc])
      #expect(try await resolver.tlsa(host: good, port: 27, addresses: addresses).state == .none)
    }

    @Test("Addresses that are not secure, or not there, save the question")
    func notAsked() async throws {
      // Whoever asks this server waits for an answer that never comes.
      let silent = LoopbackSocket()
      let resolver = try Resolver(ResolverFaultTests.impatient(port: silent.port))
      defer { resolver.close() }
      let host = try DomainName("mx.example")
      for status in [.insecure, .bogus, .unknown] as [DNSSECStatus] {
        let addresses = HostLookup(.addresses([.v4(1)], status), .addresses([], status))
        #expect(try await resolver.tlsa(host: host, port: 25, addresses: addresses) == .notAsked(status))
      }
      for (failure, status) in [(.timeout, .unknown), (.nxdomain, .unknown), (.bogus, .bogus)]
        as [(DNSFailure, DNSSECStatus)]
      {
        let addresses = HostLookup(.failed(failure), .failed(failure))
        #expect(try await resolver.tlsa(host: host, port: 25, addresses: addresses) == .notAsked(status))
      }
    }

    @Test("Without the root's key every state is unknown")
    func unvalidated() async throws {
      let resolver = try Resolver(internet.configuration())
      defer { resolver.close() }
      for host in ["good.dane", "none.dane", "toboth.dane", "mx1.example"] {
        let name = try DomainName(host)
        let lookup = try await resolver.tlsa(host: name, port: 25, addresses: resolver.addresses(of: name))
        #expect(lookup == .notAsked(.unknown), "\(host)")
      }
    }

    @Test("A denial says whether it was proven")
    func denials() async throws {
      let validating = try Resolver(internet.configuration(anchor: internet.anchor))
      defer { validating.close() }
      let plain = try Resolver(internet.configuration())
      defer { plain.close() }
      let (signed, unsigned) = (
        Question(prefix: "_nowhere", try DomainName("none.dane"), .txt),
        Question(prefix: "_nowhere", try DomainName("mx1.example"), .txt)
      )
      #expect(try await validating.records(signed) == .nxdomain(.secure))
      #expect(try await validating.records(unsigned) == .nxdomain(.insecure))
      #expect(try await plain.records(signed) == .nxdomain(.unknown))
      #expect(try await validating.records(Question(DomainName("none.dane"), .txt)) == .nodata(.secure))
    }

    @Test("We see the TLSA RRset that drill prints")
    func sameAsDrill() async throws {
      let resolver = try Resolver(internet.configuration(anchor: internet.anchor))
      defer { resolver.close() }
      for host in ["good.dane", "pkix.dane", "both.dane"] {
        let drilled = try internet.server.drill("_25._tcp.\(host)", "TLSA").split(separator: "\n")
          .filter { !$0.hasPrefix(";") && $0.contains("\tTLSA\t") }
          .map { line in
            let fields = line.split(separator: "\t").last.map { $0.split(separator: " ") } ?? []
            return fields.prefix(3).joined(separator: " ") + " " + fields.dropFirst(3).joined().lowercased()
          }
        let name = try DomainName(host)
        let lookup = try await resolver.tlsa(host: name, port: 25, addresses: resolver.addresses(of: name))
        #expect(!drilled.isEmpty)
        #expect(lookup.rrset?.records.map(\.description) == drilled.sorted(), "\(host)")
      }
    }

    @Test("TXT records come as they stand on the wire, at the end of aliases too")
    func text() async throws {
      let resolver = try Resolver(internet.configuration(anchor: internet.anchor))
      defer { resolver.close() }
      func text(_ name: String) async throws -> RecordLookup {
        try await resolver.text(prefix: "_mta-sts", DomainName(name))
      }
      let policy = [9] + Array("v=STSv1; ".utf8) + [5] + Array("id=1;".utf8)
      let another = [7] + Array("another".utf8)
      for name in ["good.dane", "alias.dane"] {
        guard case .records(let rdata, .secure) = try await text(name) else {
          Issue.record("no TXT for \(name)")
          continue
        }
        #expect(Set(rdata) == [policy, another])
      }
      let long = [255] + Array(repeating: UInt8(ascii: "l"), count: 255)
      #expect(try await text("long.dane") == .records([long + long + [0]], .secure))
      #expect(try await text("none.dane") == .nxdomain(.secure))
      #expect(try await text("tlsa.failing") == .failed(.servfail))
    }

    @Test("A name that a prefix makes too long does not exist, and is no fault of ours")
    func tooLong() async throws {
      let label = String(repeating: "a", count: 59)
      let name = try DomainName(Array(repeating: label, count: 4).joined(separator: ".") + ".dane")
      #expect(name.text.utf8.count == 244)
      let resolver = try Resolver(internet.configuration(anchor: internet.anchor))
      defer { resolver.close() }
      let addresses = HostLookup(.addresses([.v4(1)], .secure), .addresses([], .secure))
      // 244 + 8 and 244 + 9 octets can be asked for, 244 + 10 can't.
      for port in [2, 25, 250] as [UInt16] {
        let lookup = try await resolver.tlsa(host: name, port: port, addresses: addresses)
        #expect(lookup == .none(baseDomain: name, .secure))
      }
      #expect(try await resolver.text(prefix: "_smtp._tls", name) == .nxdomain(.secure))
    }
  }
}
