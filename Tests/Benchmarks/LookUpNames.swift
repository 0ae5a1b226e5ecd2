import ArgumentParser
import SurveyCore
import SurveyDNS
import SurveyScan

/// Looks up the MX records of a list's names as a scan does, and counts the answers.
struct LookUpNames: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "look-up", abstract: "Looks up the MX records of a list's names, unsigned, by a forwarder.",
    discussion: "Prints: asked COUNT answered COUNT")

  @Option(help: "The forwarder's port on 127.0.0.1.")
  var port: UInt16

  @Option(help: "Look-ups at a time.")
  var window = 20_000

  @Argument(help: "A list, of which all names have MX records.")
  var list: String

  func validate() throws {
    guard window > 0 else { throw ValidationError("--window is at least 1.") }
  }

  func run() async throws {
    OpenFiles.raiseLimit()
    var names: [DomainName] = []
    var digest = ListDigest()
    _ = try await ListReader { try IDNA.toASCII($0) }.read(list, digest: &digest) { entries in
      names += entries.map(\.name)
    }
    let resolver = try Resolver(ResolverConfiguration(upstream: .forwarder(.v4(0x7f00_0001), port: port)))
    defer { resolver.close() }
    let pages = NamePages(names)
    let answers = AnswerCount()
    let stage = LookupStage<DomainName, MXLookup>(
      window: window, feed: TaskFeed { await pages.next() }, sink: BatchSink { await answers.count($0) },
      perform: { try await resolver.mx($0) })
    try await stage.run()
    print("asked \(names.count) answered \(await answers.number)")
  }
}
