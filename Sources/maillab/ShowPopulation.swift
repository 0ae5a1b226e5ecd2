import ArgumentParser
import Foundation
import MailLab

/// Prints a population.
struct ShowPopulation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "population",
    abstract: "Prints a population as JSON.",
    discussion: "The output can be changed and served again with “maillab serve --population FILE”.")

  @Argument(help: "One of \(PopulationName.list), or a JSON file.")
  var population: String

  @OptionGroup var bulk: BulkOptions

  func run() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try FileHandle.standardOutput.write(contentsOf: encoder.encode(Population.chosen(population, bulk)))
    try FileHandle.standardOutput.write(contentsOf: Data("\n".utf8))
  }
}
