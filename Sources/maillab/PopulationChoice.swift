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

  static let list = allCases.map(\.rawValue).joined(separator: ", ")
}

/// How large a bulk population is to be.
struct BulkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Domains of a bulk population (default: 10000).", valueName: "n"))
  var domains: Int?

  @Option(help: ArgumentHelp("Addresses of a bulk population (default: 500).", valueName: "m"))
  var addresses: Int?

  func validate() throws {
    if let domains, domains < 1 { throw ValidationError("--domains is at least 1.") }
    if let addresses, !(1...Population.bulkAddressLimit).contains(addresses) {
      throw ValidationError("--addresses is 1 to \(Population.bulkAddressLimit).")
    }
  }
}

extension Population {
  /// The population of a name, else that of a JSON file.
  static func chosen(_ nameOrFile: String, _ bulk: BulkOptions) throws -> Population {
    let name = PopulationName(rawValue: nameOrFile)
    if name != .bulk && (bulk.domains != nil || bulk.addresses != nil) {
      throw ValidationError("--domains and --addresses are for the population “bulk”.")
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
