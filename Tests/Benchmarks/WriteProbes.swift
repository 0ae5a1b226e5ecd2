import ArgumentParser
import SurveyCore
import SurveyScan
import SurveyStore
import SurveyTLS

/// Records probes as a scan does, in batches that are committed, and counts what that alone takes.
struct WriteProbes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: "Records made-up probes in a new database.",
    discussion: """
      Prints: rows COUNT microseconds CPU

      The CPU is that of recording: to make the wave and its probes is not in it.
      """)

  @Option(help: "Rows that are recorded at least.")
  var rows: Int

  @Argument(help: "The database; made, and must not be there.")
  var database: String

  func validate() throws {
    guard rows > 0 else { throw ValidationError("--rows is at least 1.") }
    guard !SurveyDatabase.exists(database) else { throw ValidationError("\(database) is there already.") }
  }

  func run() async throws {
    let store = try SurveyDatabase(writing: database)
    // A name has one row at least.
    let wave = try await ResolvedWave.make(in: store, names: rows)
    let rule = InferenceRule(rank: NameRank(seed: wave.setup.seed) { SHA256.digest($0) }, connections: 8)
    let places = ShuffledPlaces(
      count: try await wave.targetCount(), seed: wave.setup.seed, batch: UInt64(WriteProbes.batch))
    var written = 0
    var taken = Duration.zero
    while let ordinals = await places.next() {
      let probes = try await wave.pendingAddresses(at: ordinals, inferring: rule).flatMap(GeneratedProbe.names)
      let began = ProcessorTime.ofProcess
      try await wave.record(probes, inferring: rule) { GeneratedCertificate.fields(of: $0) }
      taken += ProcessorTime.ofProcess - began
      written += probes.reduce(0) { $0 + $1.observations.count }
    }
    try store.close()
    print("rows \(written) microseconds \(Int(taken / .microseconds(1)))")
  }

  /// As many as the sink of a scan writes at once.
  private static let batch = 1_000
}
