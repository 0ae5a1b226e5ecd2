import ArgumentParser
import SurveyCore
import SurveyScan
import Testing

@testable import mxcensus

/// A filter keeps nothing, so that no word of it says so.
@Suite struct FilterWordsTests {
  private static let faults: [any Error & Sendable] = [
    VantageFault.broken(since: Instant(epoch: 0), canaries: []),
    VantageFault.unanswered(since: Instant(epoch: 0), probes: 200), VantageFault.refused(refusals: 150, of: 500),
    LocalFault.resolver, LocalFault.descriptors,
  ]

  @Test(arguments: faults.indices)
  func whatAFilterCouldNotDoIsToBeFedAgain(place: Int) throws {
    let (filter, scan) = (
      try ErrorWords.filterRefusal(for: Self.faults[place]), try ErrorWords.refusal(for: Self.faults[place])
    )
    #expect(filter.kind == .temporary && filter.kind == scan.kind)
    #expect(filter.message.contains("feed") || filter.message.contains("Feed"), "\(filter.message)")
    for promise in ["to go on", "same command", "forgotten", "kept"] {
      #expect(!filter.message.contains(promise), "\(filter.message)")
    }
  }

  @Test func otherErrorsAreThoseOfAllCommands() throws {
    #expect(try ErrorWords.filterRefusal(for: Refusal(.io, "full")).message == "full")
    #expect(throws: ExitCode(74)) { try ErrorWords.filterRefusal(for: ExitCode(74)) }
  }
}
