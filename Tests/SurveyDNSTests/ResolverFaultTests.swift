import SurveyCore
import SurveyDNS
import Testing

extension AgainstNSD {
  @Suite(.serialized)
  struct ResolverFaultTests {
    /// A resolver that is given up after two checks.
    static func impatient(port: UInt16) -> ResolverConfiguration {
      var configuration = ResolverConfiguration(upstream: .forwarder(.v4(0x7f00_0001), port: port))
      configuration.lookupTimeout = .milliseconds(500)
      configuration.health.checkTimeout = .milliseconds(300)
      configuration.health.checkInterval = .milliseconds(50)
      configuration.health.pauses = [.milliseconds(100)]
      return configuration
    }

    @Test("A dead forwarder is our fault, and is given up in the configured time", arguments: [true, false])
    func deadForwarder(listening: Bool) async throws {
      let silent = LoopbackSocket()
      let port = listening ? silent.port : LoopbackSocket.freePort()
      let resolver = try Resolver(ResolverFaultTests.impatient(port: port))
      defer { resolver.close() }
      let duration = await ContinuousClock().measure {
        await withTaskGroup { group in
          for index in 0..<200 {
            group.addTask {
              await #expect(throws: LocalFault.resolver) {
                try await resolver.mx(DomainName("d\(index).example"))
              }
            }
          }
        }
      }
      // 0.5 s for the lookup, 0.3 s for the check, 0.3 s + 0.1 s + 0.3 s for new contexts, and some room.
      #expect(duration < .seconds(20))
      await #expect(throws: LocalFault.resolver) {
        try await resolver.addresses(of: DomainName("mx.example"))
      }
    }

    @Test("What no sane server says is told apart")
    func oddAnswers() async throws {
      let server = ScriptedServer()
      var configuration = ResolverFaultTests.impatient(port: server.port)
      configuration.lookupTimeout = .seconds(1)
      let resolver = try Resolver(configuration)
      defer { resolver.close() }
      func mx(_ name: String) async throws -> MXLookup { try await resolver.mx(DomainName(name)) }
      #expect(try await mx("refused.example") == .failed(.servfail))
      #expect(try await mx("notimp.example") == .failed(.servfail))
      #expect(try await mx("silent.example") == .failed(.timeout))
      #expect(try await mx("empty.example") == .none(.unknown))
      #expect(try await mx("other.example") == .failed(.nxdomain))
      // libunbound takes such RDATA for a broken message before we see it.
      for name in ["short.example", "pointer.example"] {
        #expect([.failed(.malformed), .failed(.servfail)].contains(try await mx(name)), "\(name)")
      }
      let host = try await resolver.addresses(of: DomainName("a3.example"))
      #expect(host.addresses.isEmpty)
      #expect([.malformed, .servfail].contains(host.failure))
      let tlsa = try await resolver.records(Question(prefix: "_25._tcp", DomainName("mx.example"), .tlsa))
      #expect(tlsa == .records([[3, 1]], .unknown))
      withExtendedLifetime(server) {}
    }

    @Test("A resolver that dies and comes back costs time and no domain its answer")
    func resurrection() async throws {
      let internet = try SmallInternet()
      try internet.server.start()
      defer { internet.server.stop() }
      var configuration = internet.configuration(anchor: internet.anchor)
      configuration.lookupTimeout = .seconds(1)
      configuration.health.checkTimeout = .milliseconds(500)
      let resolver = try Resolver(configuration)
      defer { resolver.close() }
      let asked = Counter()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<50 {
          group.addTask {
            while let index = asked.next(below: 1_500) {
              if index == 500 || index == 1_000 {
                internet.server.stop()
                try await Task.sleep(for: .milliseconds(1_200))
                try internet.server.start()
              }
              let lookup = try await resolver.mx(DomainName("d\(index).bulk.example"))
              guard case .records(let set, .insecure) = lookup else {
                Issue.record("d\(index): \(lookup)")
                continue
              }
              #expect(set.exchanges.map(\.host.text) == ["mx\(index).bulk.example"])
            }
          }
        }
        try await group.waitForAll()
      }
    }

    @Test("Failing domains behind a healthy resolver are not held up, nor are the others")
    func failingDomains() async throws {
      let internet = try SmallInternet()
      try internet.server.start()
      defer { internet.server.stop() }
      let resolver = try Resolver(internet.configuration())
      defer { resolver.close() }
      let duration = try await ContinuousClock().measure {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for index in 0..<300 {
            group.addTask {
              #expect(try await resolver.mx(DomainName("d\(index).failing")) == .failed(.servfail))
              guard case .records = try await resolver.mx(DomainName("d\(index).bulk.example")) else {
                Issue.record("d\(index) has no MX")
                return
              }
            }
          }
          try await group.waitForAll()
        }
      }
      #expect(duration < .seconds(20))
    }

    @Test("A cancelled task gets its answer at once, whether it waits for an answer or for the resolver")
    func cancellation() async throws {
      let silent = LoopbackSocket()
      var configuration = ResolverFaultTests.impatient(port: silent.port)
      configuration.lookupTimeout = .seconds(1)
      configuration.health.pauses = [.seconds(60)]
      let resolver = try Resolver(configuration)
      defer { resolver.close() }
      for delay in [0, 1, 50, 2_500] {
        let duration = await ContinuousClock().measure {
          let tasks = (0..<100).map { index in
            Task { try await resolver.mx(DomainName("c\(index)-\(delay).example")) }
          }
          try? await Task.sleep(for: .milliseconds(delay))
          for task in tasks { task.cancel() }
          for task in tasks {
            await #expect(throws: LocalFault.cancelled) { try await task.value }
          }
        }
        #expect(duration < .milliseconds(delay + 5_000))
      }
    }

    @Test("Closing ends what is in flight, and what comes later")
    func closing() async throws {
      let silent = LoopbackSocket()
      let resolver = try Resolver(ResolverFaultTests.impatient(port: silent.port))
      let tasks = (0..<100).map { index in Task { try await resolver.mx(DomainName("c\(index).example")) } }
      try await Task.sleep(for: .milliseconds(20))
      resolver.close()
      resolver.close()
      for task in tasks { await #expect(throws: LocalFault.cancelled) { try await task.value } }
      await #expect(throws: LocalFault.cancelled) { try await resolver.mx(DomainName("example.org")) }
    }

    @Test("A configuration that can't work is refused at once")
    func badConfiguration() throws {
      let folder = try TemporaryFolder()
      try folder.write("this is no key\n", to: "bad.key")
      let upstream = ResolverConfiguration.Upstream.forwarder(.v4(0x7f00_0001), port: 53)
      for anchor in ["/nowhere/root.key", "\(folder.path)/bad.key"] {
        #expect(throws: ResolverError.self) {
          try Resolver(ResolverConfiguration(upstream: upstream, trustAnchorFile: anchor))
        }
      }
    }
  }
}
