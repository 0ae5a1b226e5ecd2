import SurveyCore
import SurveyDNS
import Testing

/// Everything that talks to a real NSD: one after the other, as ports and time are shared.
@Suite(.serialized, .timeLimit(.minutes(1)))
enum AgainstNSD {}

extension AgainstNSD {
  @Suite(.serialized)
  final class ResolverTests {
    let internet: SmallInternet

    init() throws {
      internet = try SmallInternet()
      try internet.server.start()
    }

    deinit { internet.server.stop() }

    @Test("Each kind of MX answer is told apart, whatever the validation")
    func kindsOfMX() async throws {
      let resolver = try Resolver(internet.configuration())
      defer { resolver.close() }
      func mx(_ name: String) async throws -> MXLookup { try await resolver.mx(DomainName(name)) }
      let mx1 = MXExchange(preference: 10, host: .name(try DomainName("mx1.example")))

      guard case .records(let several, .unknown) = try await mx("several.example") else {
        Issue.record("no MX set")
        return
      }
      #expect(
        several.exchanges.map { "\($0.preference) \($0.host.text)" } == [
          "10 mx1.example", "10 mx3.example", "20 mx2.example",
        ])
      #expect(several.count == 3)
      #expect(try await mx("alias.example") == .records(several, .unknown))
      guard case .records(let null, .unknown) = try await mx("null.example"),
        case .records(let mixed, .unknown) = try await mx("nullmixed.example"),
        case .records(let literal, .unknown) = try await mx("literal.example")
      else {
        Issue.record("no MX set")
        return
      }
      #expect(null.status == .null)
      #expect(mixed.status == .nullMixed)
      #expect(mixed.exchanges == [mx1])
      #expect(literal.status == .invalid)
      #expect(literal.exchanges.map(\.host) == [.invalid("192.0.2.1")])
      #expect(try await mx("implicit.example") == .none(.unknown))
      #expect(try await mx("nodata.example") == .none(.unknown))
      #expect(try await mx("nowhere.example") == .failed(.nxdomain))
      #expect(try await mx("dangling.example") == .failed(.nxdomain))
      #expect(try await mx("failing") == .failed(.servfail))
      #expect(try await mx("deep.down.failing") == .failed(.servfail))
      #expect(try await mx("loop1.example") == .failed(.servfail))
      #expect(try await mx("several.example") == .records(several, .unknown))
    }

    @Test("Hosts have the addresses of both families")
    func addresses() async throws {
      let resolver = try Resolver(internet.configuration())
      defer { resolver.close() }
      func host(_ name: String) async throws -> HostLookup {
        try await resolver.addresses(of: DomainName(name))
      }
      let mx1 = try await host("mx1.example")
      #expect(mx1.addresses.map(\.description) == ["192.0.2.10", "192.0.2.11", "2001:db8::1"])
      #expect(mx1.failure == nil)
      #expect(mx1.canonicalName == nil)
      let alias = try await host("mxalias.example")
      #expect(alias.addresses == mx1.addresses)
      #expect(alias.canonicalName?.text == "mx1.example")
      #expect(try await host("mx2.example").addresses.map(\.description) == ["192.0.2.12"])
      #expect(try await host("six.example").addresses.map(\.description) == ["2001:db8::6"])
      #expect(try await host("nodata.example").failure == .nodata)
      #expect(try await host("nowhere.example").failure == .nxdomain)
      #expect(try await host("mx.failing").failure == .servfail)
    }

    @Test("With the root's key answers are secure, insecure or bogus")
    func validation() async throws {
      let resolver = try Resolver(internet.configuration(anchor: internet.anchor))
      defer { resolver.close() }
      func mx(_ name: String) async throws -> MXLookup { try await resolver.mx(DomainName(name)) }
      guard case .records(_, .secure) = try await mx("a.signed") else {
        Issue.record("not secure: \(try await mx("a.signed"))")
        return
      }
      guard case .records(_, .insecure) = try await mx("several.example") else {
        Issue.record("not insecure: \(try await mx("several.example"))")
        return
      }
      #expect(try await mx("a.broken") == .failed(.bogus))
      #expect(try await mx("mx.signed") == .none(.secure))
      #expect(try await mx("nowhere.signed") == .failed(.nxdomain))
      #expect(try await mx("implicit.example") == .none(.insecure))
      #expect(try await mx("failing") == .failed(.servfail))
      #expect(try await resolver.addresses(of: DomainName("mx.signed")).dnssec == .secure)
      #expect(try await resolver.addresses(of: DomainName("mx1.example")).dnssec == .insecure)
    }

    @Test("The preflight knows whether the anchor fits")
    func preflight() async throws {
      #expect(await Resolver.preflight(internet.configuration(anchor: internet.anchor)) == .validating)
      for anchor in [internet.wrongAnchor, "/nowhere/root.key", nil] {
        let found = await Resolver.preflight(internet.configuration(anchor: anchor))
        guard case .unvalidated(let reason) = found else {
          Issue.record("\(anchor ?? "no anchor"): \(found)")
          continue
        }
        #expect(!reason.isEmpty)
      }
      internet.server.stop()
      guard case .dead = await Resolver.preflight(internet.configuration(anchor: internet.anchor)) else {
        Issue.record("a server that is gone is not dead")
        return
      }
    }

    @Test("We see the MX sets that drill prints")
    func sameAsDrill() async throws {
      let resolver = try Resolver(internet.configuration())
      defer { resolver.close() }
      for name in ["several.example", "tocname.example", "d7.bulk.example", "d1999.bulk.example"] {
        let drilled = try internet.server.drill(name, "MX").split(separator: "\n")
          .filter { !$0.hasPrefix(";") && $0.contains("\tMX\t") }
          .map { $0.split(whereSeparator: \.isWhitespace).suffix(2) }
        let records = try drilled.map { fields in
          let preference = try #require(fields.first.flatMap { UInt16($0) })
          let host = try DomainName(String(try #require(fields.last)))
          return MXExchange(preference: preference, host: .name(host))
        }
        guard case .records(let set, _) = try await resolver.mx(DomainName(name)) else {
          Issue.record("no MX set for \(name)")
          continue
        }
        #expect(!records.isEmpty)
        // A host that is listed twice counts at its lowest preference.
        #expect(Set(set.exchanges).isSubset(of: records))
        #expect(Set(set.exchanges.map(\.host)) == Set(records.map(\.host)))
      }
    }

    @Test("2,000 lookups in a window of 500 lose nothing and mix nothing up")
    func window() async throws {
      let resolver = try Resolver(internet.configuration())
      defer { resolver.close() }
      let found = try await withThrowingTaskGroup(of: (Int, MXLookup).self) { group in
        var next = 0
        var found: [Int: MXLookup] = [:]
        while found.count < SmallInternet.bulk {
          while next < SmallInternet.bulk, next - found.count < 500 {
            group.addTask { [next] in (next, try await resolver.mx(DomainName("d\(next).bulk.example"))) }
            next += 1
          }
          guard let (index, lookup) = try await group.next() else { break }
          found[index] = lookup
        }
        return found
      }
      #expect(found.count == SmallInternet.bulk)
      for (index, lookup) in found {
        guard case .records(let set, .unknown) = lookup else {
          Issue.record("d\(index): \(lookup)")
          continue
        }
        #expect(set.exchanges.map(\.host.text) == ["mx\(index).bulk.example"])
        #expect(set.exchanges.map(\.preference) == [UInt16(index % 100)])
      }
    }
  }
}
