internal import SurveyCore

/// What holds for blocklists whatever stands in their lines.
enum BlocklistLaws {
  static func check(_ octets: [UInt8]) throws(BrokenLaw) {
    let text = String(decoding: octets, as: UTF8.self)
    let networks = text.split(whereSeparator: \.isNewline).compactMap { Network(String($0)) }
    for network in networks {
      try BrokenLaw.unless(Network(network.description) == network, "a block is read as it was written")
      try BrokenLaw.unless(Address(network.base.description) == network.base, "an address is read as it was written")
      try BrokenLaw.unless(network.base <= network.last, "a block is not empty")
    }
    switch read(text) {
    case .success(let set):
      for network in networks {
        let isCovered = set.contains(network.base) && set.contains(network.last)
        try BrokenLaw.unless(isCovered, "a blocklist holds its blocks")
      }
    case .failure(let error):
      try BrokenLaw.unless(error.content.count <= 80, "what is quoted has a limit")
      try BrokenLaw.unless(error.line >= 1, "lines count from 1")
    }
  }

  private static func read(_ text: String) -> Result<AddressSet, BlocklistError> {
    do {
      return .success(try AddressSet(blocklist: text))
    } catch {
      return .failure(error)
    }
  }
}
