import FuzzTargets
import SurveyCore
import Testing

/// The fuzzer's doors without the fuzzer: its corpus, and a short run of seeded mutations of it.
@Suite struct CorpusTests {
  @Test(arguments: FuzzTarget.allCases)
  func everyTargetHasACorpus(target: FuzzTarget) { #expect(CorpusFile.files(of: target).count >= 3) }

  @Test func everyFolderIsATarget() throws {
    #expect(try Set(CorpusFile.folders()) == Set(FuzzTarget.allCases.map(\.rawValue)))
  }

  /// What once broke a law stays harmless; and what one door is for is harmless at the others.
  @Test(arguments: CorpusFile.all)
  func everyFileKeepsTheLawsOfEveryDoor(file: CorpusFile) {
    for target in FuzzTarget.allCases { check(target, file.octets) }
  }

  @Test(arguments: FuzzTarget.allCases)
  func mutationsKeepTheLaws(target: FuzzTarget) {
    let files = CorpusFile.files(of: target)
    var generator = SplitMix64(seed: 2_026)
    let clock = ContinuousClock()
    let start = clock.now
    // The number of runs decides on any machine that is fast enough, and the clock on others.
    for _ in 0..<2_000 where clock.now - start < .seconds(8) {
      let (file, donor) = (files.randomElement(using: &generator), files.randomElement(using: &generator))
      guard let file, let donor else { return }
      check(target, Mutation.mutated(file.octets, donor: donor.octets, using: &generator))
    }
  }

  private func check(_ target: FuzzTarget, _ octets: [UInt8]) {
    do {
      try target.check(octets)
    } catch {
      Issue.record("\(target.rawValue): \(error) by \(octets)")
    }
  }
}
