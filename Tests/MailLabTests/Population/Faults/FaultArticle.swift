import MailLab

/// The article about the population `faults`, as its cases have it.
enum FaultArticle {
  static let begin = "<!-- faults -->\n"
  static let end = "<!-- /faults -->"

  /// One line for each case.
  static func table(_ cases: [FaultCase]) -> String {
    let lines = cases.map { fault in
      let looks = fault.looks.map { "\($0.look): `\($0.outcome)`, `\($0.reason)`\($0.keepsChain ? ", chain" : "")" }
      let cells = [
        "\(fault.row)", fault.title, "`\(fault.domain)`", fault.played, looks.joined(separator: "; "),
        fault.classWord.map { "`\($0)`" } ?? "–",
      ]
      return "| \(cells.joined(separator: " | ")) |\n"
    }
    let header = "| row | fault | domain | what is played | looks: outcome, reason, whether a chain is kept | class |\n"
    return header + "| --- | --- | --- | --- | --- | --- |\n" + lines.joined()
  }
}
