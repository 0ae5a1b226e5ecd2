/// The flags of a scan, divided among the commands that do its work one after the other.
struct FilterFlags {
  let resolve: [String]
  let probe: [String]
  let `import`: [String]
  /// The list of domains.
  let list: String

  init(_ scan: [String]) {
    var values: [String: String] = [:]
    var place = scan.startIndex
    while place < scan.endIndex {
      let isAlone = scan[place] == "--allow-reserved"
      values[scan[place]] = isAlone ? "" : scan[place + 1]
      place += isAlone ? 1 : 2
    }
    func pick(_ names: String...) -> [String] {
      names.flatMap { name in values[name].map { $0.isEmpty ? [name] : [name, $0] } ?? [] }
    }
    let manners = pick(
      "--port", "--allow-reserved", "--ehlo", "--contact", "--rate", "--per-address-gap", "--per-network")
    resolve = manners + pick("--resolver", "--dnssec-anchor", "--trust-store", "--mta-sts-port")
    probe = manners
    `import` = pick("--port", "--allow-reserved", "--trust-store", "--as-of", "--ehlo")
    list = values["--input-file"] ?? ""
  }
}
