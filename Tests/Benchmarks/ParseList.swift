import ArgumentParser
import SurveyDNS
import SurveyScan

/// Reads a list as a scan does, digest included, and drops its entries.
struct ParseList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Reads a list and drops its entries.",
    discussion: "Prints: lines COUNT entries COUNT")

  @Argument(help: "A list, in any format that a scan reads.")
  var list: String

  func run() async throws {
    var digest = ListDigest()
    let reader = ListReader { try IDNA.toASCII($0) }
    let tally = try await reader.read(list, digest: &digest) { _ in }.tally
    print("lines \(tally.lines) entries \(tally.entries)")
  }
}
