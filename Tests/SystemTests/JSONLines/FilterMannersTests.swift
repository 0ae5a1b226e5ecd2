import Foundation
import Testing

extension SystemTests {
  /// How the filters behave in a pipe.
  @Suite struct FilterMannersTests {
    @Test func everyLineIsAnsweredAndTagsComeBackAsTheyWere() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 3_084, in: folder)
      let flags = FilterFlags(laboratory.flags)
      let domain = try #require(
        try String(contentsOfFile: flags.list, encoding: .utf8).split(separator: "\n").first?.split(separator: ",")
          .first)
      let tag = #"{"b":1.0, "a":[12345678901234567890.10,"\u0041",{"a":1,"a":2}]}"#
      let lines = [
        #"{"domain":"\#(domain)","tag":\#(tag),"unknown":{"x":[]}}"#, "", "{",
        #"{"domain":"\#(domain)","v":3,"tag":7}"#,
        #"{"domain":"\#(domain)","scan":"w","weight":2.5}"#,
      ]
      let file = try folder.write(lines.joined(separator: "\n"), as: "in.jsonl")
      let resolve = try await run(["resolve", "--no-mta-sts"] + flags.resolve, reading: file, folder)
      #expect(resolve.status == 0, "\(resolve.errors)")
      let answers = resolve.output.split(separator: "\n")
      #expect(answers.count == 4)
      #expect(answers.contains { $0.hasSuffix(",\"tag\":\(tag)}") && $0.contains("\"mx_status\":\"mx\"") })
      #expect(
        answers.contains { $0.contains("\"weight\":2.5") && $0.contains("\"scan\":\"w\"") && !$0.contains("\"tag\"") })
      #expect(answers.contains { $0.contains("\"line\":3}") && $0.contains("\"error\"") })
      #expect(answers.contains { $0.contains("\"line\":4,\"tag\":7}") })
      #expect(resolve.errors.contains("4 lines in, 4 lines out"))

      let host = try #require(
        (try JSONLinesFiles.objects(resolve.output).compactMap { $0["mx"] as? [[String: Any]] }.first)?.first)
      let address = try #require((host["addresses"] as? [String])?.first)
      let name = try #require(host["host"] as? String)
      let probes = try folder.write(
        """
        {"address":"\(address)","names":["\(name)","b.example"],"tag":\(tag)}
        {"address":"\(address)","port":3089,"names":["\(name)"]}
        {"address":"192.0.2.1.1","names":["\(name)"],"tag":"x"}
        """, as: "probes.jsonl")
      let probe = try await run(["probe", "--tls", "modern"] + flags.probe, reading: probes, folder)
      #expect(probe.status == 0, "\(probe.errors)")
      let looks = try JSONLinesFiles.objects(probe.output)
      #expect(looks.count == 4)
      let tls = looks.filter { $0["outcome"] as? String == "tls" }
      #expect(Set(tls.compactMap { $0["server_name"] as? String }) == [name, "b.example"])
      #expect(tls.allSatisfy { ($0["chain"] as? [String])?.isEmpty == false })
      #expect(probe.output.split(separator: "\n").count { $0.hasSuffix(",\"tag\":\(tag)}") } == 2)
      #expect(looks.contains { $0["port"] as? Int == 3_089 && $0["outcome"] as? String == "unreachable" })
      #expect(looks.contains { $0["line"] as? Int == 3 && $0["tag"] as? String == "x" })
      try await laboratory.stop()
    }

    /// What is asked for is answered while the input stays open, by either filter.
    @Test func aPartnerThatWaitsForEachAnswerIsServed() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "classes"], port: 3_086, in: folder)
      let flags = FilterFlags(laboratory.flags)
      let domain = try #require(
        try String(contentsOfFile: flags.list, encoding: .utf8).split(separator: "\n").first?.split(separator: ",")
          .first)
      let resolve = try Dialogue("mxcensus", ["resolve", "--quiet", "--no-mta-sts"] + flags.resolve)
      for _ in 0..<3 {
        let answer = try await resolve.ask(#"{"domain":"\#(domain)"}"#)
        #expect(answer.contains("\"mx_status\":\"mx\""))
      }
      #expect(try await resolve.end() == 0)
      let probe = try Dialogue("mxcensus", ["probe", "--quiet"] + flags.probe)
      #expect(try await probe.ask(#"{"address":"127.0.0.1","port":1,"names":["a.example"]}"#).contains("tcp.refused"))
      #expect(try await probe.ask("[]").contains("\"error\""))
      // A reader that goes away ends it, though nothing is to be written.
      #expect(try await probe.leave() == 74)
      let stopped = try Dialogue("mxcensus", ["probe", "--quiet"] + flags.probe)
      #expect(try await stopped.ask("[]").contains("\"error\""))
      #expect(try await stopped.terminate() == 143)
      try await laboratory.stop()
    }

    /// A server that says nothing would hold a probe up for a minute.
    @Test func whatIsUnderWayWhenAFilterIsStoppedHasFiveSeconds() async throws {
      let folder = try Folder()
      let (ready, accepted) = ("\(folder.path)/ready", "\(folder.path)/accepted")
      let server = """
        import socket, sys, time
        listener = socket.create_server(("127.0.0.1", 3098))
        open(sys.argv[1], "w").close()
        connection, _ = listener.accept()
        open(sys.argv[2], "w").close()
        time.sleep(120)
        """
      let silent = try Program(path: "/usr/bin/python3").start(["-c", server, ready, accepted], in: folder)
      while silent.isRunning, !FileManager.default.fileExists(atPath: ready) {
        try await Task.sleep(for: .milliseconds(20))
      }
      let probe = try Dialogue("mxcensus", ["probe", "--quiet", "--allow-reserved"])
      try probe.send(#"{"address":"127.0.0.1","port":3098,"names":["a.example"]}"#)
      while silent.isRunning, !FileManager.default.fileExists(atPath: accepted) {
        try await Task.sleep(for: .milliseconds(20))
      }
      let start = ContinuousClock.now
      #expect(try await probe.terminate() == 143)
      let took = ContinuousClock.now - start
      #expect(took > .seconds(2) && took < .seconds(8), "\(took)")
      silent.signal(SIGKILL)
      _ = try await silent.ending()
    }

    /// Told to stop, a filter opens no connection more, however many it was about to open.
    @Test func nothingIsDialledAfterAFilterIsStopped() async throws {
      let folder = try Folder()
      let server = try await ClosingServer.start(port: 3_100, in: folder)
      let probe = try Dialogue("mxcensus", ["probe", "--quiet", "--allow-reserved", "--per-address-gap", "1"])
      for number in 0..<5 {
        let names = (0..<8).map { "\"mx\(number)\($0).example\"" }.joined(separator: ",")
        try probe.send(#"{"address":"127.0.0.1","port":3100,"names":[\#(names)]}"#)
      }
      let before = try await server.connections(atLeast: 2)
      let start = ContinuousClock.now
      #expect(try await probe.terminate() == 143)
      // Nothing is waited for.
      #expect(ContinuousClock.now - start < .seconds(4))
      expectNoMore(server.connections, before)
      try await server.end()
    }

    /// The same of `resolve` and the hosts of policies, where what is left can't be answered any more.
    @Test func noPolicyIsFetchedAfterAFilterIsStopped() async throws {
      let folder = try Folder()
      let laboratory = try await RunningLaboratory.start(["--population", "verdicts"], port: 3_110, in: folder)
      let flags = FilterFlags(laboratory.flags)
      let server = try await ClosingServer.start(port: 3_112, in: folder)
      let resolve = try Dialogue(
        "mxcensus", ["resolve", "--quiet"] + flags.resolve + ["--mta-sts-port", "3112", "--rate", "1"])
      for line in try String(contentsOfFile: flags.list, encoding: .utf8).split(separator: "\n") {
        try resolve.send(#"{"domain":"\#(line.prefix { $0 != "," })"}"#)
      }
      let before = try await server.connections(atLeast: 2)
      #expect(try await resolve.terminate() == 143)
      expectNoMore(server.connections, before)
      try await server.end()
      try await laboratory.stop()
    }

    /// One may have been on its way.
    private func expectNoMore(_ connections: Int, _ before: Int) {
      #expect((before...before + 1).contains(connections), "\(before), then \(connections)")
    }

    /// A reader that takes nothing keeps the filter from reading on, and what was held back then comes.
    @Test func aSlowReaderSlowsReading() async throws {
      let folder = try Folder()
      let count = 200_000
      let requests = try folder.write(
        String(repeating: #"{"address":"198.51.100.1","names":["a.example"],"v":9}"# + "\n", count: count),
        as: "in.jsonl")
      let mxcensus = try Program.built("mxcensus").path
      let script = """
        exec 3<"$1"
        "$2" probe --allow-reserved --quiet <&3 | {
          sleep 2
          grep pos: /proc/self/fdinfo/3 >"$3"
          exec 3<&-
          wc -l
        }
        """
      let position = "\(folder.path)/position"
      let ending = try await Program(path: "/bin/bash").run(
        ["-c", script, "bash", requests, mxcensus, position], in: folder)
      #expect(ending.status == 0, "\(ending.errors)")
      let read = try #require(Int(try String(contentsOfFile: position, encoding: .utf8).filter(\.isNumber)))
      #expect(read > 0 && read < 2_000_000, "\(read) octets were read while nobody took the answers")
      #expect(ending.output.filter(\.isNumber) == "\(count)")
    }

    private func run(_ arguments: [String], reading file: String, _ folder: Folder) async throws -> Ending {
      try await Program.built("mxcensus").run(arguments, reading: file, in: folder)
    }
  }
}
