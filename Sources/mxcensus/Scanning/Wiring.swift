import SurveyCore
import SurveyScan
import SurveyStore
import SurveyTLS

// What the targets do not know of each other is put together here.

/// The digest of lists, by OpenSSL.
struct ListDigest: StreamDigest {
  private let state = SHA256()

  mutating func update(_ octets: [UInt8]) { state.update(octets) }

  mutating func finish() -> Fingerprint { state.finish() }
}

extension AddressVisit {
  /// A visit from a task of the store.
  init(_ task: AddressTask) {
    self.init(
      addressID: task.addressID, address: task.address, names: task.names.map { ($0.hostID, $0.name) },
      connections: task.connections)
  }
}

extension ProbeRow {
  /// The rows of the store from a result of the scan, a look each.
  static func rows(_ result: ProbeResult) -> [ProbeRow] {
    result.observations.map { ProbeRow(addressID: result.addressID, hostID: result.hostID, observation: $0) }
  }
}

extension ListWeighting {
  /// How a list weighs whose entries have this measure.
  init(_ measure: ListMeasure) {
    self =
      switch measure {
      case .none: .uniform
      case .rank: .rank
      case .weight: .given
      }
  }
}

extension ListedDomain {
  /// What one line of a list adds.
  init(_ entry: ListEntry) {
    let weight =
      switch entry.measure {
      case .none: 1.0
      case .rank(let rank): 1 / Double(rank)
      case .weight(let weight): weight
      }
    self.init(name: entry.name, weight: weight)
  }
}
