import Foundation
import Testing

extension SystemTests {
  /// What becomes of lines that were written before it was noticed that nothing can be measured.
  @Suite struct VantageFilterTests {
    private static let count = 200

    /// A line of `resolve` for a domain whose host has so many addresses on which nobody listens.
    private func resolved() -> String {
      let addresses = (1...Self.count).map { "\"127.0.7.\($0)\"" }.joined(separator: ",")
      return
        #"{"v":1,"scan":"wave","domain":"a.example","mx_status":"mx","mx_dnssec":"insecure","mx":[{"host":"mx.example","#
        + #""preference":1,"status":"ok","dnssec":"insecure","addresses":[\#(addresses)],"tlsa":[]}],"#
        + #""observed_at":"2026-11-24T19:58:25Z"}"# + "\n"
    }

    private func requests(_ numbers: ClosedRange<Int>) -> String {
      numbers.map { #"{"scan":"wave","address":"127.0.7.\#($0)","names":["mx.example"]}"# + "\n" }.joined()
    }

    @Test func silenceIsNotImportedBeforeItIsMeasuredAgain() async throws {
      let folder = try Folder()
      let mxcensus = try Program.built("mxcensus")
      let probing = ["probe", "--allow-reserved", "--port", "3101", "--rate", "0", "--per-network", "0", "--quiet"]
      let all = try folder.write(requests(1...Self.count), as: "all.jsonl")
      let probe = try await mxcensus.run(probing, reading: all, in: folder)
      #expect(probe.status == 75 && probe.errors.contains("self.vantage") && probe.errors.contains("feed"))
      let objects = try JSONLinesFiles.objects(probe.output)
      #expect(objects.count > 100 && objects.dropLast().allSatisfy { $0["outcome"] as? String == "unreachable" })
      let last = try #require(objects.last)
      #expect(last["error"] as? String == "self.vantage" && last["since"] is String && last["until"] is String)

      let (domain, looks) = (
        try folder.write(resolved(), as: "resolved.jsonl"), try folder.write(probe.output, as: "looks.jsonl")
      )
      let database = "\(folder.path)/survey.db"
      func importing(_ arguments: String...) async throws -> Ending {
        try await mxcensus.run(
          ["import"] + arguments + ["--db", database, "--label", "wave", "--allow-reserved", "--port", "3101"],
          in: folder)
      }
      let refused = try await importing(domain, looks, "--finish")
      #expect(refused.status == 65 && refused.errors.contains("\(Self.count) names at addresses"), "\(refused.errors)")
      #expect(refused.errors.contains("self.vantage: nothing could be measured"), "\(refused.errors)")
      #expect(refused.errors.contains("\(objects.count - 1) names were looked at only while"), "\(refused.errors)")

      // Too few to tell a dead network by: whoever feeds them says that they are dead.
      while Date.now.timeIntervalSince1970 < (try instant(last["until"]) + 1) {
        try await Task.sleep(for: .milliseconds(50))
      }
      var again = ""
      for part in [1...100, 101...Self.count] {
        let file = try folder.write(requests(part), as: "part.jsonl")
        let ending = try await mxcensus.run(probing, reading: file, in: folder)
        #expect(ending.status == 0, "\(ending.errors)")
        again += ending.output
      }
      let taken = try await importing(try folder.write(again, as: "again.jsonl"), "--finish")
      #expect(taken.status == 0, "\(taken.errors)")
      #expect(
        try await folder.query(database, "SELECT outcome, count(*) FROM v_probe GROUP BY 1")
          == [["unreachable", "\(Self.count)"]])
    }

    private func instant(_ text: Any?) throws -> TimeInterval {
      try Date(try #require(text as? String), strategy: .iso8601).timeIntervalSince1970
    }
  }
}
