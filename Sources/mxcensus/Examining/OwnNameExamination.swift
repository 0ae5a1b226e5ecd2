import Glibc
import SurveyCore
import SurveyDNS

/// Whether the address that a survey speaks from leads to the name that it gives, and back.
struct OwnNameExamination: Sendable {
  let configuration: DoctorConfiguration
  /// `nil`: no resolver answers.
  let resolver: Resolver?
  /// Where a survey would go to; `nil`: far away or, in a laboratory, not at all.
  let destination: Address?

  func run() async throws -> [Finding] {
    guard let name = configuration.clientName else { return [unnamed] }
    let tried = "the way from our address to \(name) and back"
    guard let resolver else {
      return [Finding(subject: "own-name", verdict: .notChecked, tried: tried, found: "no resolver answers")]
    }
    let own: Address
    let end = destination ?? (configuration.isLaboratory ? .v4(0x7f00_0001) : OwnAddress.farIPv4)
    do {
      own = try OwnAddress.towards(end)
    } catch {
      return [
        Finding(
          subject: "own-name", verdict: .temporary, tried: tried,
          found: "no route to \(end) (\(unsafe String(cString: strerror(error.number))))",
          fix: "see to this host's network")
      ]
    }
    let pointers = try await resolver.records(Question(own.reverseName, .ptr))
    let forward = try await resolver.addresses(of: name)
    var findings = [
      OwnNameComparison(name: name, own: own, isLaboratory: configuration.isLaboratory).finding(
        pointers: pointers, forward: forward)
    ]
    if !configuration.hasContact, !configuration.isLaboratory { findings.append(uncontactable) }
    return findings
  }

  private var unnamed: Finding {
    Finding(
      subject: "own-name", verdict: configuration.isLaboratory ? .notChecked : .configuration,
      tried: "the name for EHLO", found: "none was given",
      fix: configuration.isLaboratory ? nil : "add --ehlo survey.example.org --contact mailto:postmaster@example.org")
  }

  private var uncontactable: Finding {
    Finding(
      subject: "contact", verdict: .configuration, tried: "the contact for operators", found: "none was given",
      fix: "add --contact with a mailto: or https: URI that people read")
  }
}
