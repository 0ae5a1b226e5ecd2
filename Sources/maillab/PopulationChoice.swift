import ArgumentParser
import Foundation
import MailLab

/// The populations that have a name.
enum PopulationName: String, CaseIterable {
  case facebookMay = "facebook-2014-05"
  case facebookAugust = "facebook-2014-08"
  case classes
  case verdicts
  case faultsDNS = "faults-dns"
  case faults
  case bulk
  case soak

  static let list = allCases.map(\.rawValue).joined(separator: ", ")
}

/// How large a population is to be that can be of any size.
struct BulkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Domains of “bulk” or “soak” (default: 10000).", valueName: "n"))
  var domains: Int?

  @Option(help: ArgumentHelp("Addresses of “bulk” or “soak” (default: 500).", valueName: "m"))
  var addresses: Int?

  @Option(help: ArgumentHelp("Of a hundred addresses of “soak”, those that misbehave (default: 30).", valueName: "n"))
  var faulty: Int?

  @Option(help: ArgumentHelp("Of a hundred addresses of “soak”, those that are silent (default: 0).", valueName: "n"))
  var tarpits: Int?

  /// The mix of a soak population.
  var mix: SoakMix { SoakMix(faulty: faulty ?? 30, tarpits: tarpits ?? 0) }

  func validate() throws {
    if let domains, domains < 1 { throw ValidationError("--domains is at least 1.") }
    if let addresses, !(1...Population.bulkAddressLimit).contains(addresses) {
      throw ValidationError("--addresses is 1 to \(Population.bulkAddressLimit).")
    }
    let shares = (faulty ?? 30, tarpits ?? 0)
    guard shares.0 >= 0, shares.1 >= 0, shares.0 + shares.1 <= 100 else {
      throw ValidationError("--faulty and --tarpits are shares of a hundred, together at most 100.")
    }
  }
}

extension Population {
  /// The population of a name, else that of a JSON file.
  static func chosen(_ nameOrFile: String, _ bulk: BulkOptions) throws -> Population {
    let name = PopulationName(rawValue: nameOrFile)
    if name != .bulk, name != .soak, bulk.domains != nil || bulk.addresses != nil {
      throw ValidationError("--domains and --addresses are for the populations “bulk” and “soak”.")
    }
    if name != .soak, bulk.faulty != nil || bulk.tarpits != nil {
      throw ValidationError("--faulty and --tarpits are for the population “soak”.")
    }
    let today = CalendarDate(secondsSinceEpoch: Int(Date().timeIntervalSince1970))
    switch name {
    case .facebookMay: return .facebook2014(.may)
    case .facebookAugust: return .facebook2014(.august)
    case .classes: return .classes(today: today)
    case .verdicts: return .verdicts(today: today)
    case .faultsDNS: return .faultsDNS(today: today)
    case .faults: return .faults(today: today)
    case .bulk: return .bulk(domains: bulk.domains ?? 10_000, addresses: bulk.addresses ?? 500, today: today)
    case .soak:
      let addresses = bulk.addresses ?? 500
      guard addresses <= Population.soakAddressLimit else {
        throw ValidationError("--addresses is 1 to \(Population.soakAddressLimit) for “soak”.")
      }
      return .soak(domains: bulk.domains ?? 10_000, addresses: addresses, mix: bulk.mix, today: today)
    case nil:
      guard FileManager.default.fileExists(atPath: nameOrFile) else {
        throw ValidationError(
          "\(nameOrFile) is neither a file nor one of the populations \(PopulationName.list).")
      }
      return try JSONDecoder().decode(
        Population.self, from: Data(contentsOf: URL(fileURLWithPath: nameOrFile)))
    }
  }
}
