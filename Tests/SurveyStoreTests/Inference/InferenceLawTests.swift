import GRDB
import SurveyCore
import Testing

@testable import SurveyStore

/// What holds of inference whatever the addresses present, by scripts that a seed makes.
@Suite struct InferenceLawTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Addresses with their names, and what each presents under each.
  private struct Script {
    var names: [[String]] = []
    private var sights: [String: SmallSurvey.Sight] = [:]
    private let common: [Address: SmallSurvey.Sight]

    /// - Parameter odd: the chance of a name to have a certificate of its own.
    init(seed: UInt64, addresses: Int, names range: ClosedRange<Int>, odd: Double) {
      var generator = SplitMix64(seed: seed)
      var common: [Address: SmallSurvey.Sight] = [:]
      for place in 0..<addresses {
        let count = Int.random(in: range, using: &generator)
        names.append((0..<count).map { "mx\($0).a\(place).example" })
        common[CrowdedWave.address(place)] =
          [.tls(FakeLeaf(.trusted, "*.a\(place).example")), .noStartTLS, .unreachable, .handshakeFailed]
          .randomElement(using: &generator) ?? .noStartTLS
        for name in names[place] where Double.random(in: 0..<1, using: &generator) < odd {
          sights[name] = .tls(FakeLeaf(.selfSigned, name))
        }
      }
      self.common = common
    }

    func answer(_ address: Address, _ name: DomainName, _ dial: Int) -> SmallSurvey.Sight {
      sights[name.text] ?? common[address] ?? .unreachable
    }

    func isOdd(_ name: String) -> Bool { sights[name] != nil }
  }

  private static let everything = """
    SELECT address, server_name, look, is_final, outcome, reason, chain_sha256, inferred FROM v_probe
    ORDER BY address, server_name, look
    """

  private func survey(
    _ script: Script, _ file: String, checkShare: Double, seed: UInt64
  ) async throws -> SurveyDatabase {
    let database = try scratch.database(file)
    let crowd = try await CrowdedWave(script.names, in: database, checkShare: checkShare, seed: seed)
    try await crowd.probe(batch: 100, script.answer)
    #expect(crowd.dials.values.allSatisfy { $0.count <= 8 })
    return database
  }

  @Test(arguments: Seeds.first(1, of: 3)) func whereAnAddressHasOneChainInferenceIsNeverWrong(seed: UInt64) async throws
  {
    let script = Script(seed: seed, addresses: 60, names: 1...30, odd: 0)
    let database = try await survey(script, "one.db", checkShare: 0.2, seed: seed)
    let rows = try database.rows(Self.everything)
    #expect(rows.count == script.names.map(\.count).reduce(0, +))
    for row in rows {
      let sight = script.answer(try #require(Address(row[0])), DomainName(uncheckedCanonical: row[1]), 0)
      #expect(row[4] == sight.ending.outcome.rawValue && row[5] == sight.ending.reason.word)
      #expect(row[6] == sight.chain?.sha256.description ?? "NULL")
    }
    #expect(try database.rows("SELECT checked > 10, wrong FROM v_inference") == [["1", "0"]])
  }

  /// Interval against truth: how many of the inferred names, had they been probed, would have differed.
  @Test func elsewhereTheIntervalOfTheChecksHoldsTheTruth() async throws {
    var missed: [String] = []
    for seed in UInt64(1)...20 {
      let script = Script(seed: seed &* 77, addresses: 120, names: 4...14, odd: 0.06)
      let database = try await survey(script, "odd-\(seed).db", checkShare: 0.15, seed: seed)
      // Those that were checked were to be inferred, too.
      let inferred = try database.column(
        """
        SELECT server_name FROM v_probe WHERE inferred = 1 UNION ALL
        SELECT h.name FROM inference_check c JOIN mx_host h ON h.host_id = c.host_id
        """)
      let truth = Double(inferred.count(where: script.isOdd)) / Double(inferred.count)
      #expect(truth > 0.01)
      let summary = try #require(try await database.pool.read { try InferenceReading.summary($0, scanID: 1) })
      #expect(summary.checks > 40)
      let interval = try #require(summary.interval)
      if !interval.contains(truth) { missed.append("\(truth) \(interval) \(summary)") }
      try database.close()
    }
    // Of twenty intervals at 95 %, more than three miss once in sixty times; the seeds are fixed.
    #expect(missed.count <= 3, "\(missed)")
  }

  @Test(arguments: Seeds.first(2, of: 4)) func aWaveThatIsStoppedAnywhereEndsWithTheSameRows(seed: UInt64)
    async throws
  {
    let script = Script(seed: seed &* 1_009, addresses: 12, names: 2...14, odd: 0.15)
    let whole = try await survey(script, "whole.db", checkShare: 0.1, seed: seed)
    let expected = try whole.rows(Self.everything)
    let checks = try whole.rows("SELECT address_id, host_id, weight, is_wrong FROM inference_check ORDER BY 1")
    var generator = SplitMix64(seed: seed)
    let stopped = try scratch.database("stopped.db")
    var dials: [Address: Int] = [:]
    for _ in 0..<200 {
      let crowd = try await CrowdedWave(script.names, in: stopped, checkShare: 0.1, seed: seed)
      let isDone = try await crowd.probe(
        batch: Int.random(in: 1...4, using: &generator), writes: Int.random(in: 1...6, using: &generator), script.answer
      )
      for (address, names) in crowd.dials { dials[address, default: 0] += names.count }
      if isDone { break }
    }
    #expect(dials.values.allSatisfy { $0 <= 8 })
    #expect(try stopped.rows(Self.everything) == expected)
    #expect(try stopped.rows("SELECT address_id, host_id, weight, is_wrong FROM inference_check ORDER BY 1") == checks)
    #expect(try stopped.value("SELECT count(*) FROM retry") == "0")
    #expect(try stopped.rows("SELECT * FROM inference") == (try whole.rows("SELECT * FROM inference")))
  }

  /// What is forgotten because the network was cut is seen anew, with what was inferred from it.
  @Test(arguments: Seeds.first(1, of: 3)) func forgottenProbesTakeAlongWhatWasInferredFromThem(seed: UInt64)
    async throws
  {
    let script = Script(seed: seed &* 31, addresses: 30, names: 2...14, odd: 0.1)
    let database = try scratch.database()
    let crowd = try await CrowdedWave(script.names, in: database, checkShare: 0.1, seed: seed)
    var clock: Int64 = 1_000_000
    func answer(_ address: Address, _ name: DomainName, _ dial: Int) -> SmallSurvey.Sight {
      clock += 1
      var sight = script.answer(address, name, dial)
      sight.observedAt = clock
      return sight
    }
    try await crowd.probe(batch: 1, writes: 70, answer)
    try await crowd.wave.forgetProbes(since: Instant(epoch: 1_000_040))
    #expect(try database.value("SELECT count(*) FROM probe WHERE observed_at >= 1000040") == "0")
    let isDone = try await CrowdedWave(script.names, in: database, checkShare: 0.1, seed: seed).probe(answer)
    #expect(isDone)
    let count = script.names.map(\.count).reduce(0, +)
    #expect(try database.value("SELECT count(*) FROM v_probe WHERE is_final = 1") == "\(count)")
    #expect(
      try database.value(
        """
        SELECT count(*) FROM inference i WHERE names <> (SELECT count(*) FROM probe p
          WHERE p.address_id = i.address_id AND p.inferred = 1)
        """) == "0")
    #expect(try database.value("SELECT count(*) FROM retry") == "0")
  }
}
