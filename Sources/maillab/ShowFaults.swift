import ArgumentParser
import Foundation
import MailLab

/// Prints what a survey must record of the population `faults`, for programs that compare.
struct ShowFaults: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expectations",
    abstract: "Prints as CSV what a survey must record of the servers that misbehave.",
    discussion: """
      A line for each look that a host of the population “faults” gets, in the order of its connections: outcome, \
      reason, whether it is the one that counts, the certificate class of the host, and whether its server hears QUIT.
      """)

  func run() throws {
    var text = "host,row,look,outcome,reason,is_final,class,hears_quit\n"
    for fault in Population.expectedFaults {
      for look in fault.looks {
        let hearsQUIT = look.endsInQUIT && fault.hearsQUIT
        text +=
          [
            fault.host, String(fault.row), look.look, look.outcome, look.reason, look == fault.finalLook ? "1" : "0",
            fault.classWord ?? "", hearsQUIT ? "1" : "0",
          ].joined(separator: ",") + "\n"
      }
    }
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
  }
}
